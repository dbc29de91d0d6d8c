package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.roles.RoleUse;
import java.util.List;
import org.springframework.stereotype.Component;

/** A role that an open invitation promises can't be deleted. */
@Component
class PromisedRoles implements RoleUse {

    private final InvitationRepository repository;
    private final Scopes scopes;

    PromisedRoles(InvitationRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    @Override
    public List<Use> usesOf(OrganizationScope scope, RoleId role) {
        long open = scopes.in(scope, () -> repository.promising(scope, role));
        return open == 0
                ? List.of()
                : List.of(
                        new Use(
                                "invitations.open",
                                "It is promised by %,d open invitations.".formatted(open)));
    }
}
