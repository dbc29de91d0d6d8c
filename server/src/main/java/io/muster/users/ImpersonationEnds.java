package io.muster.users;

import io.muster.access.Impersonations;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Records the end of impersonations that nobody ended: they were over before without it. */
@Component
class ImpersonationEnds implements RecurringWork {

    private final Impersonations impersonations;

    ImpersonationEnds(Impersonations impersonations) {
        this.impersonations = impersonations;
    }

    @Override
    public String name() {
        return "users.impersonation-ends";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        impersonations.endOverdue();
    }
}
