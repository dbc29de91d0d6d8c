package io.muster.users;

import io.muster.kernel.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order of the list: a column and a direction. Each has an index, and ends with the id, so that
 * every row has exactly one place. By unit means by the unit's place in the tree, which only the
 * tree knows: its keys here are those of the users within one unit.
 */
record UserOrder(Column column, boolean descending) {

    static final UserOrder BY_NAME = new UserOrder(Column.DISPLAY_NAME, false);

    /** The columns that can be sorted by, under their names in the API. */
    enum Column {
        ACCOUNT("account"),
        DISPLAY_NAME("displayName"),
        TYPE("type"),
        STATE("state"),
        SIGN_IN_METHOD("signInMethod"),
        DEPARTMENT("department"),
        TITLE("title"),
        PHONE("phone"),
        UNIT("unit"),
        LAST_SIGN_IN_AT("lastSignInAt"),
        CREATED_AT("createdAt"),
        DISK_USAGE("diskUsage"),
        /** Whoever never used anything stands where he was made. */
        LAST_USED_AT("lastUsedAt");

        private final String text;

        Column(String text) {
            this.text = text;
        }

        private ListHalf half() {
            return switch (this) {
                case DISPLAY_NAME, STATE, UNIT, LAST_SIGN_IN_AT -> ListHalf.PLACE;
                case ACCOUNT, TYPE, SIGN_IN_METHOD, DEPARTMENT, TITLE, PHONE, CREATED_AT ->
                        ListHalf.LISTING;
                case DISK_USAGE -> ListHalf.USAGE;
                case LAST_USED_AT -> ListHalf.USE;
            };
        }

        private List<Key> keys() {
            Key name = key("name", Kind.TEXT);
            Key id = key("user_id", Kind.ID);
            return switch (this) {
                case ACCOUNT -> List.of(key("account", Kind.TEXT), id);
                case DISPLAY_NAME, UNIT -> List.of(name, id);
                case TYPE -> List.of(key("type", Kind.NUMBER), name, id);
                case STATE -> List.of(key("state", Kind.TEXT), name, id);
                case SIGN_IN_METHOD -> List.of(key("sign_in_method", Kind.TEXT), name, id);
                case DEPARTMENT -> List.of(key("department", Kind.TEXT), name, id);
                case TITLE -> List.of(key("title", Kind.TEXT), name, id);
                case PHONE -> List.of(key("phone", Kind.TEXT), name, id);
                case LAST_SIGN_IN_AT -> List.of(key("last_sign_in_order", Kind.TIME), id);
                case CREATED_AT -> List.of(key("created_at", Kind.TIME), id);
                case DISK_USAGE -> List.of(key("octets", Kind.OCTETS), id);
                case LAST_USED_AT -> List.of(key("idle_since", Kind.TIME), id);
            };
        }

        private Key key(String name, Kind kind) {
            return new Key(half().column(name), kind);
        }
    }

    /** How a value that gives a row its place is written into a cursor and read back. */
    private enum Kind {
        TEXT,
        NUMBER,
        OCTETS,
        TIME,
        ID;

        String write(ResultSet row, String name) throws SQLException {
            return this == TIME
                    ? row.getObject(name, OffsetDateTime.class).toString()
                    : row.getString(name);
        }

        /** Throws when the text is none of ours. */
        Object read(String text) {
            return switch (this) {
                case TEXT -> text;
                case NUMBER -> Short.valueOf(text);
                case OCTETS -> Long.valueOf(text);
                case TIME -> time(text);
                case ID -> UUID.fromString(text);
            };
        }
    }

    private record Key(String expression, Kind kind) {}

    /** PostgreSQL counts years to 294276; those at the edges stand for its infinities. */
    private static OffsetDateTime time(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if ((time.getYear() >= 1 && time.getYear() <= 9_999)
                || time.equals(OffsetDateTime.MIN)
                || time.equals(OffsetDateTime.MAX)) {
            return time;
        }
        throw new IllegalArgumentException("no time of ours");
    }

    /** Reads {@code column} or {@code -column}. */
    static Optional<UserOrder> parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Arrays.stream(Column.values())
                .filter(column -> column.text.equals(name))
                .findFirst()
                .map(column -> new UserOrder(column, descending));
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + column.text;
    }

    /** Whether {@link UserPagesByUnit} has the pages. */
    boolean byUnit() {
        return column == Column.UNIT;
    }

    /** The half of the list's rows that has its index. */
    ListHalf half() {
        return column.half();
    }

    /** The values that give a row its place, as {@code key0}, {@code key1} ... */
    String keyColumns() {
        return join(i -> expression(i) + " AS key" + i);
    }

    String orderBy(boolean backwards) {
        return join(i -> expression(i) + direction(backwards));
    }

    /** The same for an outer query, which sees the key columns only. */
    String orderByKeys(boolean backwards) {
        return join(i -> "key" + i + direction(backwards));
    }

    /** The place of a row that was read with {@link #keyColumns}. */
    List<@Nullable String> place(ResultSet row) throws SQLException {
        @Nullable String[] place = new @Nullable String[keys().size()];
        for (int i = 0; i < place.length; i++) {
            place[i] = keys().get(i).kind().write(row, "key" + i);
        }
        return Arrays.asList(place);
    }

    /**
     * The condition for rows beyond the cursor; its values go to the parameters. Nothing when the
     * cursor is none of this order.
     */
    Optional<String> beyond(Cursor cursor, Map<String, Object> parameters) {
        if (cursor.values().size() != keys().size()) {
            return Optional.empty();
        }
        try {
            for (int i = 0; i < keys().size(); i++) {
                String value = cursor.values().get(i);
                if (value == null) {
                    return Optional.empty();
                }
                parameters.put("key" + i, keys().get(i).kind().read(value));
            }
        } catch (IllegalArgumentException | DateTimeParseException _) {
            return Optional.empty();
        }
        String sign = descending == cursor.backwards() ? ">" : "<";
        return Optional.of(
                "(%s) %s (%s)".formatted(join(this::expression), sign, join(i -> ":key" + i)));
    }

    private List<Key> keys() {
        return column.keys();
    }

    private String expression(int key) {
        return keys().get(key).expression();
    }

    private String direction(boolean backwards) {
        return descending == backwards ? " ASC" : " DESC";
    }

    private String join(Function<Integer, String> part) {
        StringJoiner all = new StringJoiner(", ");
        IntStream.range(0, keys().size()).forEach(i -> all.add(part.apply(i)));
        return all.toString();
    }
}
