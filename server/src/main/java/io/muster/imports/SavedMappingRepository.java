package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.NewPasswords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code import_mappings}. */
@Repository
class SavedMappingRepository {

    private static final String SELECT =
            """
            SELECT id, name, column_names, fields, existing, create_units, new_passwords, version, saved_by_name, saved_at
            FROM import_mappings
            """;

    private final JdbcClient jdbc;

    SavedMappingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets nobody else change the organization's mappings until the transaction ends. */
    void hold(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.import-mappings.' || :organization, 0))
                        """)
                .param("organization", scope.organization().toString())
                .query()
                .listOfRows();
    }

    List<SavedMapping> all(OrganizationScope scope) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization ORDER BY lower(name), id")
                .param("organization", scope.organization().value())
                .query((row, _) -> mapping(row))
                .list();
    }

    Optional<SavedMapping> find(OrganizationScope scope, SavedMappingId id) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> mapping(row))
                .optional();
    }

    int count(OrganizationScope scope) {
        return jdbc.sql(
                        "SELECT count(*) FROM import_mappings WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query(Integer.class)
                .single();
    }

    /** Whether another mapping than this one has the name. */
    boolean taken(OrganizationScope scope, String name, SavedMappingId than) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM import_mappings
                                       WHERE organization_id = :organization AND lower(name) = lower(:name) AND id <> :id)
                        """)
                .param("organization", scope.organization().value())
                .param("name", name)
                .param("id", than.value())
                .query(Boolean.class)
                .single();
    }

    /** Writes a mapping, new or in place of what it was. */
    void write(OrganizationScope scope, SavedMapping saved) {
        SavedMapping.Content content = saved.content();
        jdbc.sql(
                        """
                        INSERT INTO import_mappings (id, organization_id, name, column_names, fields, existing, create_units,
                                                     new_passwords, version, saved_by_name, saved_at)
                        VALUES (:id, :organization, :name, :columns, :fields, :existing, :units, :passwords, :version, :user,
                                :at)
                        ON CONFLICT (id) DO UPDATE
                        SET name = excluded.name, column_names = excluded.column_names, fields = excluded.fields,
                            existing = excluded.existing, create_units = excluded.create_units,
                            new_passwords = excluded.new_passwords, version = excluded.version,
                            saved_by_name = excluded.saved_by_name, saved_at = excluded.saved_at
                        """)
                .param("id", saved.id().value())
                .param("organization", scope.organization().value())
                .param("name", content.name())
                .param(
                        "columns",
                        content.columns().stream()
                                .map(SavedMapping.Column::name)
                                .toArray(String[]::new))
                .param(
                        "fields",
                        content.columns().stream()
                                .map(column -> column.field() == null ? "" : column.field().key())
                                .toArray(String[]::new))
                .param("existing", content.existing().name())
                .param("units", content.createUnits())
                .param("passwords", content.newPasswords().name())
                .param("version", saved.version())
                .param("user", saved.savedByName())
                .param("at", saved.savedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(OrganizationScope scope, SavedMappingId id) {
        jdbc.sql("DELETE FROM import_mappings WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    private static SavedMapping mapping(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("column_names").getArray();
        String[] fields = (String[]) row.getArray("fields").getArray();
        List<SavedMapping.Column> columns = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            columns.add(
                    new SavedMapping.Column(names[i], ImportField.ofKey(fields[i]).orElse(null)));
        }
        return new SavedMapping(
                new SavedMappingId(row.getObject("id", UUID.class)),
                new SavedMapping.Content(
                        row.getString("name"),
                        columns,
                        Existing.valueOf(row.getString("existing")),
                        row.getBoolean("create_units"),
                        NewPasswords.valueOf(row.getString("new_passwords"))),
                row.getInt("version"),
                row.getString("saved_by_name"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }
}
