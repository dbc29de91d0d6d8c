package io.muster.access;

import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who is locked: too many wrong passwords closed sign-in by one of his names, or all, for a while.
 * It opens again by itself, and the devices he signed in from before are never closed by it.
 */
@Repository
public class Lockouts {

    private final JdbcClient jdbc;
    private final Scopes scopes;

    Lockouts(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /** Of these users those who are locked, and until when. */
    public Map<UserId, Instant> of(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () ->
                        locked(
                                jdbc.sql(
                                                """
                                                SELECT user_id, max(until) AS until
                                                FROM (
                                                    SELECT n.user_id, greatest(s.blocked_until, s.quiet_until) AS until
                                                    FROM sign_in_names n JOIN sign_in_attempts s
                                                      ON s.lane = 'name:' || encode(sha256(convert_to(n.name, 'UTF8')), 'hex')
                                                    WHERE n.user_id = ANY(:users)
                                                    UNION ALL
                                                    SELECT user_id, quiet_until FROM sign_in_attempts
                                                    WHERE user_id = ANY(:users) AND lane LIKE 'account:%'
                                                ) AS locks
                                                WHERE until > now()
                                                GROUP BY user_id
                                                """)
                                        .param(
                                                "users",
                                                users.stream()
                                                        .map(UserId::value)
                                                        .toArray(UUID[]::new))));
    }

    /**
     * Everybody at home in the organization who is locked. A name counts from the first attempt at
     * which it was a user's.
     */
    public Map<UserId, Instant> all(OrganizationScope scope) {
        return scopes.in(
                scope,
                () ->
                        locked(
                                jdbc.sql(
                                                """
                                                SELECT s.user_id, max(greatest(s.blocked_until, s.quiet_until)) AS until
                                                FROM sign_in_attempts s
                                                JOIN sign_in_accounts a ON a.user_id = s.user_id
                                                WHERE s.user_id IS NOT NULL AND greatest(s.blocked_until, s.quiet_until) > now()
                                                  AND a.organization_id = :organization
                                                  AND (s.lane LIKE 'account:%' OR EXISTS (
                                                    SELECT FROM sign_in_names n
                                                    WHERE n.user_id = s.user_id
                                                      AND s.lane = 'name:' || encode(sha256(convert_to(n.name, 'UTF8')), 'hex')))
                                                GROUP BY s.user_id
                                                """)
                                        .param("organization", scope.organization().value())));
    }

    private static Map<UserId, Instant> locked(JdbcClient.StatementSpec statement) {
        Map<UserId, Instant> locked = new HashMap<>();
        statement.query(row -> {
            locked.put(
                    new UserId(row.getObject("user_id", UUID.class)),
                    row.getTimestamp("until").toInstant());
        });
        return locked;
    }
}
