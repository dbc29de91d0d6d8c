package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

/**
 * The SQL that writes users out. COPY takes no parameters: what stands in its text is ids, numbers
 * and the expressions of {@link UserCell}, nothing that anybody typed.
 */
@Repository
class UserLineRepository {

    private final JdbcOperations jdbc;

    UserLineRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next portion of all but the deleted. Each table is told where to begin: PostgreSQL
     * doesn't conclude it of one from the other, and would read the others from their start.
     */
    UserLines after(
            OrganizationScope scope, List<UserCell> cells, @Nullable UserId after, int most) {
        UUID last = after == null ? new UUID(0, 0) : after.value();
        return written(
                """
                COPY (
                    SELECT u.id, %1$s
                    FROM memberships m JOIN users u ON u.id = m.user_id
                    LEFT JOIN disk_usages d
                        ON d.organization_id = '%2$s' AND d.user_id = m.user_id AND d.user_id > '%3$s'
                    WHERE m.organization_id = '%2$s' AND m.user_id > '%3$s' AND m.state <> 'DELETED'
                      AND u.organization_id = '%2$s' AND u.id > '%3$s'
                    ORDER BY m.user_id LIMIT %4$d
                ) TO STDOUT (FORMAT text, NULL '')
                """
                        .formatted(expressions(cells), scope.organization().value(), last, most));
    }

    /** Those of them whose home the organization is, deleted ones too, in the order of the ids. */
    UserLines of(OrganizationScope scope, List<UserCell> cells, List<UserId> users) {
        return written(
                """
                COPY (
                    SELECT u.id, %1$s
                    FROM users u JOIN memberships m ON m.user_id = u.id AND m.organization_id = '%2$s'
                    LEFT JOIN disk_usages d ON d.organization_id = '%2$s' AND d.user_id = u.id
                    WHERE u.organization_id = '%2$s' AND u.id = ANY('{%3$s}')
                    ORDER BY u.id
                ) TO STDOUT (FORMAT text, NULL '')
                """
                        .formatted(
                                expressions(cells),
                                scope.organization().value(),
                                users.stream()
                                        .map(UserId::toString)
                                        .collect(Collectors.joining(","))));
    }

    private static String expressions(List<UserCell> cells) {
        return cells.stream().map(UserCell::expression).collect(Collectors.joining(", "));
    }

    private UserLines written(String statement) {
        ConnectionCallback<UserLines> reading = connection -> lines(connection, statement);
        return Objects.requireNonNull(jdbc.execute(reading));
    }

    private static UserLines lines(Connection connection, String statement) throws SQLException {
        CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        try {
            List<byte[]> lines = new ArrayList<>();
            for (byte[] line = out.readFromCopy(); line != null; line = out.readFromCopy()) {
                lines.add(line);
            }
            return new UserLines(lines);
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }
}
