package io.muster.users;

import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.users.OffboardingRepository.Due;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does what was planned for users who leave, when its time has come. */
@Component
class OffboardingRun implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(OffboardingRun.class);

    private static final int PORTION = 200;

    private final OffboardingRepository repository;
    private final Offboardings offboardings;
    private final Scopes scopes;

    OffboardingRun(OffboardingRepository repository, Offboardings offboardings, Scopes scopes) {
        this.repository = repository;
        this.offboardings = offboardings;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "users.offboarding";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void run() {
        List<Due> portion;
        boolean anyDone;
        do {
            portion = scopes.in(scopes.machinery(), () -> repository.due(PORTION));
            anyDone = portion.stream().filter(this::wentOn).count() > 0;
        } while (anyDone && portion.size() == PORTION);
    }

    /** One that can't go on now keeps no other from it; it is tried again with the next run. */
    private boolean wentOn(Due due) {
        try {
            return offboardings.goOn(due);
        } catch (RuntimeException fault) {
            LOG.warn("Offboarding {} waits for the next run", due.id(), fault);
            return false;
        }
    }
}
