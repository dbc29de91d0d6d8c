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

    private static final Key NAME = new Key("m.name", Kind.TEXT);
    private static final Key ID = new Key("m.user_id", Kind.ID);

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
        CREATED_AT("createdAt");

        private final String text;

        Column(String text) {
            this.text = text;
        }

        private List<Key> keys() {
            return switch (this) {
                case ACCOUNT -> List.of(new Key("m.account", Kind.TEXT), ID);
                case DISPLAY_NAME -> List.of(NAME, ID);
                case TYPE -> List.of(new Key("m.type", Kind.NUMBER), NAME, ID);
                case STATE -> List.of(new Key("m.state", Kind.TEXT), NAME, ID);
                case SIGN_IN_METHOD -> List.of(new Key("m.sign_in_method", Kind.TEXT), NAME, ID);
                case DEPARTMENT -> List.of(new Key("m.department", Kind.TEXT), NAME, ID);
                case TITLE -> List.of(new Key("m.title", Kind.TEXT), NAME, ID);
                case PHONE -> List.of(new Key("m.phone", Kind.TEXT), NAME, ID);
                case UNIT -> List.of(NAME, ID);
                case LAST_SIGN_IN_AT -> List.of(new Key("m.last_sign_in_order", Kind.TIME), ID);
                case CREATED_AT -> List.of(new Key("m.created_at", Kind.TIME), ID);
            };
        }
    }

    /** How a value that gives a row its place is written into a cursor and read back. */
    private enum Kind {
        TEXT,
        NUMBER,
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
