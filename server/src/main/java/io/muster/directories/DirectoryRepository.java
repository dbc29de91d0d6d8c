package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Keyset;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code directories}. */
@Repository
class DirectoryRepository {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SELECT =
            """
            SELECT id, name, kind, host, port, security, authorities, account, secret, base, filter, attributes,
                page_size, connect_seconds, answer_seconds, version, added_at, configured_by
            FROM directories
            """;

    private final JdbcClient jdbc;

    DirectoryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they were added. */
    List<Directory> list(OrganizationScope scope, Keyset keyset) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization
                                    AND (:from::uuid IS NULL OR id %s :from::uuid)
                                ORDER BY id %s
                                LIMIT :rows
                                """
                                        .formatted(
                                                keyset.backwards() ? "<" : ">",
                                                keyset.backwards() ? "DESC" : "ASC"))
                .param("from", keyset.value())
                .param("rows", keyset.rows())
                .query((row, _) -> directory(row))
                .list();
    }

    /** All of them, in the order in which they were added. */
    List<Directory> all(OrganizationScope scope) {
        return of(scope, SELECT + " WHERE organization_id = :organization ORDER BY id")
                .query((row, _) -> directory(row))
                .list();
    }

    /** Whether any organization has one; for sign-in, which has no scope yet. */
    boolean anywhere() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM directories)").query(Boolean.class).single();
    }

    Optional<Directory> find(OrganizationScope scope, DirectoryId id) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND id = :id")
                .param("id", id.value())
                .query((row, _) -> directory(row))
                .optional();
    }

    /** The directory, which nobody else changes before the transaction ends. */
    Optional<Directory> lock(OrganizationScope scope, DirectoryId id) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> directory(row))
                .optional();
    }

    /**
     * One transaction at a time names directories of an organization, so that they can be counted.
     */
    int lockAndCount(OrganizationScope scope) {
        of(
                        scope,
                        "SELECT pg_advisory_xact_lock(hashtextextended('directories:' || :organization::text, 0))")
                .query()
                .listOfRows();
        return of(scope, "SELECT count(*) FROM directories WHERE organization_id = :organization")
                .query(Integer.class)
                .single();
    }

    /** Whether another one is called so, whatever the case; for whoever has locked. */
    boolean nameTaken(OrganizationScope scope, DirectoryId own, String name) {
        return of(
                        scope,
                        """
                        SELECT EXISTS (
                            SELECT FROM directories
                            WHERE organization_id = :organization AND lower(name) = lower(:name) AND id <> :id)
                        """)
                .param("name", name)
                .param("id", own.value())
                .query(Boolean.class)
                .single();
    }

    void insert(OrganizationScope scope, Directory directory) {
        with(
                        of(
                                scope,
                                """
                                INSERT INTO directories (id, organization_id, name, kind, host, port, security,
                                    authorities, account, secret, base, filter, attributes, page_size, connect_seconds,
                                    answer_seconds, configured_by)
                                VALUES (:id, :organization, :name, :kind, :host, :port, :security, :authorities,
                                    :account, :secret, :base, :filter, :attributes::jsonb, :pageSize, :connectSeconds,
                                    :answerSeconds, :configuredBy::uuid)
                                """),
                        directory)
                .update();
    }

    /** Writes the settings with a version one higher. */
    void update(OrganizationScope scope, Directory directory) {
        with(
                        of(
                                scope,
                                """
                                UPDATE directories
                                SET name = :name, kind = :kind, host = :host, port = :port, security = :security,
                                    authorities = :authorities, account = :account, secret = :secret, base = :base,
                                    filter = :filter, attributes = :attributes::jsonb, page_size = :pageSize,
                                    connect_seconds = :connectSeconds, answer_seconds = :answerSeconds,
                                    configured_by = :configuredBy::uuid, version = version + 1
                                WHERE organization_id = :organization AND id = :id
                                """),
                        directory)
                .update();
    }

    void delete(OrganizationScope scope, DirectoryId id) {
        of(scope, "DELETE FROM directories WHERE organization_id = :organization AND id = :id")
                .param("id", id.value())
                .update();
    }

    private StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static StatementSpec with(StatementSpec statement, Directory directory) {
        DirectorySettings settings = directory.settings();
        return statement
                .param("id", directory.id().value())
                .param("name", settings.name())
                .param("kind", settings.kind().name())
                .param("host", settings.host())
                .param("port", settings.port())
                .param("security", settings.security().name())
                .param("authorities", settings.authorities())
                .param("account", settings.account())
                .param("secret", directory.secret(), java.sql.Types.VARCHAR)
                .param(
                        "configuredBy",
                        directory.configuredBy() == null
                                ? null
                                : directory.configuredBy().toString(),
                        java.sql.Types.VARCHAR)
                .param("base", settings.base())
                .param("filter", settings.filter())
                .param("attributes", JSON.writeValueAsString(settings.attributes()))
                .param("pageSize", settings.limits().pageSize())
                .param("connectSeconds", settings.limits().connectSeconds())
                .param("answerSeconds", settings.limits().answerSeconds());
    }

    private static @Nullable UserId user(@Nullable UUID id) {
        return id == null ? null : new UserId(id);
    }

    private static Directory directory(ResultSet row) throws SQLException {
        return new Directory(
                new DirectoryId(row.getObject("id", UUID.class)),
                new DirectorySettings(
                        row.getString("name"),
                        DirectoryKind.valueOf(row.getString("kind")),
                        row.getString("host"),
                        row.getInt("port"),
                        DirectorySecurity.valueOf(row.getString("security")),
                        row.getString("authorities"),
                        row.getString("account"),
                        row.getString("base"),
                        row.getString("filter"),
                        JSON.readValue(row.getString("attributes"), AttributeMapping.class),
                        new DirectoryLimits(
                                row.getInt("page_size"),
                                row.getInt("connect_seconds"),
                                row.getInt("answer_seconds"))),
                row.getString("secret"),
                user(row.getObject("configured_by", UUID.class)),
                new Version(row.getInt("version")),
                row.getObject("added_at", OffsetDateTime.class).toInstant());
    }
}
