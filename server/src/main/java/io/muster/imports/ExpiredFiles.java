package io.muster.imports;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.imports.ExpiredFileRepository.OldExport;
import io.muster.jobs.Jobs;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Removes uploaded rows, verdicts and exported files some days after they were made. What a job is
 * still at work on stays until the job has ended.
 */
@Component
class ExpiredFiles implements RecurringWork {

    private static final int AT_ONCE = 10;

    private final ExpiredFileRepository repository;

    /** Looked up late: what runs jobs also runs this, so neither could be made first. */
    private final ObjectProvider<Jobs> jobs;

    private final ImportSettings settings;
    private final Scopes scopes;

    ExpiredFiles(
            ExpiredFileRepository repository,
            ObjectProvider<Jobs> jobs,
            ImportSettings settings,
            Scopes scopes) {
        this.repository = repository;
        this.jobs = jobs;
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
        each(after -> scopes.in(machinery, () -> removeImports(machinery, oldest, after)));
        each(after -> scopes.in(machinery, () -> removeExports(machinery, oldest, after)));
    }

    /**
     * Goes through all portions.
     *
     * @param portion from the last id of the portion before, null at first, to its own last one
     */
    private static void each(Function<@Nullable UUID, Optional<UUID>> portion) {
        Optional<UUID> last = portion.apply(null);
        while (last.isPresent()) {
            last = portion.apply(last.get());
        }
    }

    private Optional<UUID> removeImports(
            InstanceScope machinery, Instant oldest, @Nullable UUID after) {
        List<UUID> old = repository.lockImports(machinery, oldest, after, AT_ONCE);
        Map<UUID, Set<JobId>> passes = repository.jobs(machinery, old);
        Set<JobId> open =
                jobs.getObject()
                        .open(machinery, passes.values().stream().flatMap(Set::stream).toList());
        repository.deleteImports(
                machinery,
                old.stream()
                        .filter(id -> Collections.disjoint(passes.getOrDefault(id, Set.of()), open))
                        .toList());
        return last(old);
    }

    private Optional<UUID> removeExports(
            InstanceScope machinery, Instant oldest, @Nullable UUID after) {
        List<OldExport> old = repository.exports(machinery, oldest, after, AT_ONCE);
        Set<JobId> open =
                jobs.getObject().open(machinery, old.stream().map(OldExport::job).toList());
        repository.deleteExports(
                machinery,
                old.stream()
                        .filter(export -> !open.contains(export.job()))
                        .map(OldExport::id)
                        .toList());
        return last(old.stream().map(OldExport::id).toList());
    }

    private static Optional<UUID> last(List<UUID> portion) {
        return portion.size() < AT_ONCE ? Optional.empty() : Optional.of(portion.getLast());
    }
}
