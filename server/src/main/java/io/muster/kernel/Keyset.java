package io.muster.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a list asks for: how many rows, and after or before which. The query reads {@link #rows}
 * rows in the direction of {@link #backwards}, and {@link #page} makes the page of them.
 *
 * @param order the name of the sort, which a cursor of another sort doesn't fit
 * @param limit rows on a page, 1 to 500
 * @param from null for the first page
 */
public record Keyset(String order, int limit, @Nullable Cursor from) {

    private static final int MOST = 500;

    /**
     * Reads the parameters of a request for a list in the order of ids.
     *
     * @throws Refusal 422 for a limit out of range or a cursor that is none of this list
     */
    public static Keyset byId(String order, int limit, @Nullable String cursor) {
        return of(order, limit, cursor, Keyset::isId);
    }

    /**
     * Reads the parameters of a request for a list in the order of numbers from 0.
     *
     * @throws Refusal 422 for a limit out of range or a cursor that is none of this list
     */
    public static Keyset byNumber(String order, int limit, @Nullable String cursor) {
        return of(order, limit, cursor, value -> value.matches("[0-9]{1,18}"));
    }

    private static Keyset of(
            String order, int limit, @Nullable String cursor, Predicate<String> form) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "range", "A page has 1 to 500 rows.").refusal();
        }
        if (cursor == null) {
            return new Keyset(order, limit, null);
        }
        return new Keyset(
                order,
                limit,
                Cursor.decode(cursor, order)
                        .filter(found -> fits(found, form))
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "cursor",
                                                "format",
                                                "This is no cursor of this list.")
                                        .refusal()));
    }

    private static boolean fits(Cursor cursor, Predicate<String> form) {
        String value = cursor.values().size() == 1 ? cursor.values().getFirst() : null;
        return value != null && form.test(value);
    }

    /** Only in the one form that PostgreSQL reads too. */
    private static boolean isId(String value) {
        try {
            return UUID.fromString(value).toString().equals(value);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether rows before the cursor are wanted, nearest first. */
    public boolean backwards() {
        return from != null && from.backwards();
    }

    /** How many rows to read: one more than the page has tells whether there is another page. */
    public int rows() {
        return limit + 1;
    }

    /** The value of the cursor's row, null for the first page. */
    public @Nullable String value() {
        return from == null ? null : from.values().getFirst();
    }

    /**
     * The page of the rows read.
     *
     * @param read at most {@link #rows} rows in the order of the query
     * @param value the sort value of a row
     */
    public <T> Page<T> page(List<T> read, Function<T, String> value) {
        boolean more = read.size() > limit;
        List<T> items = new ArrayList<>(more ? read.subList(0, limit) : read);
        if (backwards()) {
            Collections.reverse(items);
        }
        if (items.isEmpty()) {
            return new Page<>(items, null, null);
        }
        boolean after = backwards() || more;
        boolean before = backwards() ? more : from != null;
        return new Page<>(
                items,
                after ? cursor(false, value.apply(items.getLast())) : null,
                before ? cursor(true, value.apply(items.getFirst())) : null);
    }

    private String cursor(boolean back, String value) {
        return new Cursor(order, back, List.of(value)).encode();
    }
}
