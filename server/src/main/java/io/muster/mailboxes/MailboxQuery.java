package io.muster.mailboxes;

import io.muster.kernel.Cursor;
import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which mailboxes are wanted, in the order of their names.
 *
 * @param search how the name or the address begins; of shared ones any part of them
 * @param archived null for both
 * @param group null for those in any group and in none
 * @param limit rows of a page, 1 to 500
 */
record MailboxQuery(
        String search,
        Mailbox.@Nullable Kind kind,
        @Nullable Boolean archived,
        @Nullable MailboxGroupId group,
        boolean descending,
        @Nullable Cursor cursor,
        int limit) {

    private static final int MOST = 500;
    private static final int LONGEST_SEARCH = 255;

    /**
     * Reads the parameters of a request.
     *
     * @throws io.muster.kernel.Refusal 422 for a limit, sort, search or cursor that is none
     */
    static MailboxQuery of(
            String search,
            Mailbox.@Nullable Kind kind,
            @Nullable Boolean archived,
            String sort,
            @Nullable String cursor,
            int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "range", "A page has 1 to 500 rows.").refusal();
        }
        if (!sort.equals("name") && !sort.equals("-name")) {
            throw Problem.invalid("sort", "unknown", "Sort by name or -name.").refusal();
        }
        if (search.length() > LONGEST_SEARCH) {
            throw Problem.invalid("search", "too-long", "At most 255 characters.").refusal();
        }
        return new MailboxQuery(
                search.strip(),
                kind,
                archived,
                null,
                sort.startsWith("-"),
                cursor == null ? null : read(cursor, sort),
                limit);
    }

    /** Only those in that group; null leaves the query as it is. */
    MailboxQuery in(@Nullable MailboxGroupId wanted) {
        return new MailboxQuery(search, kind, archived, wanted, descending, cursor, limit);
    }

    private static Cursor read(String text, String sort) {
        return Cursor.decode(text, "mailboxes" + sort)
                .filter(found -> found.values().size() == 2 && isId(found.values().get(1)))
                .filter(found -> found.values().getFirst() != null)
                .orElseThrow(() ->
                        Problem.invalid("cursor", "format", "This is no cursor of this list.")
                                .refusal());
    }

    private static boolean isId(@Nullable String value) {
        try {
            return value != null && UUID.fromString(value).toString().equals(value);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    boolean backwards() {
        return cursor != null && cursor.backwards();
    }

    /** Whether rows are read from A to Z. */
    boolean ascending() {
        return descending == backwards();
    }

    /** The name at the edge, folded as it is sorted; null on the first page. */
    @Nullable String edgeName() {
        return cursor == null ? null : cursor.values().getFirst();
    }

    @Nullable UUID edgeId() {
        String id = cursor == null ? null : cursor.values().get(1);
        return id == null ? null : UUID.fromString(id);
    }

    /** For LIKE, whose signs mean nothing in what people type. */
    String escaped() {
        return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /**
     * The page of the rows read, one more than it has.
     *
     * @param edge the folded name and the id of a row
     */
    <T> Page<T> page(List<T> read, Function<T, List<@Nullable String>> edge) {
        boolean more = read.size() > limit;
        List<T> rows = more ? read.subList(0, limit) : read;
        List<T> inOrder = backwards() ? rows.reversed() : rows;
        if (inOrder.isEmpty()) {
            return new Page<>(inOrder, null, null);
        }
        boolean after = more || backwards();
        boolean before = backwards() ? more : cursor != null;
        return new Page<>(
                inOrder,
                after ? text(false, edge.apply(inOrder.getLast())) : null,
                before ? text(true, edge.apply(inOrder.getFirst())) : null);
    }

    private String text(boolean back, List<@Nullable String> values) {
        return new Cursor("mailboxes" + (descending ? "-name" : "name"), back, values).encode();
    }
}
