package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.roles.RoleRepository.Edge;
import io.muster.roles.RoleRepository.Filter;
import io.muster.roles.RoleRepository.Listed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cuts the list of roles, sorted by name, into pages. */
@Component
class RolePages {

    private static final int MOST = 500;
    private static final Edge BEGINNING = new Edge("", new UUID(0, 0));

    private final Roles roles;

    RolePages(Roles roles) {
        this.roles = roles;
    }

    /**
     * Where reading starts and in which direction of the alphabet it goes.
     *
     * @param from the row before the first one wanted; null for the very first or last
     */
    record Place(boolean ascending, @Nullable Edge from, int limit) {

        Edge edge() {
            return from == null ? BEGINNING : from;
        }

        @Nullable Edge edgeOrEnd() {
            return from;
        }
    }

    /**
     * @param sort {@code name} or {@code -name}
     * @throws io.muster.kernel.Refusal 422 for a limit, sort or cursor that is none
     */
    Page<Listed> page(
            OrganizationScope scope, Filter filter, int limit, @Nullable String text, String sort) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "range", "From 1 to 500.").refusal();
        }
        if (!sort.equals("name") && !sort.equals("-name")) {
            throw Problem.invalid("sort", "unknown", "Sort by name or -name.").refusal();
        }
        Cursor cursor = text == null ? null : cursor(text, sort);
        boolean backwards = cursor != null && cursor.backwards();
        List<Listed> found =
                roles.list(
                        scope,
                        filter,
                        new Place(sort.equals("name") != backwards, edge(cursor), limit + 1));
        boolean more = found.size() > limit;
        List<Listed> rows = more ? found.subList(0, limit) : found;
        List<Listed> inOrder = backwards ? rows.reversed() : rows;
        if (inOrder.isEmpty()) {
            return new Page<>(inOrder, null, null);
        }
        boolean after = more || backwards;
        boolean before = backwards ? more : cursor != null;
        return new Page<>(
                inOrder,
                after ? cursor(sort, false, inOrder.getLast()) : null,
                before ? cursor(sort, true, inOrder.getFirst()) : null);
    }

    private static Cursor cursor(String text, String sort) {
        return Cursor.decode(text, "roles" + sort)
                .filter(found -> found.values().size() == 2 && edge(found) != null)
                .orElseThrow(() ->
                        Problem.invalid("cursor", "unknown", "This is no cursor of this list.")
                                .refusal());
    }

    private static String cursor(String sort, boolean backwards, Listed row) {
        return new Cursor(
                        "roles" + sort,
                        backwards,
                        List.of(row.role().name(), row.role().id().toString()))
                .encode();
    }

    private static @Nullable Edge edge(@Nullable Cursor cursor) {
        String name = cursor == null ? null : cursor.values().get(0);
        String id = cursor == null ? null : cursor.values().get(1);
        if (name == null || id == null) {
            return null;
        }
        try {
            return new Edge(name, UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
