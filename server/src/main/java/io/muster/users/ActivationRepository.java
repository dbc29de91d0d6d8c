package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL on {@code activations}, which triggers on {@code users} write: the number can't drift
 * from the states.
 */
@Repository
class ActivationRepository {

    /** Fewer changes than this are read as they are. */
    private static final int FEW = 20;

    private final JdbcClient jdbc;

    ActivationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long activated(OrganizationScope scope) {
        return jdbc.sql(
                        "SELECT coalesce(sum(change), 0) FROM activations WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query(Long.class)
                .single();
    }

    long withoutSeat(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM users
                        WHERE organization_id = :organization AND state_reason = 'no-seat' AND state = 'DISABLED'
                        """)
                .param("organization", scope.organization().value())
                .query(Long.class)
                .single();
    }

    Set<UserId> withoutSeat(OrganizationScope scope, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT id FROM users
                                WHERE organization_id = :organization AND id = ANY(:users)
                                  AND state_reason = 'no-seat' AND state = 'DISABLED'
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", ids(users))
                        .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                        .list());
    }

    /**
     * Those of deleted users who were activated before, and so take a seat when they are restored.
     */
    Set<UserId> formerlyActivated(OrganizationScope scope, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT id FROM users
                                WHERE organization_id = :organization AND id = ANY(:users)
                                  AND state = 'DELETED' AND former_state NOT IN ('DISABLED', 'DELETED')
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", ids(users))
                        .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                        .list());
    }

    /** Says of users who were just made why they are disabled. */
    void lackSeat(OrganizationScope scope, Collection<UserId> users) {
        if (users.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        UPDATE users SET state_reason = :reason
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("reason", SeatRule.NO_SEAT)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .update();
    }

    /**
     * One row instead of many for each organization. Nobody waits for it, whoever reads meanwhile
     * sees the same sum.
     */
    void addUp(InstanceScope machinery) {
        Objects.requireNonNull(machinery);
        jdbc.sql(
                        """
                        WITH gone AS (
                            DELETE FROM activations
                            WHERE organization_id IN (
                                SELECT organization_id FROM activations GROUP BY organization_id HAVING count(*) > :few)
                            RETURNING organization_id, change
                        )
                        INSERT INTO activations (organization_id, change)
                        SELECT organization_id, sum(change) FROM gone GROUP BY organization_id
                        """)
                .param("few", FEW)
                .update();
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
