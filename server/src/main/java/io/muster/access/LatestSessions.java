package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The latest session of each user, also when it is over. One row a user: where he was before is in
 * the audit log.
 */
@Repository
public class LatestSessions {

    private final JdbcClient jdbc;
    private final Scopes scopes;

    LatestSessions(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /** Nothing for a user who never signed in, or who isn't at home in the organization. */
    public Optional<LatestSession> of(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT l.began_at, l.last_seen_at, l.address, l.client, l.proof,
                                               EXISTS (
                                                   SELECT 1 FROM sessions s
                                                   WHERE s.id = l.session_id
                                                     AND s.last_seen_at > now() - make_interval(mins => :idle)
                                                     AND s.created_at > now() - make_interval(mins => :end)
                                                     AND NOT EXISTS (
                                                         SELECT 1 FROM session_policies p
                                                         WHERE p.organization_id = l.organization_id
                                                           AND s.last_seen_at <= now() - make_interval(mins => p.idle_minutes))
                                               ) AS open
                                        FROM latest_sessions l
                                        WHERE l.organization_id = :organization AND l.user_id = :user
                                        """)
                                .param("organization", scope.organization().value())
                                .param("user", user.value())
                                .param("idle", Sessions.IDLE_MINUTES)
                                .param("end", Sessions.END_MINUTES)
                                .query((row, _) ->
                                        new LatestSession(
                                                row.getTimestamp("began_at").toInstant(),
                                                row.getTimestamp("last_seen_at").toInstant(),
                                                row.getString("address"),
                                                row.getString("client"),
                                                Proof.valueOf(row.getString("proof")),
                                                row.getBoolean("open")))
                                .optional());
    }

    /** From where and when somebody signed in last. */
    public record Last(String address, Instant at) {}

    /** Of these users; whoever never signed in or isn't at home in the organization is left out. */
    public Map<UserId, Last> of(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Last> last = new HashMap<>();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT user_id, address, began_at FROM latest_sessions
                                        WHERE organization_id = :organization AND user_id = ANY(:users)
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .query(row -> {
                                    last.put(
                                            new UserId(row.getObject("user_id", UUID.class)),
                                            new Last(
                                                    row.getString("address"),
                                                    row.getTimestamp("began_at").toInstant()));
                                }));
        return last;
    }

    /** In the transaction of the sign-in. */
    void began(UserId user, OrganizationId home, UUID session, Proof proof, Client client) {
        jdbc.sql(
                        """
                        INSERT INTO latest_sessions (user_id, organization_id, session_id, proof, address, client)
                        VALUES (:user, :organization, :session, :proof, :address, left(:client, 300))
                        ON CONFLICT (user_id) DO UPDATE SET
                            organization_id = excluded.organization_id,
                            session_id = excluded.session_id,
                            proof = excluded.proof,
                            address = excluded.address,
                            client = excluded.client,
                            began_at = excluded.began_at,
                            last_seen_at = excluded.last_seen_at
                        """)
                .param("user", user.value())
                .param("organization", home.value())
                .param("session", session)
                .param("proof", proof.name())
                .param("address", client.address())
                .param("client", client.browser())
                .update();
    }
}
