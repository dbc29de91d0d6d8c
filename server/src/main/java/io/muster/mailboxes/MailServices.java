package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.users.UsersPurged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells which ways to his mail are open to a user. */
@Component
public class MailServices {

    private final ServiceRepository repository;
    private final Scopes scopes;

    MailServices(ServiceRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    /** Whether the service is on for the user at this moment. */
    public boolean allows(MailboxOwner owner, ServiceSwitch service) {
        OrganizationScope scope = scope(owner.organization());
        return !scopes.in(scope, () -> repository.off(scope, owner.user())).contains(service);
    }

    @EventListener
    void forget(UsersPurged purged) {
        OrganizationScope scope = scope(purged.organization());
        scopes.run(scope, () -> repository.forget(scope, purged.users()));
    }

    private OrganizationScope scope(OrganizationId organization) {
        return scopes.organization(scopes.machinery(), organization);
    }
}
