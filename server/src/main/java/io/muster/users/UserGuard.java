package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.roles.SystemRole;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
        if (user.guest()) {
            return Optional.of(UserRule.GUEST);
        }
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

    /**
     * Those of the users whose sign-in must stay open, with the rule that says so: the last owner
     * and the last system administrator. The actor is not asked about, for nobody closes his own.
     */
    Map<UserId, UserRule> needed(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, UserRule> needed = new HashMap<>();
        memberships
                .needed(
                        scope,
                        users.stream().filter(user -> !user.equals(scope.actor().user())).toList())
                .forEach((user, why) ->
                        needed.put(
                                user,
                                switch (why) {
                                    case LAST_OWNER -> UserRule.LAST_OWNER;
                                    case LAST_SYSTEM_ADMINISTRATOR ->
                                            UserRule.LAST_SYSTEM_ADMINISTRATOR;
                                }));
        return needed;
    }

    /** Those of whom some must stay able to sign in. */
    Set<UUID> indispensable(OrganizationScope scope) {
        return memberships.indispensable(scope).stream()
                .map(UserId::value)
                .collect(Collectors.toSet());
    }

    /**
     * Those of the users who would be missed if all of them lost the role: all the owners among
     * them when no other owner could sign in. Nobody when it is another role.
     */
    Set<UserId> missed(OrganizationScope scope, Collection<UserId> users, RoleId role) {
        if (users.isEmpty() || !role.equals(SystemRole.OWNER.id())) {
            return Set.of();
        }
        return memberships.needed(scope, users).entrySet().stream()
                .filter(needed -> needed.getValue() == Memberships.Needed.LAST_OWNER)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<UserId> owners(OrganizationScope scope) {
        return new HashSet<>(memberships.holders(scope, SystemRole.OWNER.id()));
    }

    private static boolean systemAdministrator(OrganizationScope scope) {
        return scope.holds(Permission.INSTANCE_ORGANIZATIONS);
    }
}
