package io.muster.users;

import io.muster.access.Memberships;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps administrators from those above them: nobody gets hold of an account that may more than he
 * may himself, and an organization's owner is touched by himself and by system administrators only.
 */
@Component
class UserGuard {

    private final Memberships memberships;

    UserGuard(Memberships memberships) {
        this.memberships = memberships;
    }

    /** The rule that forbids this actor to edit that user. */
    Optional<UserRule> forEditing(OrganizationScope scope, User user) {
        if (user.state() == UserState.DELETED) {
            return Optional.of(UserRule.DELETED);
        }
        if (user.id().equals(scope.actor().user())) {
            return Optional.empty();
        }
        if (user.type() == UserType.OWNER && !systemAdministrator(scope)) {
            return Optional.of(UserRule.PRIMARY_ADMINISTRATOR);
        }
        return above(scope, List.of(user.id())).isEmpty()
                ? Optional.empty()
                : Optional.of(UserRule.MORE_RIGHTS);
    }

    /** Those who hold a right that the actor lacks. */
    Set<UserId> above(OrganizationScope scope, Collection<UserId> users) {
        return memberships.above(scope, users);
    }

    static boolean systemAdministrator(OrganizationScope scope) {
        return scope.holds(Permission.INSTANCE_ORGANIZATIONS);
    }
}
