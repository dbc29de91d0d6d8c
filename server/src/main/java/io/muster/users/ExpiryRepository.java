package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL that writes {@code account_expiries}, and that on who is warned of them. */
@Repository
class ExpiryRepository {

    /** When a date has something to do: its first warning that was not given, or else its end. */
    private static final String DUE =
            """
            coalesce(
                (SELECT min(%1$s - make_interval(hours => 24 * before.days))
                 FROM unnest(:days::integer[]) AS before (days)
                 WHERE %2$s IS NULL OR before.days < %2$s),
                %1$s)
            """;

    private final JdbcClient jdbc;

    ExpiryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One account that ends, or ended.
     *
     * @param warnedDays how many days before the last warning was due; null before the first
     */
    record Expiry(UserId user, LocalDate on, Instant endsAt, @Nullable Integer warnedDays) {}

    /** An account with something to do, of whatever organization. */
    record Due(OrganizationId organization, UserId user) {}

    /** Another date is another end: it is warned of anew. */
    void set(OrganizationScope scope, Collection<UserId> users, LocalDate on, Instant endsAt) {
        jdbc.sql(
                        """
                        INSERT INTO account_expiries AS x (organization_id, user_id, expires_on, ends_at, due_at)
                        SELECT :organization, u.id, :on, e.ends_at, %s
                        FROM unnest(:users::uuid[]) AS u (id), (SELECT :endsAt::timestamptz AS ends_at) AS e
                        ON CONFLICT (user_id, organization_id) DO UPDATE
                        SET expires_on = excluded.expires_on, ends_at = excluded.ends_at, warned_days = NULL,
                            due_at = excluded.due_at
                        """
                                .formatted(DUE.formatted("e.ends_at", "NULL::integer")))
                .param("days", days(warnings(scope).orElse(ExpiryWarnings.USUAL)))
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("on", on)
                .param("endsAt", endsAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        DELETE FROM account_expiries
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .update();
    }

    /** For machinery only. Ends come before warnings, however many of those there are. */
    List<Due> due(int most) {
        return jdbc.sql(
                        """
                        (SELECT organization_id, user_id FROM account_expiries
                         WHERE due_at <= now() AND ends_at <= now()
                         ORDER BY ends_at, user_id LIMIT :most)
                        UNION ALL
                        (SELECT organization_id, user_id FROM account_expiries
                         WHERE due_at <= now() AND ends_at > now()
                         ORDER BY due_at, user_id LIMIT :most)
                        LIMIT :most
                        """)
                .param("most", most)
                .query((row, _) ->
                        new Due(
                                new OrganizationId(row.getObject(1, UUID.class)),
                                new UserId(row.getObject(2, UUID.class))))
                .list();
    }

    /** One with something to do still; whoever else is at it, or changes the date, waits. */
    Optional<Expiry> lockDue(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT user_id, expires_on, ends_at, warned_days FROM account_expiries
                        WHERE organization_id = :organization AND user_id = :user AND due_at <= now()
                        FOR UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query((row, _) -> expiry(row))
                .optional();
    }

    /** What was done, and when there is more to do; null for never. */
    void done(
            OrganizationScope scope,
            UserId user,
            @Nullable Integer warnedDays,
            @Nullable Instant dueAt) {
        jdbc.sql(
                        """
                        UPDATE account_expiries SET warned_days = :warned, due_at = :dueAt
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("warned", warnedDays, Types.INTEGER)
                .param(
                        "dueAt",
                        dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /**
     * Whether those in charge were not told yet of the accounts that end that day, so near to it.
     */
    boolean tellFirst(OrganizationScope scope, LocalDate on, int days) {
        return jdbc.sql(
                                """
                                INSERT INTO expiry_digests (organization_id, expires_on, days)
                                VALUES (:organization, :on, :days)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("organization", scope.organization().value())
                        .param("on", on)
                        .param("days", days)
                        .update()
                == 1;
    }

    /** How many accounts that are open still end that day. */
    int ending(OrganizationScope scope, LocalDate on) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM account_expiries x JOIN users u ON u.id = x.user_id
                        WHERE x.organization_id = :organization AND x.expires_on = :on
                          AND u.state NOT IN ('DISABLED', 'DELETED')
                        """)
                .param("organization", scope.organization().value())
                .param("on", on)
                .query(Integer.class)
                .single();
    }

    Optional<ExpiryWarnings> warnings(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT days, tells_administrators, version FROM expiry_warnings
                        WHERE organization_id = :organization
                        """)
                .param("organization", scope.organization().value())
                .query((row, _) ->
                        new ExpiryWarnings(
                                days(row.getArray("days")),
                                row.getBoolean("tells_administrators"),
                                row.getInt("version")))
                .optional();
    }

    /**
     * The days on which accounts end that are still open to it; whoever sets one of them waits
     * until the end of the transaction.
     */
    List<LocalDate> lockDays(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT DISTINCT expires_on FROM (
                            SELECT expires_on FROM account_expiries
                            WHERE organization_id = :organization AND due_at IS NOT NULL
                            ORDER BY user_id
                            FOR UPDATE
                        ) AS held
                        """)
                .param("organization", scope.organization().value())
                .query((row, _) -> row.getObject("expires_on", LocalDate.class))
                .list();
    }

    /** Days begin at other times; what waits is done by them. */
    void move(OrganizationScope scope, Map<LocalDate, Instant> begins) {
        List<LocalDate> days = List.copyOf(begins.keySet());
        jdbc.sql(
                        """
                        UPDATE account_expiries x SET ends_at = n.ends_at, due_at = %s
                        FROM unnest(:ons::date[], :ends::timestamptz[]) AS n (expires_on, ends_at)
                        WHERE x.organization_id = :organization AND x.due_at IS NOT NULL
                          AND x.expires_on = n.expires_on AND x.ends_at <> n.ends_at
                        """
                                .formatted(DUE.formatted("n.ends_at", "x.warned_days")))
                .param("organization", scope.organization().value())
                .param("days", days(warnings(scope).orElse(ExpiryWarnings.USUAL)))
                .param("ons", days.stream().map(LocalDate::toString).toArray(String[]::new))
                .param(
                        "ends",
                        days.stream()
                                .map(day -> String.valueOf(begins.get(day)))
                                .toArray(String[]::new))
                .update();
    }

    /** Those of the users whose account ends on that day, but at another time than it begins. */
    List<UserId> endingOtherwise(
            OrganizationScope scope, Collection<UserId> users, LocalDate on, Instant endsAt) {
        return jdbc.sql(
                        """
                        SELECT user_id FROM account_expiries
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                          AND expires_on = :on AND ends_at <> :endsAt
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("on", on)
                .param("endsAt", endsAt.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /** False when somebody else wrote them since. All who still wait are looked at anew. */
    boolean save(OrganizationScope scope, Version read, ExpiryWarnings warnings) {
        boolean saved =
                jdbc.sql(
                                        """
                                        INSERT INTO expiry_warnings AS w (organization_id, days, tells_administrators)
                                        SELECT :organization, :days, :administrators
                                        WHERE :version = 0 OR EXISTS (
                                            SELECT FROM expiry_warnings WHERE organization_id = :organization)
                                        ON CONFLICT (organization_id) DO UPDATE
                                        SET days = excluded.days, tells_administrators = excluded.tells_administrators,
                                            version = w.version + 1
                                        WHERE w.version = :version
                                        """)
                                .param("organization", scope.organization().value())
                                .param("days", days(warnings))
                                .param("administrators", warnings.tellsAdministrators())
                                .param("version", read.number())
                                .update()
                        == 1;
        if (saved) {
            jdbc.sql(
                            """
                            UPDATE account_expiries x SET due_at = %s
                            WHERE organization_id = :organization AND due_at IS NOT NULL AND ends_at > now()
                            """
                                    .formatted(DUE.formatted("x.ends_at", "x.warned_days")))
                    .param("days", days(warnings))
                    .param("organization", scope.organization().value())
                    .update();
        }
        return saved;
    }

    private static Expiry expiry(ResultSet row) throws SQLException {
        return new Expiry(
                new UserId(row.getObject("user_id", UUID.class)),
                row.getObject("expires_on", LocalDate.class),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getObject("warned_days", Integer.class));
    }

    private static List<Integer> days(Array days) throws SQLException {
        return List.of((Integer[]) days.getArray());
    }

    private static Integer[] days(ExpiryWarnings warnings) {
        return warnings.days().toArray(Integer[]::new);
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
