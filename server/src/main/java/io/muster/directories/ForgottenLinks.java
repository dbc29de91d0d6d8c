package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.users.UsersPurged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Forgets which entries users came from, in the transaction that removes them for good. */
@Component
class ForgottenLinks {

    private final LinkedUsers linked;
    private final Scopes scopes;

    ForgottenLinks(LinkedUsers linked, Scopes scopes) {
        this.linked = linked;
        this.scopes = scopes;
    }

    @EventListener
    void forget(UsersPurged purged) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), purged.organization());
        scopes.run(scope, () -> linked.forget(scope, purged.users()));
    }
}
