package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code impersonations} but {@link SessionRepository#stillOpen}. */
@Repository
class ImpersonationRepository {

    /** What makes a row i a running one; also how long a tab may take to be loaded anew. */
    static final String RUNNING =
            """
            i.ended_at IS NULL AND i.ends_at > now()
            AND (i.leaving_at IS NULL OR i.leaving_at > now() - interval '15 seconds')
            """;

    private static final String SELECT =
            """
            SELECT i.id, i.organization_id, i.user_id, i.user_name, i.impersonator_id, i.impersonator_name,
                   i.reason, i.read_only, i.started_at, i.ends_at, i.ended_at, i.leaving_at
            FROM impersonations i
            """;

    private final JdbcClient jdbc;

    ImpersonationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Impersonation impersonation, UUID session) {
        jdbc.sql(
                        """
                        INSERT INTO impersonations (id, organization_id, user_id, user_name, impersonator_id,
                            impersonator_name, session_id, reason, read_only, started_at, ends_at)
                        VALUES (:id, :organization, :user, :userName, :impersonator, :impersonatorName, :session,
                            :reason, :readOnly, :startedAt, :endsAt)
                        """)
                .param("id", impersonation.id())
                .param("organization", impersonation.organization().value())
                .param("user", impersonation.user().value())
                .param("userName", impersonation.userName())
                .param("impersonator", impersonation.impersonator().user().value())
                .param("impersonatorName", impersonation.impersonator().name())
                .param("session", session)
                .param("reason", impersonation.reason())
                .param("readOnly", impersonation.readOnly())
                .param("startedAt", impersonation.startedAt().atOffset(ZoneOffset.UTC))
                .param("endsAt", impersonation.endsAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The running one that began in this session. A tab that was left is back with this. */
    Optional<Impersonation> use(UUID id, UUID session) {
        Optional<Used> found =
                jdbc.sql(SELECT + " WHERE i.id = :id AND i.session_id = :session AND " + RUNNING)
                        .param("id", id)
                        .param("session", session)
                        .query((row, _) ->
                                new Used(
                                        impersonation(row, 0), row.getObject("leaving_at") != null))
                        .optional();
        found.filter(Used::left)
                .ifPresent(_ ->
                        jdbc.sql("UPDATE impersonations SET leaving_at = NULL WHERE id = :id")
                                .param("id", id)
                                .update());
        return found.map(Used::impersonation);
    }

    /** The latest that this administrator began with that user and that is not over by itself. */
    Optional<Impersonation> running(UserId impersonator, UserId user) {
        return jdbc.sql(
                        SELECT
                                + " WHERE i.user_id = :user AND i.impersonator_id = :impersonator AND "
                                + RUNNING
                                + " ORDER BY i.started_at DESC LIMIT 1")
                .param("user", user.value())
                .param("impersonator", impersonator.value())
                .query(ImpersonationRepository::impersonation)
                .optional();
    }

    private record Used(Impersonation impersonation, boolean left) {}

    void leave(UUID id) {
        jdbc.sql("UPDATE impersonations SET leaving_at = now() WHERE id = :id AND ended_at IS NULL")
                .param("id", id)
                .update();
    }

    /** False when it was over already. */
    boolean end(UUID id) {
        return jdbc.sql(
                                "UPDATE impersonations SET ended_at = now() WHERE id = :id AND ended_at IS NULL")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Ends those that are over by time, by a closed tab or with the administrator's session. */
    List<Impersonation> endOverdue() {
        return jdbc.sql(
                        """
                        UPDATE impersonations i SET ended_at = now()
                        WHERE i.ended_at IS NULL
                          AND (NOT (%s) OR NOT EXISTS (SELECT FROM sessions s WHERE s.id = i.session_id))
                        RETURNING i.id, i.organization_id, i.user_id, i.user_name, i.impersonator_id,
                            i.impersonator_name, i.reason, i.read_only, i.started_at, i.ends_at, i.ended_at
                        """
                                .formatted(RUNNING))
                .query(ImpersonationRepository::impersonation)
                .list();
    }

    /** The latest of those who were in the user's account. */
    List<Impersonation> of(UserId user, int most) {
        return jdbc.sql(SELECT + " WHERE i.user_id = :user ORDER BY i.started_at DESC LIMIT :most")
                .param("user", user.value())
                .param("most", most)
                .query(ImpersonationRepository::impersonation)
                .list();
    }

    void forget(Collection<UserId> users) {
        jdbc.sql("DELETE FROM impersonations WHERE user_id = ANY(:users)")
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }

    private static Impersonation impersonation(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Impersonation(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("user_name"),
                new Actor.Impersonator(
                        new UserId(row.getObject("impersonator_id", UUID.class)),
                        row.getString("impersonator_name")),
                row.getString("reason"),
                row.getBoolean("read_only"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
