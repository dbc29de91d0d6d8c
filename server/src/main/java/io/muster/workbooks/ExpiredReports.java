package io.muster.workbooks;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Removes reports whose seven days are over. */
@Component
class ExpiredReports implements RecurringWork {

    private static final int AT_ONCE = 10;

    private final ReportRepository repository;
    private final Scopes scopes;

    ExpiredReports(ReportRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "workbooks.remove-expired";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        InstanceScope machinery = scopes.machinery();
        Instant oldest = Instant.now().minus(Report.KEPT);
        int removed = AT_ONCE;
        while (removed == AT_ONCE) {
            removed = scopes.in(machinery, () -> repository.deleteOld(machinery, oldest, AT_ONCE));
        }
    }
}
