package io.muster.users;

import io.muster.access.Scopes;
import io.muster.organizations.TimeZoneChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Accounts end when their day begins where the organization is now. */
@Component
class ExpiryZone {

    private final ExpiryRepository repository;
    private final ExpiryRule rule;
    private final Scopes scopes;

    ExpiryZone(ExpiryRepository repository, ExpiryRule rule, Scopes scopes) {
        this.repository = repository;
        this.rule = rule;
        this.scopes = scopes;
    }

    /** In the transaction of the change. */
    @EventListener
    void follow(TimeZoneChanged changed) {
        scopes.run(
                changed.scope(),
                () -> {
                    Map<LocalDate, Instant> begins =
                            rule.begins(changed.scope(), repository.lockDays(changed.scope()));
                    if (!begins.isEmpty()) {
                        repository.move(changed.scope(), begins);
                    }
                });
    }
}
