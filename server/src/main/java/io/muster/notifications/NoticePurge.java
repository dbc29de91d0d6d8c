package io.muster.notifications;

import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets notices after 90 days. */
@Component
class NoticePurge implements RecurringWork {

    private static final Duration KEPT = Duration.ofDays(90);

    private final NoticeRepository repository;
    private final Scopes scopes;

    NoticePurge(NoticeRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "notifications.purge";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        scopes.run(scopes.machinery(), () -> repository.purgeOlderThan(KEPT));
    }
}
