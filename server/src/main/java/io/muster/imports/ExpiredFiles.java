package io.muster.imports;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Removes uploaded rows, verdicts and exported files some days after they were made. */
@Component
class ExpiredFiles implements RecurringWork {

    private static final int AT_ONCE = 10;

    private final ImportRepository imports;
    private final ExportRepository exports;
    private final ImportSettings settings;
    private final Scopes scopes;

    ExpiredFiles(
            ImportRepository imports,
            ExportRepository exports,
            ImportSettings settings,
            Scopes scopes) {
        this.imports = imports;
        this.exports = exports;
        this.settings = settings;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "imports.remove-expired";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        InstanceScope machinery = scopes.machinery();
        Instant oldest = Instant.now().minus(settings.keep());
        int removed = AT_ONCE;
        while (removed == AT_ONCE) {
            removed = scopes.in(machinery, () -> imports.deleteOlder(machinery, oldest, AT_ONCE));
        }
        removed = AT_ONCE;
        while (removed == AT_ONCE) {
            removed = scopes.in(machinery, () -> exports.deleteOlder(machinery, oldest, AT_ONCE));
        }
    }
}
