package io.muster.organizations;

import io.muster.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Which organizations are wanted, in the order of their names.
 *
 * @param search part of the name, without regard to case; empty for all
 * @param active only those that are on, or off; null for both
 * @param descending from Z to A
 * @param limit rows of a page
 */
record OrganizationQuery(
        String search,
        @Nullable Boolean active,
        boolean descending,
        @Nullable Cursor cursor,
        int limit) {

    /** The order as the API names it; a cursor belongs to one. */
    String order() {
        return descending ? "-name" : "name";
    }

    boolean backwards() {
        return cursor != null && cursor.backwards();
    }

    /** The name at the edge of the page before, null on the first page. */
    @Nullable String edge() {
        return cursor == null ? null : cursor.values().getFirst();
    }

    /** For LIKE, whose signs mean nothing in what people type. */
    String pattern() {
        return "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
