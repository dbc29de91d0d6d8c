package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.RowBlocks.Block;
import io.muster.imports.UserImport.Counts;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.imports.UserImport.Options;
import io.muster.imports.UserImport.Pass;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code imports}, {@code import_blocks} and {@code import_passes}. */
@Repository
class ImportRepository {

    private static final String SELECT =
            """
            SELECT id, file_name, file_size, row_count, format, encoding, delimiter, header, column_names, fields, existing,
                   create_units, new_passwords, temporary_password, undoable, version, created_by, created_by_name, created_at
            FROM imports
            """;

    private final JdbcClient jdbc;
    private final RowBlocks blocks;

    ImportRepository(JdbcClient jdbc, RowBlocks blocks) {
        this.jdbc = jdbc;
        this.blocks = blocks;
    }

    void insert(OrganizationScope scope, UserImport made) {
        jdbc.sql(
                        """
                        INSERT INTO imports (id, organization_id, file_name, file_size, row_count, format, encoding,
                                             delimiter, header, column_names, fields, created_by, created_by_name)
                        VALUES (:id, :organization, :name, :size, :rows, :format, :encoding, :delimiter, :header,
                                :columns, :fields, :user, :userName)
                        """)
                .param("id", made.id().value())
                .param("organization", scope.organization().value())
                .param("name", made.fileName())
                .param("size", made.fileSize())
                .param("rows", made.rows())
                .param("format", made.format().name())
                .param("encoding", made.dialect().encoding().name())
                .param("delimiter", String.valueOf(made.dialect().delimiter()))
                .param("header", made.dialect().header())
                .param("columns", made.columns().toArray(String[]::new))
                .param("fields", fields(made.options()))
                .param("user", made.createdBy().value())
                .param("userName", made.createdByName())
                .update();
    }

    void insertBlock(OrganizationScope scope, ImportId id, Block block) {
        jdbc.sql(
                        """
                        INSERT INTO import_blocks (import_id, organization_id, first_row, content)
                        VALUES (:id, :organization, :first, :content)
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("first", block.first())
                .param("content", blocks.seal(id, block))
                .update();
    }

    /** The block that holds the row of that number, or the last one before it. */
    Optional<Block> block(OrganizationScope scope, ImportId id, long number) {
        return jdbc.sql(
                        """
                        SELECT first_row, content FROM import_blocks
                        WHERE organization_id = :organization AND import_id = :id AND first_row <= :number
                        ORDER BY first_row DESC LIMIT 1
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("number", number)
                .query((row, _) ->
                        blocks.open(id, row.getLong("first_row"), row.getString("content")))
                .optional();
    }

    Optional<UserImport> find(OrganizationScope scope, ImportId id) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> userImport(row))
                .optional()
                .map(found -> with(found, passes(scope, List.of(id)).getOrDefault(id, Map.of())));
    }

    /** Lets nobody else begin or configure the import before this transaction ends. */
    Optional<UserImport> lock(OrganizationScope scope, ImportId id) {
        jdbc.sql(
                        "SELECT 1 FROM imports WHERE organization_id = :organization AND id = :id FOR UPDATE")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query()
                .listOfRows();
        return find(scope, id);
    }

    /**
     * The imports with the newest first.
     *
     * @param before only those older than this one; null begins with the newest
     */
    List<UserImport> newest(OrganizationScope scope, @Nullable UUID before, int most) {
        return listed(
                scope,
                "AND (:edge::uuid IS NULL OR id < :edge::uuid) ORDER BY id DESC LIMIT :most",
                before,
                most);
    }

    /** Those newer than one, the nearest first. */
    List<UserImport> newer(OrganizationScope scope, UUID than, int most) {
        return listed(scope, "AND id > :edge::uuid ORDER BY id LIMIT :most", than, most);
    }

    private List<UserImport> listed(
            OrganizationScope scope, String page, @Nullable UUID edge, int most) {
        List<UserImport> found =
                jdbc.sql(SELECT + "WHERE organization_id = :organization " + page)
                        .param("organization", scope.organization().value())
                        .param("edge", edge)
                        .param("most", most)
                        .query((row, _) -> userImport(row))
                        .list();
        Map<ImportId, Map<Kind, Pass>> passes =
                passes(scope, found.stream().map(UserImport::id).toList());
        return found.stream()
                .map(one -> with(one, passes.getOrDefault(one.id(), Map.of())))
                .toList();
    }

    /** The fields that an earlier import of a file with the same headers ended with. */
    Optional<List<@Nullable ImportField>> earlierFields(
            OrganizationScope scope, List<String> columns) {
        return jdbc.sql(
                        """
                        SELECT fields FROM imports i
                        WHERE organization_id = :organization AND column_names = :columns::text[]
                          AND EXISTS (SELECT 1 FROM import_passes p WHERE p.import_id = i.id)
                        ORDER BY id DESC LIMIT 1
                        """)
                .param("organization", scope.organization().value())
                .param("columns", columns.toArray(String[]::new))
                .query((row, _) -> fields(row))
                .optional();
    }

    void configure(OrganizationScope scope, ImportId id, Options options) {
        jdbc.sql(
                        """
                        UPDATE imports
                        SET fields = :fields, existing = :existing, create_units = :units, new_passwords = :passwords,
                            temporary_password = :temporary, version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("fields", fields(options))
                .param("existing", options.existing().name())
                .param("units", options.createUnits())
                .param("passwords", options.newPasswords().name())
                .param("temporary", options.temporaryPassword())
                .update();
    }

    /** Begins a pass; what an earlier one of the kind left goes with it. */
    void begin(OrganizationScope scope, ImportId id, Kind kind, JobId job, int version) {
        jdbc.sql(
                        """
                        DELETE FROM import_passes
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .update();
        jdbc.sql(
                        """
                        INSERT INTO import_passes (import_id, organization_id, kind, job_id, version)
                        VALUES (:id, :organization, :kind, :job, :version)
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("job", job.value())
                .param("version", version)
                .update();
    }

    void count(OrganizationScope scope, ImportId id, Kind kind, Counts more) {
        jdbc.sql(
                        """
                        UPDATE import_passes
                        SET created = created + :created, updated = updated + :updated, deleted = deleted + :deleted,
                            removed = removed + :removed,
                            unchanged = unchanged + :unchanged, skipped = skipped + :skipped, failed = failed + :failed
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("created", more.created())
                .param("updated", more.updated())
                .param("deleted", more.deleted())
                .param("removed", more.removed())
                .param("unchanged", more.unchanged())
                .param("skipped", more.skipped())
                .param("failed", more.failed())
                .update();
    }

    /** So many passwords more are to be hashed, or were. */
    void countPasswords(OrganizationScope scope, ImportId id, Kind kind, long more) {
        jdbc.sql(
                        """
                        UPDATE import_passes SET passwords = passwords + :more
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("more", more)
                .update();
    }

    /** So many changes more, or fewer, can be undone. */
    void countUndoable(OrganizationScope scope, ImportId id, long more) {
        jdbc.sql(
                        """
                        UPDATE imports SET undoable = undoable + :more
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("more", more)
                .update();
    }

    /** The import that has this job for one of its passes. */
    Optional<UserImport> ofJob(OrganizationScope scope, JobId job) {
        return jdbc.sql(
                        """
                        SELECT import_id FROM import_passes
                        WHERE organization_id = :organization AND job_id = :job
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .query(UUID.class)
                .optional()
                .flatMap(id -> find(scope, new ImportId(id)));
    }

    void delete(OrganizationScope scope, ImportId id) {
        jdbc.sql("DELETE FROM imports WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    private Map<ImportId, Map<Kind, Pass>> passes(OrganizationScope scope, List<ImportId> ids) {
        record Row(ImportId id, Pass pass) {}
        return jdbc
                .sql(
                        """
                        SELECT import_id, kind, job_id, version, created, updated, deleted, removed, unchanged, skipped, failed,
                               passwords
                        FROM import_passes WHERE organization_id = :organization AND import_id = ANY(:ids)
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids.stream().map(ImportId::value).toArray(UUID[]::new))
                .query((row, _) ->
                        new Row(new ImportId(row.getObject("import_id", UUID.class)), pass(row)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Row::id,
                                Collectors.mapping(
                                        Row::pass,
                                        Collectors.toMap(
                                                Pass::kind,
                                                Function.identity(),
                                                (first, _) -> first,
                                                () -> new EnumMap<>(Kind.class)))));
    }

    private static Pass pass(ResultSet row) throws SQLException {
        return new Pass(
                Kind.valueOf(row.getString("kind")),
                new JobId(row.getObject("job_id", UUID.class)),
                row.getInt("version"),
                new Counts(
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("deleted"),
                        row.getLong("removed"),
                        row.getLong("unchanged"),
                        row.getLong("skipped"),
                        row.getLong("failed")),
                row.getLong("passwords"));
    }

    private static UserImport with(UserImport found, Map<Kind, Pass> passes) {
        return new UserImport(
                found.id(),
                found.fileName(),
                found.fileSize(),
                found.rows(),
                found.format(),
                found.dialect(),
                found.columns(),
                found.options(),
                passes,
                found.undoable(),
                found.version(),
                found.createdBy(),
                found.createdByName(),
                found.createdAt());
    }

    private static UserImport userImport(ResultSet row) throws SQLException {
        return new UserImport(
                new ImportId(row.getObject("id", UUID.class)),
                row.getString("file_name"),
                row.getLong("file_size"),
                row.getLong("row_count"),
                FileFormat.valueOf(row.getString("format")),
                new CsvDialect(
                        CsvDialect.Encoding.valueOf(row.getString("encoding")),
                        row.getString("delimiter").charAt(0),
                        false,
                        row.getBoolean("header")),
                texts(row.getArray("column_names")),
                new Options(
                        fields(row),
                        Existing.valueOf(row.getString("existing")),
                        row.getBoolean("create_units"),
                        NewPasswords.valueOf(row.getString("new_passwords")),
                        row.getString("temporary_password")),
                Map.of(),
                row.getLong("undoable"),
                row.getInt("version"),
                new UserId(row.getObject("created_by", UUID.class)),
                row.getString("created_by_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static List<@Nullable ImportField> fields(ResultSet row) throws SQLException {
        List<@Nullable ImportField> fields = new ArrayList<>();
        for (String key : texts(row.getArray("fields"))) {
            fields.add(ImportField.ofKey(key).orElse(null));
        }
        return fields;
    }

    private static String[] fields(Options options) {
        return options.fields().stream()
                .map(field -> field == null ? "" : field.key())
                .toArray(String[]::new);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
