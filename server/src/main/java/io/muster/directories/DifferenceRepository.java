package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.directories.SyncDifference.Kind;
import io.muster.kernel.Keyset;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code directory_sync_differences}. */
@Repository
class DifferenceRepository {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SELECT =
            """
            SELECT id, kind, user_id, name, entry_name, fields, message, entry
            FROM directory_sync_differences
            """;

    private final JdbcClient jdbc;

    DifferenceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganizationScope scope, SyncRunId run, List<SyncDifference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        of(
                        scope,
                        """
                        INSERT INTO directory_sync_differences
                            (id, organization_id, run_id, kind, user_id, name, entry_name, fields, message, entry)
                        SELECT id, :organization, :run, kind, user_id, name, entry_name,
                            string_to_array(fields, ','), message, entry::jsonb
                        FROM unnest(:ids::uuid[], :kinds::text[], :users::uuid[], :names::text[],
                                :entryNames::text[], :fields::text[], :messages::text[], :entries::text[])
                            AS d (id, kind, user_id, name, entry_name, fields, message, entry)
                        """)
                .param("run", run.value())
                .param("ids", differences.stream().map(SyncDifference::id).toArray(UUID[]::new))
                .param("kinds", texts(differences.stream().map(one -> one.kind().name()).toList()))
                .param(
                        "users",
                        differences.stream().map(one -> one.user().value()).toArray(UUID[]::new))
                .param("names", texts(differences.stream().map(SyncDifference::name).toList()))
                .param(
                        "entryNames",
                        texts(differences.stream().map(SyncDifference::entryName).toList()))
                .param(
                        "fields",
                        texts(
                                differences.stream()
                                        .map(one -> String.join(",", one.fields()))
                                        .toList()))
                .param(
                        "messages",
                        texts(differences.stream().map(SyncDifference::message).toList()))
                .param(
                        "entries",
                        differences.stream()
                                .map(one ->
                                        one.entry() == null
                                                ? null
                                                : JSON.writeValueAsString(one.entry()))
                                .toArray(String[]::new))
                .update();
    }

    /**
     * In the order in which they were found.
     *
     * @param kind null for all
     */
    List<SyncDifference> list(
            OrganizationScope scope, SyncRunId run, @Nullable Kind kind, Keyset keyset) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization AND run_id = :run
                                    AND (:kind::text IS NULL OR kind = :kind::text)
                                    AND (:from::uuid IS NULL OR id %s :from::uuid)
                                ORDER BY id %s LIMIT :rows
                                """
                                        .formatted(
                                                keyset.backwards() ? "<" : ">",
                                                keyset.backwards() ? "DESC" : "ASC"))
                .param("run", run.value())
                .param("kind", kind == null ? null : kind.name(), Types.VARCHAR)
                .param("from", keyset.value())
                .param("rows", keyset.rows())
                .query((row, _) -> difference(row))
                .list();
    }

    /**
     * Those that a job has something to do for.
     *
     * @param after the last of those before; null for the first
     */
    List<SyncDifference> toApply(
            OrganizationScope scope, SyncRunId run, @Nullable UUID after, int most) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization AND run_id = :run
                                    AND kind = ANY(:kinds)
                                    AND (:after::uuid IS NULL OR id > :after::uuid)
                                ORDER BY id LIMIT :most
                                """)
                .param("run", run.value())
                .param(
                        "kinds",
                        Arrays.stream(Kind.values())
                                .filter(Kind::isApplied)
                                .map(Kind::name)
                                .toArray(String[]::new))
                .param("after", after == null ? null : after.toString(), Types.VARCHAR)
                .param("most", most)
                .query((row, _) -> difference(row))
                .list();
    }

    List<SyncDifference> find(OrganizationScope scope, Collection<UUID> ids) {
        return of(
                        scope,
                        SELECT
                                + " WHERE organization_id = :organization AND id = ANY(:ids) ORDER BY id")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> difference(row))
                .list();
    }

    private StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static SyncDifference difference(ResultSet row) throws SQLException {
        String entry = row.getString("entry");
        return new SyncDifference(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("name"),
                row.getString("entry_name"),
                List.of((String[]) row.getArray("fields").getArray()),
                row.getString("message"),
                entry == null ? null : JSON.readValue(entry, SeenEntry.class));
    }
}
