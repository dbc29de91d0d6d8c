package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.kernel.UnitId;
import io.muster.organizations.Organizations;
import io.muster.organizations.Units;
import io.muster.roles.Memberships;
import io.muster.roles.SystemRole;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the users that a filter means: for the list, its count, and all that match. */
@Component
class UserSearch {

    private final UserListRepository repository;
    private final UserPagesByUnit pagesByUnit;
    private final Organizations organizations;
    private final Units units;
    private final Memberships memberships;
    private final UserTraits traits;
    private final Scopes scopes;

    UserSearch(
            UserListRepository repository,
            UserPagesByUnit pagesByUnit,
            Organizations organizations,
            Units units,
            Memberships memberships,
            UserTraits traits,
            Scopes scopes) {
        this.repository = repository;
        this.pagesByUnit = pagesByUnit;
        this.organizations = organizations;
        this.units = units;
        this.memberships = memberships;
        this.traits = traits;
        this.scopes = scopes;
    }

    /** A page; nothing when the cursor is none of this order. */
    Optional<Page<UserListRepository.Row>> page(
            OrganizationScope scope,
            UserFilter filter,
            UserOrder order,
            @Nullable Cursor cursor,
            int limit) {
        return scopes.in(
                scope,
                () -> {
                    UserConditions conditions = conditions(scope, filter);
                    return order.byUnit()
                            ? pagesByUnit.page(
                                    conditions, wanted(scope, filter), order, cursor, limit)
                            : repository.page(conditions, order, cursor, limit);
                });
    }

    /** The units that the filter leaves, in the order of the tree. */
    private List<UnitId> wanted(OrganizationScope scope, UserFilter filter) {
        List<UnitId> all = units.tree(scope).inOrder();
        Collection<UnitId> named = units(scope, filter);
        return named == null ? all : all.stream().filter(new HashSet<>(named)::contains).toList();
    }

    private @Nullable Collection<UnitId> units(OrganizationScope scope, UserFilter filter) {
        UnitId unit = filter.unit();
        if (unit == null) {
            return null;
        }
        return Boolean.TRUE.equals(filter.subUnits())
                ? units.withSubUnits(scope, unit)
                : List.of(unit);
    }

    long count(OrganizationScope scope, UserFilter filter) {
        return scopes.in(scope, () -> repository.count(conditions(scope, filter)));
    }

    /** How many users are in each state, of all whom the list can show. */
    Map<UserState, Long> countByState(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.countByState(scope));
    }

    List<UserListRepository.Selected> sample(OrganizationScope scope, UserFilter filter, int size) {
        return scopes.in(scope, () -> repository.sample(conditions(scope, filter), size));
    }

    /** Everybody the filter means, in portions. */
    void all(
            OrganizationScope scope,
            UserFilter filter,
            Consumer<List<UserListRepository.Selected>> sink) {
        scopes.run(scope, () -> repository.all(conditions(scope, filter), sink));
    }

    private UserConditions conditions(OrganizationScope scope, UserFilter filter) {
        var role = filter.role();
        return new UserConditions(
                scope,
                filter,
                new UserConditions.Resolved(
                        units(scope, filter),
                        role == null || role.equals(SystemRole.MEMBER.id())
                                ? null
                                : memberships.holders(scope, role),
                        traits.among(scope, filter),
                        folded(filter),
                        filter.diskUsageFrom() == null ? 0 : diskLimit(scope)));
    }

    /** What holds for whom nothing else is said of, in octets; 0 is without limit. */
    long diskLimit(OrganizationScope scope) {
        return organizations
                .find(scope)
                .map(organization -> organization.settings().mailboxLimitOctets())
                .orElse(0L);
    }

    /** The list as it opens is planned once for all, and asks nothing before it. */
    private String folded(UserFilter filter) {
        return filter.equals(UserFilter.ALL)
                ? ""
                : repository.fold(filter.search() == null ? "" : filter.search());
    }
}
