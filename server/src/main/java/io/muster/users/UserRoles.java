package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.roles.Grants.Outcome;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Roles that users get with their account or many at a time; nobody gives what he lacks. */
@Component
class UserRoles {

    /** How many roles one user may be given at once. */
    static final int MOST = 100;

    private final Grants grants;

    UserRoles(Grants grants) {
        this.grants = grants;
    }

    /** The rule that keeps the actor from giving this role to anybody. */
    Optional<UserRule> againstGiving(OrganizationScope scope, RoleId role) {
        return switch (grants.mayGive(scope, role)) {
            case Outcome.Changed(), Outcome.Unchanged() -> Optional.empty();
            case Outcome.Refused refused -> Optional.of(rule(refused));
        };
    }

    /** Those of the roles that the actor may give. */
    Set<RoleId> givable(OrganizationScope scope, Collection<RoleId> roles) {
        return roles.stream()
                .filter(role -> againstGiving(scope, role).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** To be asked before users are made who get roles with their account. */
    void hold(OrganizationScope scope, Set<RoleId> roles) {
        if (!roles.isEmpty()) {
            hold(scope);
        }
    }

    /** The same, before it is known which roles. */
    void hold(OrganizationScope scope) {
        grants.hold(scope);
    }

    /**
     * Gives roles to users who have just been made.
     *
     * @throws IllegalStateException when one of them is not among the {@link #givable}
     */
    void give(OrganizationScope scope, Collection<UserId> users, Set<RoleId> roles) {
        if (users.isEmpty()) {
            return;
        }
        for (RoleId role : roles) {
            grants.addRole(scope, users, role)
                    .forEach((_, outcome) -> {
                        if (outcome instanceof Outcome.Refused) {
                            throw new IllegalStateException(
                                    "role " + role + " was refused: " + outcome);
                        }
                    });
        }
    }

    static UserRule rule(Outcome.Refused refused) {
        return switch (refused) {
            case Outcome.NoSuchUser(), Outcome.ChangedMeanwhile() -> UserRule.GONE;
            case Outcome.NoSuchRole _ -> UserRule.NO_SUCH_ROLE;
            case Outcome.NotPermitted _ -> UserRule.NOT_PERMITTED;
            case Outcome.BeyondOwnRights _ -> UserRule.BEYOND_OWN_RIGHTS;
            case Outcome.Outranked() -> UserRule.MORE_RIGHTS;
            case Outcome.LastOwner() -> UserRule.LAST_OWNER;
        };
    }
}
