package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.roles.Grants;
import io.muster.roles.Role;
import io.muster.roles.RoleUse;
import io.muster.roles.Roles;
import io.muster.roles.SystemRole;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The role that corporate users who register themselves hold in their personal mailbox: any on
 * mailboxes, which then can't be deleted.
 */
@Component
class RegisteredMailboxRole implements RoleUse {

    private final OrganizationRepository repository;
    private final Grants grants;
    private final Roles roles;
    private final Scopes scopes;

    RegisteredMailboxRole(
            OrganizationRepository repository, Grants grants, Roles roles, Scopes scopes) {
        this.repository = repository;
        this.grants = grants;
        this.roles = roles;
        this.scopes = scopes;
    }

    /**
     * Whether it is a role on mailboxes; one of the organization's own stays that until the
     * transaction ends. To be asked before the organization is locked, as whoever deletes a role
     * looks at the organization last.
     */
    boolean mayBe(OrganizationScope scope, RoleId role) {
        if (SystemRole.of(role).isEmpty()) {
            grants.hold(scope);
        }
        return roles.find(scope, List.of(role)).stream()
                .anyMatch(found -> found.level() == Permission.Level.MAILBOX);
    }

    /** As people call it. */
    String name(OrganizationScope scope, RoleId role) {
        return roles.find(scope, List.of(role)).stream()
                .map(Role::name)
                .findFirst()
                .orElseGet(role::toString);
    }

    @Override
    public List<Use> usesOf(OrganizationScope scope, RoleId role) {
        return scopes.in(
                scope,
                () ->
                        repository
                                .find(scope)
                                .filter(organization ->
                                        organization
                                                .settings()
                                                .mailboxRoleForRegistered()
                                                .equals(role))
                                .map(_ ->
                                        new Use(
                                                "organizations.mailbox-role",
                                                "The settings of the organization give it to users who register, in their own mailbox."))
                                .stream()
                                .toList());
    }
}
