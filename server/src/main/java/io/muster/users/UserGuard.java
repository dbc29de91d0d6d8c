package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.roles.SystemRole;
import java.util.Collection;
import java.util.HashSet;
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
        return forEditing(hand(scope, List.of(user.id())), user);
    }

    /** As {@link #forEditing(OrganizationScope, User)}, for one of many. */
    static Optional<UserRule> forEditing(UserAct.Hand hand, User user) {
        return user.state() == UserState.DELETED
                ? Optional.of(UserRule.DELETED)
                : hand.forChanging(user.id());
    }

    /** What has to be known of the actor to judge acts on these users. */
    UserAct.Hand hand(OrganizationScope scope, Collection<UserId> users) {
        return new UserAct.Hand(
                scope.actor().user(),
                systemAdministrator(scope),
                owners(scope),
                memberships.above(scope, users));
    }

    private Set<UserId> owners(OrganizationScope scope) {
        return new HashSet<>(memberships.holders(scope, SystemRole.OWNER.id()));
    }

    private static boolean systemAdministrator(OrganizationScope scope) {
        return scope.holds(Permission.INSTANCE_ORGANIZATIONS);
    }
}
