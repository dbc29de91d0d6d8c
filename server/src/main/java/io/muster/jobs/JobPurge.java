package io.muster.jobs;

import io.muster.access.Scopes;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets jobs and their outcomes 90 days after their end; the audit log keeps that they were. */
@Component
class JobPurge implements RecurringWork {

    private static final Duration KEPT = Duration.ofDays(90);

    private final JobRepository repository;
    private final Scopes scopes;

    JobPurge(JobRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "jobs.purge";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        Instant time = Instant.now().minus(KEPT);
        while (scopes.in(scopes.machinery(), () -> repository.purgeEndedBefore(time)) > 0) {}
    }
}
