package io.muster.access;

import io.muster.kernel.OrganizationId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that reads and sets {@code session_policies}; sessions and tokens are held to them. */
@Repository
class SessionPolicyRepository {

    private final JdbcClient jdbc;

    SessionPolicyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SessionPolicies.Own> find(OrganizationId organization) {
        return jdbc.sql(
                        """
                        SELECT idle_minutes, one_session, one_address, allowed::text[], blocked::text[],
                               attempts, lock_minutes, version
                        FROM session_policies WHERE organization_id = :organization
                        """)
                .param("organization", organization.value())
                .query((row, _) ->
                        new SessionPolicies.Own(
                                new SessionPolicy(
                                        row.getInt("idle_minutes"),
                                        row.getBoolean("one_session"),
                                        row.getBoolean("one_address"),
                                        List.of((String[]) row.getArray("allowed").getArray()),
                                        List.of((String[]) row.getArray("blocked").getArray()),
                                        row.getInt("attempts"),
                                        row.getInt("lock_minutes")),
                                row.getInt("version")))
                .optional();
    }

    /** Whether the rules let the address in; an empty one is the server itself. */
    boolean admits(SessionPolicy rules, String address) {
        return address.isEmpty()
                || (rules.allowed().isEmpty() && rules.blocked().isEmpty())
                || jdbc.sql(
                                """
                                SELECT (cardinality(:allowed::text[]) = 0 OR :address::inet <<= ANY (:allowed::text[]::inet[]))
                                    AND NOT :address::inet <<= ANY (:blocked::text[]::inet[])
                                """)
                        .param("allowed", rules.allowed().toArray(String[]::new))
                        .param("blocked", rules.blocked().toArray(String[]::new))
                        .param("address", address)
                        .query(Boolean.class)
                        .single();
    }

    /** False when the version is not the present one. */
    boolean replace(OrganizationScope scope, SessionPolicy rules, int version) {
        return jdbc.sql(
                                """
                                INSERT INTO session_policies AS p
                                    (organization_id, idle_minutes, one_session, one_address, allowed, blocked,
                                     attempts, lock_minutes)
                                SELECT :organization, :idle, :oneSession, :oneAddress, :allowed::text[]::inet[], :blocked::text[]::inet[],
                                       :attempts, :lockMinutes
                                WHERE :version = 0
                                    OR EXISTS (SELECT 1 FROM session_policies WHERE organization_id = :organization)
                                ON CONFLICT (organization_id) DO UPDATE
                                SET idle_minutes = excluded.idle_minutes, one_session = excluded.one_session,
                                    one_address = excluded.one_address, allowed = excluded.allowed,
                                    blocked = excluded.blocked,
                                    attempts = excluded.attempts, lock_minutes = excluded.lock_minutes,
                                    version = p.version + 1
                                WHERE p.version = :version
                                """)
                        .param("organization", scope.organization().value())
                        .param("idle", rules.idleMinutes())
                        .param("oneSession", rules.oneSession())
                        .param("oneAddress", rules.oneAddress())
                        .param("allowed", rules.allowed().toArray(String[]::new))
                        .param("blocked", rules.blocked().toArray(String[]::new))
                        .param("attempts", rules.attempts())
                        .param("lockMinutes", rules.lockMinutes())
                        .param("version", version)
                        .update()
                == 1;
    }
}
