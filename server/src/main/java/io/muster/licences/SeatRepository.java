package io.muster.licences;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code seats}. */
@Repository
class SeatRepository {

    private final JdbcClient jdbc;

    SeatRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    SeatLimit find(OrganizationScope scope) {
        return jdbc.sql("SELECT licensed, version FROM seats WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query((row, _) -> limit(row))
                .optional()
                .orElse(SeatLimit.NONE);
    }

    /**
     * Until the end of the transaction nobody else holds it or says otherwise, where there is a
     * limit.
     */
    OptionalInt hold(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT licensed, version FROM seats
                        WHERE organization_id = :organization AND licensed IS NOT NULL
                        FOR NO KEY UPDATE
                        """)
                .param("organization", scope.organization().value())
                .query((row, _) -> limit(row))
                .optional()
                .map(SeatLimit::licensed)
                .orElseGet(OptionalInt::empty);
    }

    /** Fails when somebody else saved since this was read. */
    boolean save(OrganizationScope scope, Version read, @Nullable Integer licensed) {
        return jdbc.sql(
                                """
                                INSERT INTO seats (organization_id, licensed)
                                SELECT :organization, :licensed
                                WHERE :read = 0 OR EXISTS (
                                    SELECT FROM seats WHERE organization_id = :organization)
                                ON CONFLICT (organization_id) DO UPDATE
                                SET licensed = excluded.licensed, version = seats.version + 1
                                WHERE seats.version = :read
                                """)
                        .param("organization", scope.organization().value())
                        .param("licensed", licensed, java.sql.Types.INTEGER)
                        .param("read", read.number())
                        .update()
                == 1;
    }

    private static SeatLimit limit(ResultSet row) throws SQLException {
        int licensed = row.getInt("licensed");
        return new SeatLimit(
                row.wasNull() ? OptionalInt.empty() : OptionalInt.of(licensed),
                new Version(row.getInt("version")));
    }
}
