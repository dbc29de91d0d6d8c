package io.muster.roles;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Grants.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Roles and single permissions that many users are given at once, each what is meant for him. */
@Component
public class Gifts {

    private final Grants grants;
    private final GrantRepository repository;
    private final GrantRules rules;
    private final Holders holders;
    private final Scopes scopes;

    Gifts(
            Grants grants,
            GrantRepository repository,
            GrantRules rules,
            Holders holders,
            Scopes scopes) {
        this.grants = grants;
        this.repository = repository;
        this.rules = rules;
        this.holders = holders;
        this.scopes = scopes;
    }

    /** What somebody is to be given, or holds. */
    public record Gift(Set<RoleId> roles, Set<Permission> permissions) {

        public static final Gift NOTHING = new Gift(Set.of(), Set.of());

        public Gift {
            roles = Set.copyOf(roles);
            permissions = Set.copyOf(permissions);
        }

        public boolean nothing() {
            return roles.isEmpty() && permissions.isEmpty();
        }
    }

    /**
     * Gives each user his roles and single permissions beside what he holds, all or nothing: who is
     * refused stops no other. Needs {@link Permission#GRANTS_ASSIGN}.
     *
     * @return one outcome for each user
     */
    public Map<UserId, Outcome> give(OrganizationScope scope, Map<UserId, Gift> gifts) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock(scope);
                    Map<RoleId, Role> known = known(scope, gifts.values());
                    Map<UserId, String> names = holders.names(scope, gifts.keySet());
                    Map<UserId, Outcome> outcomes = new HashMap<>();
                    Map<UserId, GrantChange> wanted = new LinkedHashMap<>();
                    grants.changes(scope, names.keySet())
                            .forEach((user, held) -> {
                                Gift gift = gifts.getOrDefault(user, Gift.NOTHING);
                                unknown(known, gift)
                                        .ifPresentOrElse(
                                                role ->
                                                        outcomes.put(
                                                                user, new Outcome.NoSuchRole(role)),
                                                () -> wanted.put(user, adding(held, known, gift)));
                            });
                    outcomes.putAll(grants.change(scope, names, wanted, true));
                    gifts.keySet()
                            .forEach(user -> outcomes.putIfAbsent(user, new Outcome.NoSuchUser()));
                    return outcomes;
                });
    }

    /** Why the actor can't give this to somebody who holds nothing yet. */
    public Optional<Outcome.Refused> against(OrganizationScope scope, Gift gift) {
        return scopes.in(
                scope,
                () -> {
                    Map<RoleId, Role> known = known(scope, List.of(gift));
                    Optional<RoleId> unknown = unknown(known, gift);
                    if (unknown.isPresent()) {
                        return unknown.map(Outcome.NoSuchRole::new);
                    }
                    GrantChange nothing = GrantChange.none(List.of(), Set.of());
                    return rules.over(scope, List.of())
                            .refusal(Actor.SYSTEM.user(), adding(nothing, known, gift));
                });
    }

    /** What each of these users holds, without the role that everybody holds. */
    public Map<UserId, Gift> of(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, Gift> found = new HashMap<>();
                    grants.changes(scope, repository.given(scope, users))
                            .forEach((user, held) ->
                                    found.put(
                                            user,
                                            new Gift(
                                                    held.rolesBefore().stream()
                                                            .map(Role::id)
                                                            .collect(Collectors.toSet()),
                                                    held.permissionsBefore())));
                    return found;
                });
    }

    private Map<RoleId, Role> known(OrganizationScope scope, Collection<Gift> gifts) {
        Set<RoleId> ids =
                gifts.stream().flatMap(gift -> gift.roles().stream()).collect(Collectors.toSet());
        return grants.ofOrganization(scope, ids).stream()
                .collect(Collectors.toMap(Role::id, role -> role));
    }

    private static Optional<RoleId> unknown(Map<RoleId, Role> known, Gift gift) {
        return gift.roles().stream().filter(role -> !known.containsKey(role)).findFirst();
    }

    private static GrantChange adding(GrantChange held, Map<RoleId, Role> known, Gift gift) {
        return held.adding(
                known.values().stream().filter(role -> gift.roles().contains(role.id())).toList(),
                gift.permissions());
    }
}
