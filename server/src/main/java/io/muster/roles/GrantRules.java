package io.muster.roles;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.roles.Grants.Outcome;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decides whether an actor may change what somebody holds. */
@Component
class GrantRules {

    private final Holdings holdings;
    private final Holders holders;

    GrantRules(Holdings holdings, Holders holders) {
        this.holdings = holdings;
        this.holders = holders;
    }

    /** The rules as they stand for this actor and these users, read once for all of them. */
    Judgement over(OrganizationScope scope, Collection<UserId> users) {
        return new Judgement(
                scope,
                Rank.of(scope, holdings),
                holdings.of(users, scope.organization()),
                new HashMap<>(holders.owners(scope)));
    }

    /** How high the actor stands. */
    enum Rank {
        ORDINARY,
        OWNER,
        SYSTEM_ADMINISTRATOR;

        private static Rank of(OrganizationScope scope, Holdings holdings) {
            UserId actor = scope.actor().user();
            if (actor.equals(Actor.SYSTEM.user())) {
                return SYSTEM_ADMINISTRATOR;
            }
            Holding holding = holdings.of(actor, scope.organization());
            if (holding.systemAdministrator()) {
                return SYSTEM_ADMINISTRATOR;
            }
            return holding.standing() == Standing.OWNER ? OWNER : ORDINARY;
        }

        private static Rank of(Holding holding) {
            if (holding.systemAdministrator()) {
                return SYSTEM_ADMINISTRATOR;
            }
            return holding.standing() == Standing.OWNER ? OWNER : ORDINARY;
        }
    }

    /**
     * @param owners of the organization, and whether sign-in is open to each; shrinks as owners go
     */
    record Judgement(
            OrganizationScope scope,
            Rank rank,
            Map<UserId, Holding> holdings,
            Map<UserId, Boolean> owners) {

        /** Why the change is refused; nothing when it may be made. */
        Optional<Outcome.Refused> refusal(UserId user, GrantChange change) {
            if (change.gives() && !scope.holds(Permission.GRANTS_ASSIGN)) {
                return Optional.of(new Outcome.NotPermitted(Permission.GRANTS_ASSIGN));
            }
            if (change.takes() && !scope.holds(Permission.GRANTS_REVOKE)) {
                return Optional.of(new Outcome.NotPermitted(Permission.GRANTS_REVOKE));
            }
            if (outranks(user)) {
                return Optional.of(new Outcome.Outranked());
            }
            Set<Permission> missing = EnumSet.noneOf(Permission.class);
            missing.addAll(change.gained());
            missing.removeAll(scope.permissions());
            if (!missing.isEmpty() || (change.givesOwnership() && rank == Rank.ORDINARY)) {
                return Optional.of(new Outcome.BeyondOwnRights(missing));
            }
            if (change.takesOwnership()) {
                if (isLastOwner(user)) {
                    return Optional.of(new Outcome.LastOwner());
                }
                owners.remove(user);
            }
            return Optional.empty();
        }

        /** Whether somebody's rights go beyond the actor's. */
        boolean outranks(UserId user) {
            Holding holding = holdings.getOrDefault(user, Holding.NOTHING);
            if (Rank.of(holding).compareTo(rank) > 0) {
                return true;
            }
            Set<Permission> more = EnumSet.noneOf(Permission.class);
            more.addAll(holding.permissions());
            more.removeIf(Permission::ofInstance);
            more.removeAll(scope.permissions());
            return !more.isEmpty();
        }

        /**
         * Whether without him nobody would be left who owns the organization and can sign in. Where
         * no owner can sign in anyway, one owner has to be left.
         */
        boolean isLastOwner(UserId user) {
            Boolean open = owners.get(user);
            if (open == null) {
                return false;
            }
            return owners.entrySet().stream()
                    .filter(owner -> !owner.getKey().equals(user))
                    .noneMatch(owner -> owner.getValue() || !open);
        }
    }
}
