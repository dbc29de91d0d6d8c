package io.muster.roles;

import io.muster.access.Accounts;
import io.muster.access.HeldRights;
import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What people hold: what was given to them, and the place that they have at home. */
@Component
class Holdings implements HeldRights {

    private final RightsRepository repository;
    private final Accounts accounts;

    Holdings(RightsRepository repository, Accounts accounts) {
        this.repository = repository;
        this.accounts = accounts;
    }

    Holding of(UserId user, OrganizationId organization) {
        return of(List.of(user), organization).getOrDefault(user, Holding.NOTHING);
    }

    Map<UserId, Holding> of(Collection<UserId> users, OrganizationId organization) {
        Map<UserId, Holding> found = repository.given(users, organization);
        // Whoever was given something has a place anyway: the usual request asks no second time.
        List<UserId> others = users.stream().filter(user -> !holding(found, user).place()).toList();
        if (!others.isEmpty()) {
            accounts.atHome(organization, others)
                    .forEach(user -> found.put(user, holding(found, user).atHome()));
        }
        return found;
    }

    private static Holding holding(Map<UserId, Holding> found, UserId user) {
        return found.getOrDefault(user, Holding.NOTHING);
    }

    /** The organizations in which the user has a place. */
    Set<OrganizationId> placesOf(UserId user) {
        Set<OrganizationId> places = new HashSet<>(repository.givenIn(user));
        accounts.people(List.of(user)).values().forEach(person -> places.add(person.home()));
        return places;
    }

    @Override
    public boolean everywhere(UserId user) {
        return repository.isSystemAdministrator(user);
    }

    @Override
    public Optional<Set<Permission>> in(UserId user, OrganizationId organization) {
        Holding holding = of(user, organization);
        return holding.systemAdministrator() || holding.place()
                ? Optional.of(holding.permissions())
                : Optional.empty();
    }

    @Override
    public Set<Permission> anywhere(UserId user) {
        if (everywhere(user)) {
            return EnumSet.allOf(Permission.class);
        }
        Set<Permission> held = EnumSet.noneOf(Permission.class);
        placesOf(user).forEach(place -> in(user, place).ifPresent(held::addAll));
        return held;
    }
}
