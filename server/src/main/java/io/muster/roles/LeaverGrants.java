package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Grants.Held;
import io.muster.roles.Grants.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What somebody was given in an organization, taken away as a whole and given back. */
@Component
public class LeaverGrants {

    private final Grants grants;
    private final Roles roles;
    private final Scopes scopes;

    LeaverGrants(Grants grants, Roles roles, Scopes scopes) {
        this.grants = grants;
        this.roles = roles;
        this.scopes = scopes;
    }

    /**
     * What somebody was given, besides the role that everybody holds.
     *
     * @param names of the roles, sorted
     */
    public record Given(Set<RoleId> roles, List<String> names, Set<Permission> permissions) {

        public boolean isNothing() {
            return roles.isEmpty() && permissions.isEmpty();
        }
    }

    /** What the user was given in the organization. */
    public Given given(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    Held held = grants.held(scope, user);
                    return new Given(
                            held.roles().stream().map(Role::id).collect(Collectors.toSet()),
                            held.roles().stream().map(Role::name).sorted().toList(),
                            Set.copyOf(held.permissions()));
                });
    }

    /** Takes all roles and single permissions away; needs {@link Permission#GRANTS_REVOKE}. */
    public Outcome takeAll(OrganizationScope scope, UserId user) {
        return grants.swap(scope, user, Set.of(), Set.of(), true);
    }

    /** What {@link #takeAll} would answer; changes nothing. */
    public Outcome wouldTakeAll(OrganizationScope scope, UserId user) {
        return grants.swap(scope, user, Set.of(), Set.of(), false);
    }

    /**
     * Gives somebody back what {@link #takeAll} took, if he holds nothing now; roles that are gone
     * since are left out. Needs {@link Permission#GRANTS_ASSIGN}.
     */
    public Outcome giveBack(
            OrganizationScope scope, UserId user, Set<RoleId> wanted, Set<Permission> permissions) {
        return scopes.in(
                scope,
                () -> {
                    grants.hold(scope);
                    if (!given(scope, user).isNothing()) {
                        return new Outcome.ChangedMeanwhile();
                    }
                    Set<RoleId> left =
                            roles.find(scope, wanted).stream()
                                    .filter(role -> role.level() == Permission.Level.ORGANIZATION)
                                    .map(Role::id)
                                    .collect(Collectors.toSet());
                    return grants.swap(scope, user, left, permissions, true);
                });
    }
}
