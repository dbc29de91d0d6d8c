package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.Exports.Export;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code exports} and {@code export_blocks}. */
@Repository
class ExportRepository {

    private static final String SELECT =
            """
            SELECT id, job_id, created_by, created_by_name, created_at, row_count, file_size, last_user_id, selected
            FROM exports
            """;

    private final JdbcClient jdbc;

    ExportRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param selected whether it is for those who are added with {@link #select}, not for all
     */
    void insert(OrganizationScope scope, UUID id, JobId job, boolean selected) {
        jdbc.sql(
                        """
                        INSERT INTO exports (id, organization_id, job_id, created_by, created_by_name, selected)
                        VALUES (:id, :organization, :job, :user, :name, :selected)
                        """)
                .param("id", id)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("user", scope.actor().user().value())
                .param("name", scope.actor().name())
                .param("selected", selected)
                .update();
    }

    /** Adds users to those whom an export is for. */
    void select(OrganizationScope scope, UUID id, List<UserId> users) {
        jdbc.sql(
                        """
                        INSERT INTO export_users (export_id, organization_id, user_id)
                        SELECT :id, :organization, unnest(:users::uuid[]) ON CONFLICT DO NOTHING
                        """)
                .param("id", id)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }

    /** The next of those whom an export is for, in the order of the ids. */
    List<UserId> selected(
            OrganizationScope scope, Export export, @Nullable UserId after, int most) {
        return jdbc.sql(
                        """
                        SELECT user_id FROM export_users
                        WHERE organization_id = :organization AND export_id = :id AND user_id > :after
                        ORDER BY user_id LIMIT :most
                        """)
                .param("organization", scope.organization().value())
                .param("id", export.id())
                .param("after", after == null ? new UUID(0, 0) : after.value())
                .param("most", most)
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    Optional<Export> find(OrganizationScope scope, UUID id) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id)
                .query((row, _) -> export(row))
                .optional();
    }

    List<Export> newest(OrganizationScope scope, int most) {
        return jdbc.sql(
                        SELECT
                                + "WHERE organization_id = :organization ORDER BY id DESC LIMIT :most")
                .param("organization", scope.organization().value())
                .param("most", most)
                .query((row, _) -> export(row))
                .list();
    }

    void append(
            OrganizationScope scope,
            Export export,
            long number,
            byte[] content,
            long rows,
            UserId last) {
        jdbc.sql(
                        """
                        INSERT INTO export_blocks (export_id, organization_id, number, content)
                        VALUES (:id, :organization, :number, :content)
                        """)
                .param("id", export.id())
                .param("organization", scope.organization().value())
                .param("number", number)
                .param("content", content)
                .update();
        jdbc.sql(
                        """
                        UPDATE exports
                        SET row_count = row_count + :rows, file_size = file_size + :size, last_user_id = :last
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("id", export.id())
                .param("organization", scope.organization().value())
                .param("rows", rows)
                .param("size", content.length)
                .param("last", last.value())
                .update();
    }

    Optional<byte[]> block(OrganizationScope scope, UUID id, long number) {
        return jdbc.sql(
                        """
                        SELECT content FROM export_blocks
                        WHERE organization_id = :organization AND export_id = :id AND number = :number
                        """)
                .param("organization", scope.organization().value())
                .param("id", id)
                .param("number", number)
                .query((row, _) -> row.getBytes("content"))
                .optional();
    }

    private static Export export(ResultSet row) throws SQLException {
        UUID last = row.getObject("last_user_id", UUID.class);
        return new Export(
                row.getObject("id", UUID.class),
                new JobId(row.getObject("job_id", UUID.class)),
                new UserId(row.getObject("created_by", UUID.class)),
                row.getString("created_by_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("row_count"),
                row.getLong("file_size"),
                last == null ? null : new UserId(last),
                row.getBoolean("selected"));
    }
}
