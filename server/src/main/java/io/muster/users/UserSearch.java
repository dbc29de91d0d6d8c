package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.organizations.Units;
import io.muster.roles.Memberships;
import io.muster.roles.SystemRole;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the users that a filter means: for the list, its count, and all that match. */
@Component
class UserSearch {

    private final UserListRepository repository;
    private final Units units;
    private final Memberships memberships;
    private final Scopes scopes;

    UserSearch(UserListRepository repository, Units units, Memberships memberships, Scopes scopes) {
        this.repository = repository;
        this.units = units;
        this.memberships = memberships;
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
                scope, () -> repository.page(conditions(scope, filter), order, cursor, limit));
    }

    long count(OrganizationScope scope, UserFilter filter) {
        return scopes.in(scope, () -> repository.count(conditions(scope, filter)));
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
        var unit = filter.unit();
        return new UserConditions(
                scope,
                filter,
                new UserConditions.Resolved(
                        unit == null
                                ? null
                                : Boolean.TRUE.equals(filter.subUnits())
                                        ? units.withSubUnits(scope, unit)
                                        : List.of(unit),
                        role == null || role.equals(SystemRole.MEMBER.id())
                                ? null
                                : memberships.holders(scope, role),
                        repository.fold(filter.search() == null ? "" : filter.search())));
    }
}
