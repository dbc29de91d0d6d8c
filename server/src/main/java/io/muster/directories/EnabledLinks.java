package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.users.UsersEnabled;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whoever is enabled by whomever is no longer disabled by a sync. */
@Component
class EnabledLinks {

    private final LinkedUsers linked;
    private final Scopes scopes;

    EnabledLinks(LinkedUsers linked, Scopes scopes) {
        this.linked = linked;
        this.scopes = scopes;
    }

    @EventListener
    void note(UsersEnabled enabled) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), enabled.organization());
        scopes.run(scope, () -> linked.enabled(scope, enabled.users()));
    }
}
