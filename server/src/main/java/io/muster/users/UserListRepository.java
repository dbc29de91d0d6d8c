package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds users by what is known of them: pages of the list, counts, selections. */
@Repository
class UserListRepository {

    private static final int PORTION = 5_000;

    /** Rows of the list that are looked at before an index is asked for all matches. */
    private static final int NEAR = 2_000;

    /** What the list shows of the users whom {@code p} found. */
    static final String SHOWN =
            """
            p.*, d.octets AS disk_octets, d.own_limit AS disk_limit, v.used_at, x.expires_on, m.account, m.state, m.unit_id, m.last_sign_in_at, l.type, l.kind = 1 AS corporate, l.sign_in_method, l.created_at,
                u.organization_id <> m.organization_id AS guest, u.display_name, u.allow_incoming, u.department, u.title,
                coalesce(nullif(u.office_phone, ''), u.mobile_phone) AS phone\
            """;

    static final String ROWS =
            """
            JOIN memberships m ON m.organization_id = :organization AND m.user_id = p.user_id
            JOIN listings l ON l.organization_id = :organization AND l.user_id = p.user_id
            JOIN disk_usages d ON d.organization_id = :organization AND d.user_id = p.user_id
            JOIN last_uses v ON v.organization_id = :organization AND v.user_id = p.user_id
            LEFT JOIN account_expiries x ON x.organization_id = :organization AND x.user_id = p.user_id
            JOIN users u ON u.id = p.user_id\
            """;

    private final JdbcClient jdbc;

    UserListRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row of the list. */
    record Row(
            UserId id,
            String account,
            String displayName,
            UserType type,
            boolean corporate,
            UserState state,
            boolean allowIncoming,
            SignInMethod signInMethod,
            UnitId unitId,
            String department,
            String title,
            String phone,
            @Nullable Instant lastSignInAt,
            @Nullable Instant lastUsedAt,
            @Nullable LocalDate expiresOn,
            Instant createdAt,
            long diskOctets,
            @Nullable Long ownDiskLimit,
            boolean guest) {}

    /** One user of a selection. */
    record Selected(UserId id, String account) {}

    /** A row and the values that give it its place. */
    record Placed(Row row, List<@Nullable String> place) {}

    /**
     * The text without case and accents, as the search column has it. Also has this transaction's
     * statements planned for their values: a rare word wants another index than a common one, and
     * words too short for the index of trigrams none.
     */
    String fold(String search) {
        return jdbc.sql(
                        """
                        SELECT muster_fold(:search), set_config('plan_cache_mode', 'force_custom_plan', true),
                            set_config('enable_bitmapscan', :bitmaps, true)
                        """)
                .param("search", search.replace("\0", ""))
                .param("bitmaps", search.isBlank() || UserConditions.inIndex(search) ? "on" : "off")
                .query((row, _) -> row.getString(1))
                .single();
    }

    /**
     * A page of the list.
     *
     * @return nothing when the cursor is none of this order
     */
    Optional<Page<Row>> page(
            UserConditions conditions, UserOrder order, @Nullable Cursor cursor, int limit) {
        boolean backwards = cursor != null && cursor.backwards();
        String place = "";
        if (cursor != null) {
            Optional<String> beyond = order.beyond(cursor, conditions.parameters());
            if (beyond.isEmpty()) {
                return Optional.empty();
            }
            place = "AND " + beyond.get();
        }
        List<Placed> found =
                new ArrayList<>(
                        jdbc.sql(
                                        """
                                        SELECT %s
                                        FROM (
                                            %s
                                        ) AS p
                                        %s
                                        ORDER BY %s
                                        """
                                                .formatted(
                                                        SHOWN,
                                                        conditions.searched()
                                                                ? searched(
                                                                        conditions,
                                                                        order,
                                                                        place,
                                                                        backwards,
                                                                        limit + 1)
                                                                : inOrder(
                                                                        order.half().named(),
                                                                        conditions,
                                                                        order,
                                                                        place,
                                                                        backwards,
                                                                        limit + 1),
                                                        ROWS,
                                                        order.orderByKeys(backwards)))
                                .params(conditions.parameters())
                                .query((row, _) -> new Placed(row(row), order.place(row)))
                                .list());
        return Optional.of(page(found, order, cursor, limit));
    }

    /** The number of rows is written out: a plan for whatever number would sort all users. */
    static String inOrder(
            String half,
            UserConditions conditions,
            UserOrder order,
            String place,
            boolean backwards,
            int rows) {
        UserConditions.Found found = conditions.found(order.half());
        return """
        SELECT %s, %s FROM %s
        %s %s
        ORDER BY %s
        LIMIT %d
        """
                .formatted(
                        found.column("user_id"),
                        order.keyColumns(),
                        found.from(order.half(), half),
                        found.where(),
                        place,
                        order.orderBy(backwards),
                        rows);
    }

    /**
     * Looks at the next rows of the list first, where frequent words have a page together. Only
     * when those weren't enough all matches are fetched and sorted. PostgreSQL, left to choose,
     * goes through the whole list for a first name at its end, as if matches were spread evenly.
     */
    private static String searched(
            UserConditions conditions, UserOrder order, String place, boolean backwards, int rows) {
        String next =
                """
                (SELECT * FROM %s WHERE %s = :organization %s ORDER BY %s LIMIT %d)\
                """
                        .formatted(
                                order.half().named(),
                                order.half().column("organization_id"),
                                place,
                                order.orderBy(backwards),
                                NEAR);
        UserConditions.Found found = conditions.found(order.half());
        return """
        WITH near AS MATERIALIZED (
            %s
        ), far AS MATERIALIZED (
            SELECT %s, %s FROM %s
            %s %s AND (SELECT count(*) FROM near) < %d
        )
        SELECT * FROM near WHERE (SELECT count(*) FROM near) >= %d
        UNION ALL
        (SELECT * FROM far ORDER BY %s LIMIT %d)
        """
                .formatted(
                        inOrder(order.half().named(next), conditions, order, "", backwards, rows),
                        found.column("user_id"),
                        order.keyColumns(),
                        found.from(),
                        found.where(),
                        place,
                        rows,
                        rows,
                        order.orderByKeys(backwards),
                        rows);
    }

    static Page<Row> page(List<Placed> found, UserOrder order, @Nullable Cursor cursor, int limit) {
        boolean backwards = cursor != null && cursor.backwards();
        boolean more = found.size() > limit;
        List<Placed> shown = more ? found.subList(0, limit) : found;
        if (backwards) {
            shown = shown.reversed();
        }
        if (shown.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        boolean after = backwards || more;
        boolean before = backwards ? more : cursor != null;
        String name = order.toString();
        return new Page<>(
                shown.stream().map(Placed::row).toList(),
                after ? new Cursor(name, false, shown.getLast().place()).encode() : null,
                before ? new Cursor(name, true, shown.getFirst().place()).encode() : null);
    }

    long count(UserConditions conditions) {
        UserConditions.Found found = conditions.found();
        return jdbc.sql("SELECT count(*) FROM " + found.from() + " " + found.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    /** From the index {@code memberships_count} alone. */
    Map<UserState, Long> countByState(OrganizationScope scope) {
        Map<UserState, Long> counts = new EnumMap<>(UserState.class);
        jdbc.sql(
                        """
                        SELECT m.state, count(*) AS users FROM memberships m
                        WHERE m.organization_id = :organization
                        GROUP BY m.state
                        """)
                .param("organization", scope.organization().value())
                .query(row -> {
                    counts.put(UserState.valueOf(row.getString("state")), row.getLong("users"));
                });
        return counts;
    }

    /** The first users of a selection, by account. */
    List<Selected> sample(UserConditions conditions, int size) {
        UserConditions.Found found = conditions.found(ListHalf.LISTING);
        return jdbc.sql(
                        "SELECT l.user_id, l.account FROM %s %s ORDER BY l.account LIMIT :size"
                                .formatted(found.from(), found.where()))
                .params(conditions.parameters())
                .param("size", size)
                .query((row, _) -> selected(row))
                .list();
    }

    /**
     * Hands out all users of a selection, by account, in portions of up to some thousand. One
     * statement, read as it goes: asked for again by each portion, a search would search as often.
     */
    void all(UserConditions conditions, Consumer<List<Selected>> sink) {
        UserConditions.Found users = conditions.found();
        try (Stream<Selected> found =
                jdbc
                        .sql(
                                "SELECT %s, %s AS account FROM %s %s ORDER BY account"
                                        .formatted(
                                                users.column("user_id"),
                                                users.column("account"),
                                                users.from(),
                                                users.where()))
                        .withFetchSize(PORTION)
                        .params(conditions.parameters())
                        .query((row, _) -> selected(row))
                        .stream()) {
            planAsUsual();
            found.gather(Gatherers.windowFixed(PORTION)).forEach(sink);
        }
    }

    /**
     * Takes back what {@link #fold} set for a search that is under way. What the transaction does
     * with the users found would else be planned anew row by row: every check of a foreign key.
     */
    private void planAsUsual() {
        jdbc.sql(
                        """
                        SELECT set_config('plan_cache_mode', 'auto', true), set_config('enable_bitmapscan', 'on', true)
                        """)
                .query()
                .singleRow();
    }

    /** The accounts of these users; of those who don't exist nothing. */
    List<Selected> named(OrganizationScope scope, UUID[] ids) {
        return jdbc.sql(
                        """
                        SELECT m.user_id, m.account FROM memberships m
                        WHERE m.organization_id = :organization AND m.user_id = ANY(:ids)
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids)
                .query((row, _) -> selected(row))
                .list();
    }

    private static Selected selected(ResultSet row) throws SQLException {
        return new Selected(
                new UserId(row.getObject("user_id", UUID.class)), row.getString("account"));
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("account"),
                row.getString("display_name"),
                UserType.of(row.getInt("type")),
                row.getBoolean("corporate"),
                UserState.valueOf(row.getString("state")),
                row.getBoolean("allow_incoming"),
                SignInMethod.valueOf(row.getString("sign_in_method")),
                new UnitId(row.getObject("unit_id", UUID.class)),
                row.getString("department"),
                row.getString("title"),
                row.getString("phone"),
                instant(row, "last_sign_in_at"),
                instant(row, "used_at"),
                row.getObject("expires_on", LocalDate.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("disk_octets"),
                row.getObject("disk_limit", Long.class),
                row.getBoolean("guest"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
