package io.muster.roles;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Where somebody has a place, and his rights there. */
@Component
public class Memberships {

    private final Holdings holdings;
    private final GrantRepository grants;
    private final Holders people;
    private final GrantRules rules;
    private final SystemAdministrators administrators;
    private final Scopes scopes;

    Memberships(
            Holdings holdings,
            GrantRepository grants,
            Holders people,
            GrantRules rules,
            SystemAdministrators administrators,
            Scopes scopes) {
        this.holdings = holdings;
        this.grants = grants;
        this.people = people;
        this.rules = rules;
        this.administrators = administrators;
        this.scopes = scopes;
    }

    /**
     * The rights of one person.
     *
     * @param everywhere a system administrator: all rights in all organizations
     */
    public record Rights(boolean everywhere, Map<OrganizationId, Set<Permission>> byOrganization) {

        public Set<Permission> onInstance() {
            return everywhere
                    ? Arrays.stream(Permission.values())
                            .filter(Permission::ofInstance)
                            .collect(Collectors.toSet())
                    : Set.of();
        }

        public Set<Permission> in(OrganizationId organization) {
            Set<Permission> all = EnumSet.allOf(Permission.class);
            all.removeIf(permission -> permission.level() != Permission.Level.ORGANIZATION);
            return everywhere ? all : byOrganization.getOrDefault(organization, Set.of());
        }
    }

    public Rights of(Actor actor) {
        UserId user = actor.user();
        return scopes.in(
                scopes.machinery(),
                () -> {
                    if (holdings.everywhere(user)) {
                        return new Rights(true, Map.of());
                    }
                    return new Rights(
                            false,
                            holdings.placesOf(user).stream()
                                    .collect(
                                            Collectors.toMap(
                                                    place -> place,
                                                    place ->
                                                            holdings.in(user, place)
                                                                    .orElse(Set.of()))));
                });
    }

    /** Who holds the role in the organization. */
    public List<UserId> holders(OrganizationScope scope, RoleId role) {
        return scopes.in(scope, () -> grants.holders(scope, role));
    }

    /** Who has the permission in the organization, by a role or singly; so many at most. */
    public List<UserId> holders(OrganizationScope scope, Permission permission, int most) {
        List<RoleId> givingIt =
                Arrays.stream(SystemRole.values())
                        .filter(role -> role.permissions().contains(permission))
                        .map(SystemRole::id)
                        .toList();
        return scopes.in(scope, () -> grants.holders(scope, permission, givingIt, most));
    }

    /**
     * Of these users those whose rights go beyond the actor's, an owner's always beyond those of
     * whoever is none; never himself. Whoever may disable, delete or give a new password asks
     * first: else a help desk could take over an administrator's account.
     */
    public Set<UserId> above(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    GrantRules.Judgement judgement = rules.over(scope, users);
                    return users.stream()
                            .filter(user -> !user.equals(scope.actor().user()))
                            .filter(judgement::outranks)
                            .collect(Collectors.toSet());
                });
    }

    /**
     * Those of whom some must stay able to sign in: the owners of the organization and the system
     * administrators, of whatever home.
     */
    public Set<UserId> indispensable(OrganizationScope scope) {
        Set<UserId> all = new HashSet<>(holders(scope, SystemRole.OWNER.id()));
        all.addAll(administrators.ids());
        return all;
    }

    /** Why somebody must keep his account open. */
    public enum Needed {
        LAST_OWNER,
        LAST_SYSTEM_ADMINISTRATOR
    }

    /**
     * Those of the users without whom nobody could sign in as owner of the organization or as
     * system administrator. To be asked in the transaction that closes or deletes accounts: two of
     * them can't both take one of the last two.
     */
    public Map<UserId, Needed> needed(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, Needed> needed = new HashMap<>();
                    Set<UserId> going = new HashSet<>(users);
                    if (people.owners(scope).keySet().stream().anyMatch(going::contains)) {
                        grants.lock(scope);
                        Map<UserId, Boolean> owners = people.owners(scope);
                        if (owners.entrySet().stream()
                                .noneMatch(owner ->
                                        owner.getValue() && !going.contains(owner.getKey()))) {
                            owners.keySet().stream()
                                    .filter(going::contains)
                                    .forEach(user -> needed.put(user, Needed.LAST_OWNER));
                        }
                    }
                    administrators
                            .last(going)
                            .forEach(user -> needed.put(user, Needed.LAST_SYSTEM_ADMINISTRATOR));
                    return needed;
                });
    }
}
