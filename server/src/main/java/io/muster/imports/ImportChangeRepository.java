package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code import_changes}. */
@Repository
class ImportChangeRepository {

    private static final String SELECT =
            """
            SELECT place, line, name, user_id, created, user_version, grants_version, before, after, roles
            FROM import_changes
            """;
    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ImportChangeRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The place of the last change; 0 when there is none. */
    long last(OrganizationScope scope, ImportId id) {
        return jdbc.sql(
                        """
                        SELECT coalesce(max(place), 0) FROM import_changes
                        WHERE organization_id = :organization AND import_id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    /** What the import did to these users before. */
    Map<UserId, ImportChange> of(OrganizationScope scope, ImportId id, Collection<UserId> users) {
        return jdbc
                .sql(
                        SELECT
                                + """
                                WHERE organization_id = :organization AND import_id = :id AND user_id = ANY(:users)
                                """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, _) -> change(row))
                .list()
                .stream()
                .collect(Collectors.toMap(ImportChange::user, Function.identity()));
    }

    /**
     * Changes with the last first.
     *
     * @param place only those before it; 0 begins with the last
     */
    List<ImportChange> backwards(OrganizationScope scope, ImportId id, long place, int most) {
        return jdbc.sql(
                        SELECT
                                + """
                                WHERE organization_id = :organization AND import_id = :id AND place < :place
                                ORDER BY place DESC LIMIT :most
                                """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("place", place == 0 ? Long.MAX_VALUE : place)
                .param("most", most)
                .query((row, _) -> change(row))
                .list();
    }

    void insert(OrganizationScope scope, ImportId id, List<ImportChange> changes) {
        jdbc.sql(
                        """
                        INSERT INTO import_changes (import_id, organization_id, place, line, name, user_id, created,
                                                    user_version, grants_version, before, after, roles)
                        SELECT :id, :organization, place, line, name, user_id, created, user_version, grants_version,
                               before, after, roles
                        FROM json_populate_recordset(NULL::import_changes, :changes::json)
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("changes", columns(changes))
                .update();
    }

    /** Puts what is left of changes in their places. */
    void replace(OrganizationScope scope, ImportId id, List<ImportChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        UPDATE import_changes c
                        SET user_version = w.user_version, grants_version = w.grants_version, before = w.before,
                            after = w.after, roles = w.roles
                        FROM json_populate_recordset(NULL::import_changes, :changes::json) AS w
                        WHERE c.organization_id = :organization AND c.import_id = :id AND c.place = w.place
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("changes", columns(changes))
                .update();
    }

    void delete(OrganizationScope scope, ImportId id, Collection<Long> places) {
        jdbc.sql(
                        """
                        DELETE FROM import_changes
                        WHERE organization_id = :organization AND import_id = :id AND place = ANY(:places)
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("places", places.toArray(Long[]::new))
                .update();
    }

    private String columns(List<ImportChange> changes) {
        return json.writeValueAsString(
                changes.stream().map(ImportChangeRepository::columns).toList());
    }

    private static Map<String, Object> columns(ImportChange change) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("place", change.place());
        columns.put("line", change.line());
        columns.put("name", change.name());
        columns.put("user_id", change.user());
        columns.put("created", change.created());
        columns.put("user_version", change.version());
        columns.put("grants_version", change.grants());
        columns.put("before", keyed(change.before()));
        columns.put("after", keyed(change.after()));
        columns.put("roles", change.roles());
        return columns;
    }

    private static Map<String, String> keyed(Map<ImportField, String> settings) {
        Map<String, String> keyed = new HashMap<>();
        settings.forEach((setting, value) -> keyed.put(setting.key(), value));
        return keyed;
    }

    private Map<ImportField, String> settings(String text) {
        Map<ImportField, String> settings = new EnumMap<>(ImportField.class);
        json.readValue(text, SETTINGS)
                .forEach((key, value) ->
                        ImportField.ofKey(key).ifPresent(setting -> settings.put(setting, value)));
        return settings;
    }

    private ImportChange change(ResultSet row) throws SQLException {
        return new ImportChange(
                row.getLong("place"),
                row.getLong("line"),
                row.getString("name"),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getBoolean("created"),
                row.getInt("user_version"),
                row.getInt("grants_version"),
                settings(row.getString("before")),
                settings(row.getString("after")),
                Arrays.stream((UUID[]) row.getArray("roles").getArray()).map(RoleId::new).toList());
    }
}
