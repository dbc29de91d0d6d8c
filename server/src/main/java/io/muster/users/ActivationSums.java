package io.muster.users;

import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Adds up the changes of the numbers of activated users, so that reading them stays quick. */
@Component
class ActivationSums implements RecurringWork {

    private final ActivationRepository repository;
    private final Scopes scopes;

    ActivationSums(ActivationRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "users.add-up-activations";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        scopes.run(scopes.machinery(), () -> repository.addUp(scopes.machinery()));
    }
}
