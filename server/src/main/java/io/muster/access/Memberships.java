package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Where somebody has a place, and his rights there. */
@Component
public class Memberships {

    private final RightsRepository rights;
    private final GrantRepository grants;
    private final GrantRules rules;
    private final Scopes scopes;

    Memberships(RightsRepository rights, GrantRepository grants, GrantRules rules, Scopes scopes) {
        this.rights = rights;
        this.grants = grants;
        this.rules = rules;
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
            all.removeIf(Permission::ofInstance);
            return everywhere ? all : byOrganization.getOrDefault(organization, Set.of());
        }
    }

    public Rights of(Actor actor) {
        UserId user = actor.user();
        return scopes.in(
                scopes.machinery(),
                () -> {
                    if (rights.isSystemAdministrator(user)) {
                        return new Rights(true, Map.of());
                    }
                    return new Rights(
                            false,
                            rights.placesOf(user).stream()
                                    .collect(
                                            Collectors.toMap(
                                                    place -> place,
                                                    place ->
                                                            rights.of(user, place)
                                                                    .orElse(Set.of()))));
                });
    }

    /** Who holds the role in the organization. */
    public List<UserId> holders(OrganizationScope scope, RoleId role) {
        return scopes.in(scope, () -> grants.holders(scope, role));
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
}
