package io.muster.access;

import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL on {@code sessions}. The cookie's token is kept as a hash only: a copy of the database
 * opens no session.
 */
@Repository
class SessionRepository {

    /** Minutes that somebody has for the steps between the password and the end of a sign-in. */
    private static final int STEP_MINUTES = 15;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    SessionRepository(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** How far a sign-in has come. */
    enum Stage {
        SIGNED_IN,
        SECOND_FACTOR,
        SECOND_FACTOR_SETUP,
        NEW_PASSWORD
    }

    record Session(UUID id, UserId user, String displayName, Stage stage) {}

    /**
     * A session as its owner sees it.
     *
     * @param client what the browser calls itself
     */
    record Place(UUID id, String address, String client, Instant createdAt, Instant lastSeenAt) {}

    UUID insert(
            UserId user,
            byte[] tokenHash,
            Stage stage,
            Proof proof,
            String address,
            String client) {
        UUID id = Ids.next();
        jdbc.sql(
                        """
                        INSERT INTO sessions (id, token_hash, user_id, stage, proof, address, client)
                        VALUES (:id, :hash, :user, :stage, :proof, :address, left(:client, 300))
                        """)
                .param("id", id)
                .param("hash", tokenHash)
                .param("user", user.value())
                .param("stage", stage.name())
                .param("proof", proof.name())
                .param("address", address)
                .param("client", client)
                .update();
        return id;
    }

    /**
     * The live session of a token, used from an address. Idle and over-age sessions are none, and
     * those that the organization's rules don't let go on from there; the time of last use is noted
     * once a minute.
     */
    Optional<Session> use(byte[] tokenHash, String address, int idleMinutes, int endMinutes) {
        Optional<Used> found =
                jdbc.sql(
                                """
                                SELECT s.id, s.user_id, s.stage, a.display_name,
                                    s.last_seen_at < now() - interval '1 minute' AS due
                                FROM sessions s JOIN sign_in_accounts a ON a.user_id = s.user_id
                                WHERE s.token_hash = :hash AND a.open
                                  AND NOT EXISTS (
                                      SELECT 1 FROM closed_organizations c WHERE c.organization_id = a.organization_id
                                  )
                                  AND s.last_seen_at > now() - make_interval(mins => :idle)
                                  AND s.created_at > now() - make_interval(mins =>
                                      CASE WHEN s.stage = 'SIGNED_IN' THEN :end ELSE :step END)
                                  AND NOT EXISTS (
                                      SELECT 1 FROM session_policies p
                                      WHERE p.organization_id = a.organization_id
                                        AND %s)
                                """
                                        .formatted(shutOut(":from", ":address")))
                        .param("hash", tokenHash)
                        .param("from", address)
                        .param("address", Client.plain(address))
                        .param("idle", idleMinutes)
                        .param("end", endMinutes)
                        .param("step", STEP_MINUTES)
                        .query((row, _) ->
                                new Used(
                                        new Session(
                                                row.getObject("id", UUID.class),
                                                new UserId(row.getObject("user_id", UUID.class)),
                                                row.getString("display_name"),
                                                Stage.valueOf(row.getString("stage"))),
                                        row.getBoolean("due")))
                        .optional();
        found.filter(Used::due)
                .ifPresent(used -> {
                    noteUse(used.session());
                    if (used.session().stage() == Stage.SIGNED_IN) {
                        events.publishEvent(new UserSeen(used.session().user()));
                    }
                });
        return found.map(Used::session);
    }

    /**
     * A session that a request came with.
     *
     * @param due whether the time of its last use is to be noted
     */
    private record Used(Session session, boolean due) {}

    /** Several requests may come at the same time; one of them notes it. */
    private void noteUse(Session session) {
        jdbc.sql(
                        """
                        WITH seen AS (
                            UPDATE sessions SET last_seen_at = now()
                            WHERE id = :id AND last_seen_at < now() - interval '1 minute'
                            RETURNING id, user_id
                        )
                        UPDATE latest_sessions l SET last_seen_at = now()
                        FROM seen WHERE l.user_id = seen.user_id AND l.session_id = seen.id
                        """)
                .param("id", session.id())
                .update();
    }

    Optional<Proof> proof(byte[] tokenHash) {
        return jdbc.sql("SELECT proof FROM sessions WHERE token_hash = :hash")
                .param("hash", tokenHash)
                .query((row, _) -> Proof.valueOf(row.getString("proof")))
                .optional();
    }

    /** The user's live sessions, the last used one first. */
    List<Place> of(UserId user, int idleMinutes, int endMinutes) {
        return jdbc.sql(
                        """
                        SELECT id, address, client, created_at, last_seen_at FROM sessions
                        WHERE user_id = :user AND stage = 'SIGNED_IN'
                          AND last_seen_at > now() - make_interval(mins => :idle)
                          AND created_at > now() - make_interval(mins => :end)
                        ORDER BY last_seen_at DESC, id
                        LIMIT 500
                        """)
                .param("user", user.value())
                .param("idle", idleMinutes)
                .param("end", endMinutes)
                .query(SessionRepository::place)
                .list();
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(
                row.getObject("id", UUID.class),
                row.getString("address"),
                row.getString("client"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("last_seen_at").toInstant());
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

    /** False when the user has no such session. */
    boolean end(UserId user, UUID session) {
        return jdbc.sql("DELETE FROM sessions WHERE id = :id AND user_id = :user")
                        .param("id", session)
                        .param("user", user.value())
                        .update()
                == 1;
    }

    void endToken(byte[] tokenHash) {
        jdbc.sql("DELETE FROM sessions WHERE token_hash = :hash").param("hash", tokenHash).update();
    }

    int endOthers(UserId user, UUID kept) {
        return jdbc.sql("DELETE FROM sessions WHERE user_id = :user AND id <> :kept")
                .param("user", user.value())
                .param("kept", kept)
                .update();
    }

    /** Ends the user's sessions at other addresses. */
    void endElsewhere(UserId user, String address) {
        jdbc.sql("DELETE FROM sessions WHERE user_id = :user AND address <> :address")
                .param("user", user.value())
                .param("address", address)
                .update();
    }

    void endAllOf(Collection<UserId> users) {
        jdbc.sql("DELETE FROM sessions WHERE user_id = ANY(:users)")
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }

    /** Removes what can't be used any more. */
    void sweep(int idleMinutes, int endMinutes) {
        jdbc.sql(
                        """
                        DELETE FROM sessions
                        WHERE last_seen_at < now() - make_interval(mins => :idle)
                           OR created_at < now() - make_interval(mins => :end)
                        """)
                .param("idle", idleMinutes)
                .param("end", endMinutes)
                .update();
    }

    Set<OpenSessions.Connection> stillOpen(
            Collection<OpenSessions.Connection> asked, int idleMinutes, int endMinutes) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                SELECT c.session, c.address
                                FROM unnest(:sessions::uuid[], :addresses::text[]) AS c (session, address)
                                LEFT JOIN impersonations i ON i.id = c.session
                                JOIN sessions s ON s.id = coalesce(i.session_id, c.session)
                                JOIN sign_in_accounts a ON a.user_id = s.user_id
                                WHERE s.stage = 'SIGNED_IN' AND a.open AND (i.id IS NULL OR (%s))
                                  AND NOT EXISTS (
                                      SELECT 1 FROM closed_organizations o WHERE o.organization_id = a.organization_id
                                  )
                                  AND s.last_seen_at > now() - make_interval(mins => :idle)
                                  AND s.created_at > now() - make_interval(mins => :end)
                                  AND NOT EXISTS (
                                      SELECT 1 FROM session_policies p
                                      WHERE p.organization_id = a.organization_id
                                        AND %s)
                                """
                                        .formatted(
                                                ImpersonationRepository.RUNNING,
                                                shutOut(
                                                        "c.address",
                                                        "split_part(c.address, '%', 1)")))
                        .param(
                                "sessions",
                                asked.stream()
                                        .map(OpenSessions.Connection::session)
                                        .toArray(UUID[]::new))
                        .param(
                                "addresses",
                                asked.stream()
                                        .map(OpenSessions.Connection::address)
                                        .toArray(String[]::new))
                        .param("idle", idleMinutes)
                        .param("end", endMinutes)
                        .query((row, _) ->
                                new OpenSessions.Connection(
                                        row.getObject("session", UUID.class),
                                        row.getString("address")))
                        .list());
    }

    /**
     * Whether the rules p of an organization end the session s from an address.
     *
     * @param from the address as the session noted it
     * @param plain the same without its zone, for comparison with networks
     */
    private static String shutOut(String from, String plain) {
        return """
        (s.last_seen_at <= now() - make_interval(mins => p.idle_minutes)
         OR (p.one_address AND s.address <> %1$s)
         OR (cardinality(p.allowed) > 0 AND NOT (%2$s)::inet <<= ANY (p.allowed))
         OR (%2$s)::inet <<= ANY (p.blocked))
        """
                .formatted(from, plain);
    }
}
