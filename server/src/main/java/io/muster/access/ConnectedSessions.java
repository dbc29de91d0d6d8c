package io.muster.access;

import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The open sessions of many users with console and portal, for administrators of their home: of a
 * page of users in one statement, and of all of them by who has any.
 */
@Repository
public class ConnectedSessions {

    /** Of the sessions s of the accounts a at home in an organization those that are good still. */
    private static final String OPEN =
            """
            FROM sign_in_accounts a JOIN sessions s ON s.user_id = a.user_id
            WHERE a.organization_id = :organization AND s.stage = 'SIGNED_IN'
              AND s.last_seen_at > now() - make_interval(mins => :idle)
              AND s.created_at > now() - make_interval(mins => :end)
              AND NOT EXISTS (
                  SELECT 1 FROM session_policies p
                  WHERE p.organization_id = a.organization_id
                    AND s.last_seen_at <= now() - make_interval(mins => p.idle_minutes))
            """;

    private final JdbcClient jdbc;
    private final Scopes scopes;

    ConnectedSessions(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /** Everybody at home in the organization who has a session open now. */
    public Set<UserId> all(OrganizationScope scope) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql("SELECT DISTINCT a.user_id " + OPEN)
                                .param("organization", scope.organization().value())
                                .param("idle", Sessions.IDLE_MINUTES)
                                .param("end", Sessions.END_MINUTES)
                                .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                                .set());
    }

    /** Of these users the open sessions, the last used first; whoever has none is left out. */
    public Map<UserId, List<UserSessions.Open>> of(
            OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, List<UserSessions.Open>> open = new HashMap<>();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT s.id, a.user_id, s.address, s.client, s.created_at, s.last_seen_at
                                        %s AND a.user_id = ANY(:users)
                                        ORDER BY s.last_seen_at DESC, s.id
                                        """
                                                .formatted(OPEN))
                                .param("organization", scope.organization().value())
                                .param("idle", Sessions.IDLE_MINUTES)
                                .param("end", Sessions.END_MINUTES)
                                .param("users", ids(users))
                                .query(row -> {
                                    open.computeIfAbsent(
                                                    new UserId(
                                                            row.getObject("user_id", UUID.class)),
                                                    _ -> new ArrayList<>())
                                            .add(
                                                    new UserSessions.Open(
                                                            row.getObject("id", UUID.class),
                                                            row.getString("address"),
                                                            row.getString("client"),
                                                            row.getTimestamp("created_at")
                                                                    .toInstant(),
                                                            row.getTimestamp("last_seen_at")
                                                                    .toInstant()));
                                }));
        return open;
    }

    /**
     * Ends those of users at home in the organization, and nothing that they have open elsewhere.
     */
    public void end(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM sessions s USING sign_in_accounts a
                                        WHERE a.user_id = s.user_id AND a.organization_id = :organization
                                          AND a.user_id = ANY(:users)
                                        """)
                                .param("organization", scope.organization().value())
                                .param("users", ids(users))
                                .update());
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
