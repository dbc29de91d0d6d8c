package io.muster.access;

import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL on {@code sessions}. The cookie's token is kept as a hash only: a copy of the database
 * opens no session.
 */
@Repository
class SessionRepository {

    private final JdbcClient jdbc;

    SessionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far a sign-in has come. */
    enum Stage {
        SIGNED_IN,
        SECOND_FACTOR,
        NEW_PASSWORD
    }

    record Session(UUID id, UserId user, String displayName, Stage stage) {}

    UUID insert(UserId user, byte[] tokenHash, Stage stage, String address, String client) {
        UUID id = Ids.next();
        jdbc.sql(
                        """
                        INSERT INTO sessions (id, token_hash, user_id, stage, address, client)
                        VALUES (:id, :hash, :user, :stage, :address, left(:client, 300))
                        """)
                .param("id", id)
                .param("hash", tokenHash)
                .param("user", user.value())
                .param("stage", stage.name())
                .param("address", address)
                .param("client", client)
                .update();
        return id;
    }

    /**
     * The live session of a token. Idle and over-age sessions are none; the time of last use is
     * noted once a minute.
     */
    Optional<Session> use(byte[] tokenHash, int idleMinutes, int endMinutes) {
        Optional<Session> found =
                jdbc.sql(
                                """
                                SELECT s.id, s.user_id, s.stage, a.display_name
                                FROM sessions s JOIN sign_in_accounts a ON a.user_id = s.user_id
                                WHERE s.token_hash = :hash AND a.open
                                  AND NOT EXISTS (
                                      SELECT 1 FROM closed_organizations c WHERE c.organization_id = a.organization_id
                                  )
                                  AND s.last_seen_at > now() - make_interval(mins => :idle)
                                  AND s.created_at > now() - make_interval(mins => :end)
                                """)
                        .param("hash", tokenHash)
                        .param("idle", idleMinutes)
                        .param("end", endMinutes)
                        .query((row, _) ->
                                new Session(
                                        row.getObject("id", UUID.class),
                                        new UserId(row.getObject("user_id", UUID.class)),
                                        row.getString("display_name"),
                                        Stage.valueOf(row.getString("stage"))))
                        .optional();
        found.ifPresent(session ->
                jdbc.sql(
                                """
                                UPDATE sessions SET last_seen_at = now()
                                WHERE id = :id AND last_seen_at < now() - interval '1 minute'
                                """)
                        .param("id", session.id())
                        .update());
        return found;
    }

    void end(UUID session) {
        jdbc.sql("DELETE FROM sessions WHERE id = :id").param("id", session).update();
    }

    void endAllIn(OrganizationScope scope) {
        jdbc.sql(
                        """
                        DELETE FROM sessions s USING sign_in_accounts a
                        WHERE a.user_id = s.user_id AND a.organization_id = :organization
                        """)
                .param("organization", scope.organization().value())
                .update();
    }

    void endAllOf(Collection<UserId> users) {
        jdbc.sql("DELETE FROM sessions WHERE user_id = ANY(:users)")
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }
}
