package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.directories.SyncDifference.Kind;
import io.muster.directories.SyncRun.State;
import io.muster.kernel.JobId;
import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code directory_syncs} and {@code directory_sync_runs}. */
@Repository
class SyncRepository {

    /** As many runs of a directory are kept. */
    static final int KEPT = 30;

    private static final int WITH_DIFFERENCES = 2;

    private static final JsonMapper JSON = new JsonMapper();

    private static final TypeReference<Map<Kind, Integer>> COUNTS = new TypeReference<>() {};

    private static final String SELECT =
            """
            SELECT id, directory_id, settings, applies, scheduled, state, reason, started_by_name, started_at,
                ended_at, entries, linked, newcomers, counts, job_id
            FROM directory_sync_runs
            """;

    private final JdbcClient jdbc;

    SyncRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SyncSettings> settings(OrganizationScope scope, DirectoryId directory) {
        return of(
                        scope,
                        """
                        SELECT creates_users, every_minutes, next_run_at, version FROM directory_syncs
                        WHERE organization_id = :organization AND directory_id = :directory
                        """)
                .param("directory", directory.value())
                .query((row, _) ->
                        new SyncSettings(
                                row.getBoolean("creates_users"),
                                row.getObject("every_minutes", Integer.class),
                                instant(row, "next_run_at"),
                                new Version(row.getInt("version"))))
                .optional();
    }

    /** For whoever has locked the directory. The next run is begun at once. */
    void save(
            OrganizationScope scope,
            DirectoryId directory,
            boolean createsUsers,
            @Nullable Integer everyMinutes) {
        of(
                        scope,
                        """
                        INSERT INTO directory_syncs AS s
                            (directory_id, organization_id, creates_users, every_minutes, next_run_at)
                        VALUES (:directory, :organization, :creates, :every,
                            CASE WHEN :every::integer IS NULL THEN NULL ELSE now() END)
                        ON CONFLICT (directory_id) DO UPDATE
                        SET creates_users = excluded.creates_users,
                            next_run_at = CASE WHEN excluded.every_minutes IS NOT DISTINCT FROM s.every_minutes
                                THEN s.next_run_at ELSE excluded.next_run_at END,
                            every_minutes = excluded.every_minutes, version = s.version + 1
                        """)
                .param("directory", directory.value())
                .param("creates", createsUsers)
                .param("every", everyMinutes, Types.INTEGER)
                .update();
    }

    /** A directory whose time has come. */
    record Due(OrganizationId organization, DirectoryId directory) {}

    /** Those whose time has come, of all organizations, longest waiting first. */
    List<Due> due(int most) {
        return jdbc.sql(
                        """
                        SELECT organization_id, directory_id FROM directory_syncs
                        WHERE next_run_at <= now() ORDER BY next_run_at LIMIT :most
                        """)
                .param("most", most)
                .query((row, _) ->
                        new Due(
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                new DirectoryId(row.getObject("directory_id", UUID.class))))
                .list();
    }

    /**
     * Takes the turn of a directory; false where another server did.
     *
     * @param pause until the next one; null for as long as its schedule says
     */
    boolean takeTurn(OrganizationScope scope, DirectoryId directory, @Nullable Duration pause) {
        return of(
                                scope,
                                """
                                UPDATE directory_syncs
                                SET next_run_at = now() + coalesce(
                                    make_interval(secs => :pause::double precision), make_interval(mins => every_minutes))
                                WHERE organization_id = :organization AND directory_id = :directory
                                    AND next_run_at <= now()
                                """)
                        .param("directory", directory.value())
                        .param("pause", pause == null ? null : pause.toSeconds(), Types.BIGINT)
                        .update()
                == 1;
    }

    /** Begins a run; false while another of the directory is at work. */
    boolean begin(
            OrganizationScope scope,
            SyncRunId id,
            Directory directory,
            boolean applies,
            boolean scheduled) {
        return of(
                                scope,
                                """
                                INSERT INTO directory_sync_runs
                                    (id, organization_id, directory_id, settings, applies, scheduled, started_by_name)
                                VALUES (:id, :organization, :directory, :settings, :applies, :scheduled, :name)
                                ON CONFLICT (directory_id) WHERE state IN ('READING', 'APPLYING') DO NOTHING
                                """)
                        .param("id", id.value())
                        .param("directory", directory.id().value())
                        .param("settings", directory.version().number())
                        .param("applies", applies)
                        .param("scheduled", scheduled)
                        .param("name", scope.actor().name())
                        .update()
                == 1;
    }

    /** Forgets the oldest runs with their differences. */
    void forget(OrganizationScope scope, DirectoryId directory) {
        of(
                        scope,
                        """
                        DELETE FROM directory_sync_runs
                        WHERE organization_id = :organization AND directory_id = :directory
                            AND state NOT IN ('READING', 'APPLYING')
                            AND id NOT IN (
                                SELECT id FROM directory_sync_runs
                                WHERE organization_id = :organization AND directory_id = :directory
                                ORDER BY id DESC LIMIT :kept)
                        """)
                .param("directory", directory.value())
                .param("kept", KEPT)
                .update();
        // Only what the newest has found can be applied; of the others the numbers are enough.
        of(
                        scope,
                        """
                        DELETE FROM directory_sync_differences
                        WHERE organization_id = :organization AND run_id IN (
                            SELECT id FROM directory_sync_runs
                            WHERE organization_id = :organization AND directory_id = :directory
                                AND state NOT IN ('READING', 'APPLYING')
                            ORDER BY id DESC OFFSET :kept)
                        """)
                .param("directory", directory.value())
                .param("kept", WITH_DIFFERENCES)
                .update();
    }

    /** Whether the run still goes on; says that its server is alive. */
    boolean alive(OrganizationScope scope, SyncRunId id) {
        return of(
                                scope,
                                """
                                UPDATE directory_sync_runs SET alive_at = now()
                                WHERE organization_id = :organization AND id = :id AND state = 'READING'
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Ends runs whose server was killed, of all organizations. */
    int endDead() {
        return jdbc.sql(
                        """
                        UPDATE directory_sync_runs
                        SET state = 'FAILED', reason = 'SERVER_ENDED', ended_at = now()
                        WHERE state = 'READING' AND alive_at < now() - interval '5 minutes'
                        """)
                .update();
    }

    /** What was read, and how the run stands then; false where it was ended meanwhile. */
    boolean compared(
            OrganizationScope scope,
            SyncRunId id,
            State state,
            String reason,
            int entries,
            int linked,
            int newcomers) {
        return of(
                                scope,
                                """
                                UPDATE directory_sync_runs r
                                SET state = :state, reason = :reason, entries = :entries, linked = :linked,
                                    newcomers = :newcomers,
                                    ended_at = CASE WHEN :state = 'APPLYING' THEN NULL ELSE now() END,
                                    counts = (
                                        SELECT coalesce(jsonb_object_agg(kind, number), '{}')
                                        FROM (SELECT kind, count(*) AS number FROM directory_sync_differences
                                            WHERE run_id = r.id GROUP BY kind) AS c)
                                WHERE organization_id = :organization AND id = :id AND state = 'READING'
                                """)
                        .param("id", id.value())
                        .param("state", state.name())
                        .param("reason", reason)
                        .param("entries", entries)
                        .param("linked", linked)
                        .param("newcomers", newcomers)
                        .update()
                == 1;
    }

    /** From the one state to the other, where it still stands in the first. */
    boolean turn(
            OrganizationScope scope,
            SyncRunId id,
            State from,
            State to,
            String reason,
            @Nullable JobId job) {
        return of(
                                scope,
                                """
                                UPDATE directory_sync_runs
                                SET state = :to, reason = :reason, job_id = coalesce(:job::uuid, job_id),
                                    ended_at = CASE WHEN :to = 'APPLYING' THEN NULL ELSE now() END
                                WHERE organization_id = :organization AND id = :id AND state = :from
                                """)
                        .param("id", id.value())
                        .param("from", from.name())
                        .param("to", to.name())
                        .param("reason", reason)
                        .param("job", job == null ? null : job.toString(), Types.VARCHAR)
                        .update()
                == 1;
    }

    Optional<SyncRun> ofJob(OrganizationScope scope, JobId job) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND job_id = :job")
                .param("job", job.value())
                .query((row, _) -> run(row))
                .optional();
    }

    Optional<SyncRun> find(OrganizationScope scope, DirectoryId directory, SyncRunId id) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization AND directory_id = :directory AND id = :id
                                """)
                .param("directory", directory.value())
                .param("id", id.value())
                .query((row, _) -> run(row))
                .optional();
    }

    /** The run before that one. */
    Optional<SyncRun> before(OrganizationScope scope, DirectoryId directory, SyncRunId id) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization AND directory_id = :directory
                                    AND id < :id AND applies
                                ORDER BY id DESC LIMIT 1
                                """)
                .param("directory", directory.value())
                .param("id", id.value())
                .query((row, _) -> run(row))
                .optional();
    }

    /** The newest first. */
    List<SyncRun> list(OrganizationScope scope, DirectoryId directory, Keyset keyset) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization AND directory_id = :directory
                                    AND (:from::uuid IS NULL OR id %s :from::uuid)
                                ORDER BY id %s LIMIT :rows
                                """
                                        .formatted(
                                                keyset.backwards() ? ">" : "<",
                                                keyset.backwards() ? "ASC" : "DESC"))
                .param("directory", directory.value())
                .param("from", keyset.value())
                .param("rows", keyset.rows())
                .query((row, _) -> run(row))
                .list();
    }

    private StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static SyncRun run(ResultSet row) throws SQLException {
        UUID job = row.getObject("job_id", UUID.class);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        counts.putAll(JSON.readValue(row.getString("counts"), COUNTS));
        return new SyncRun(
                new SyncRunId(row.getObject("id", UUID.class)),
                new DirectoryId(row.getObject("directory_id", UUID.class)),
                new Version(row.getInt("settings")),
                row.getBoolean("applies"),
                row.getBoolean("scheduled"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("started_by_name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"),
                row.getInt("entries"),
                row.getInt("linked"),
                row.getInt("newcomers"),
                counts,
                job == null ? null : new JobId(job));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
