package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.users.UserAct.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the acts: each statement for as many users as there are. */
@Repository
class UserActRepository {

    private final JdbcClient jdbc;

    UserActRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The users of these ids that the organization manages, locked in the order of their ids. */
    List<Subject> lock(OrganizationScope scope, Collection<UserId> users) {
        return jdbc.sql(
                        """
                        SELECT u.id, coalesce(u.address, u.logon_name) AS account, u.state, u.allow_incoming,
                            u.sign_in_method, m.unit_id, u.former_unit_id, u.former_state,
                            (SELECT x.expires_on FROM account_expiries x
                             WHERE x.user_id = u.id AND x.organization_id = :organization) AS expires_on
                        FROM users u JOIN memberships m ON m.user_id = u.id AND m.organization_id = :organization
                        WHERE u.organization_id = :organization AND u.id = ANY(:users)
                        ORDER BY u.id
                        FOR NO KEY UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query((row, _) -> subject(row))
                .list();
    }

    /** Those of the users who have a place here and are managed by another organization. */
    List<UserId> guests(OrganizationScope scope, Collection<UserId> users) {
        return jdbc.sql(
                        """
                        SELECT m.user_id FROM memberships m JOIN users u ON u.id = m.user_id
                        WHERE m.organization_id = :organization AND m.user_id = ANY(:users)
                          AND u.organization_id <> :organization
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /**
     * @param reason empty when it is an administrator's wish
     */
    void disable(
            OrganizationScope scope,
            Collection<UserId> users,
            boolean allowIncoming,
            String reason) {
        jdbc.sql(
                        """
                        UPDATE users
                        SET state = 'DISABLED', state_reason = :reason, allow_incoming = :allowIncoming,
                            version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("allowIncoming", allowIncoming)
                .param("reason", reason)
                .update();
    }

    /** Gives users of any state this one, without anything that belongs to another state. */
    void settle(OrganizationScope scope, Collection<UserId> users, UserState state) {
        jdbc.sql(
                        """
                        UPDATE users
                        SET state = :state, state_reason = '', allow_incoming = allow_incoming AND :state = 'DISABLED',
                            deleted_at = NULL, former_unit_id = NULL, former_state = NULL,
                            version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("state", state.name())
                .update();
    }

    void delete(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        UPDATE users u
                        SET former_state = u.state, former_unit_id = m.unit_id, state = 'DELETED', deleted_at = now(),
                            version = version + 1, updated_at = now()
                        FROM memberships m
                        WHERE m.user_id = u.id AND m.organization_id = :organization
                          AND u.organization_id = :organization AND u.id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .update();
    }

    void move(OrganizationScope scope, Collection<UserId> users, UnitId unit) {
        jdbc.sql(
                        """
                        UPDATE memberships SET unit_id = :unit
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("unit", unit.value())
                .update();
    }

    /** Notes a change of something that other tables keep: the next save sees it. */
    void touch(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        UPDATE users SET version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .update();
    }

    void purge(OrganizationScope scope, Collection<UserId> users) {
        for (String statement :
                List.of(
                        "DELETE FROM addresses WHERE organization_id = :organization AND owner_id = ANY(:users)",
                        "DELETE FROM users WHERE organization_id = :organization AND id = ANY(:users)")) {
            jdbc.sql(statement)
                    .param("organization", scope.organization().value())
                    .param("users", ids(users))
                    .update();
        }
    }

    /** Deleted users whose time is over, of whatever organization; only machinery sees them all. */
    record Overdue(OrganizationId organization, UserId user, OffsetDateTime deletedAt) {

        /** Before all of them. */
        static final Overdue NOBODY =
                new Overdue(
                        new OrganizationId(new UUID(0, 0)),
                        new UserId(new UUID(0, 0)),
                        OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
    }

    /** The next of them, those first who were deleted first. */
    List<Overdue> overdue(Duration restorable, Overdue last, int most) {
        return jdbc.sql(
                        """
                        SELECT organization_id, id, deleted_at FROM users
                        WHERE state = 'DELETED' AND deleted_at < :before
                          AND (deleted_at, id) > (:lastDeletedAt, :last)
                        ORDER BY deleted_at, id LIMIT :most
                        """)
                .param("before", OffsetDateTime.now(ZoneOffset.UTC).minus(restorable))
                .param("lastDeletedAt", last.deletedAt())
                .param("last", last.user().value())
                .param("most", most)
                .query((row, _) ->
                        new Overdue(
                                new OrganizationId(row.getObject(1, UUID.class)),
                                new UserId(row.getObject(2, UUID.class)),
                                row.getObject(3, OffsetDateTime.class)))
                .list();
    }

    private static Subject subject(ResultSet row) throws SQLException {
        UUID formerUnit = row.getObject("former_unit_id", UUID.class);
        @Nullable String formerState = row.getString("former_state");
        return new Subject(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("account"),
                UserState.valueOf(row.getString("state")),
                row.getBoolean("allow_incoming"),
                SignInMethod.valueOf(row.getString("sign_in_method")),
                new UnitId(row.getObject("unit_id", UUID.class)),
                formerUnit == null ? null : new UnitId(formerUnit),
                formerState == null ? null : UserState.valueOf(formerState),
                row.getObject("expires_on", LocalDate.class));
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
