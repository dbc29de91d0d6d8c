package io.muster.jobs;

import io.muster.access.Actor;
import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that carries jobs and their items from start to end. */
@Repository
class JobRepository {

    static final String SELECT =
            """
            SELECT id, kind, state, total, done, skipped, failed, started_by, started_by_name,
                   created_at, started_at, ended_at, reason, undoes,
                   EXISTS (SELECT FROM job_cancellations c WHERE c.job_id = jobs.id) AS cancel_requested,
                   (SELECT u.id FROM jobs u WHERE u.undoes = jobs.id AND u.kind = jobs.kind || '.undo'
                    ORDER BY u.id DESC LIMIT 1) AS undone_by
            FROM jobs
            """;

    private final JdbcClient jdbc;

    JobRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the runner needs of a job that is not at its end.
     *
     * @param most what the starter might do at the start
     */
    record Open(
            String kind,
            Actor starter,
            Set<Permission> most,
            String parameters,
            long position,
            boolean cancelRequested) {}

    void insert(
            OrganizationScope scope,
            JobId job,
            String kind,
            String parameters,
            @Nullable Long total) {
        Actor.Impersonator really = scope.actor().impersonator();
        jdbc.sql(
                        """
                        INSERT INTO jobs (id, organization_id, kind, state, parameters, total,
                                          started_by, started_by_name, started_from, permissions,
                                          impersonator_id, impersonator_name)
                        VALUES (:id, :organization, :kind, 'QUEUED', :parameters::json, :total, :user, :name, :address,
                                :permissions, :impersonator, :impersonatorName)
                        """)
                .param("id", job.value())
                .param("organization", scope.organization().value())
                .param("kind", kind)
                .param("parameters", parameters)
                .param("total", total)
                .param("user", scope.actor().user().value())
                .param("name", scope.actor().name())
                .param("address", scope.actor().address())
                .param(
                        "permissions",
                        scope.permissions().stream().map(Permission::text).toArray(String[]::new))
                .param("impersonator", really == null ? null : really.user().value(), Types.OTHER)
                .param("impersonatorName", really == null ? null : really.name(), Types.VARCHAR)
                .update();
    }

    void setTotal(OrganizationScope scope, JobId job, long total) {
        jdbc.sql(
                        "UPDATE jobs SET total = :total WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", job.value())
                .param("total", total)
                .update();
    }

    Optional<Job> find(OrganizationScope scope, JobId job) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", job.value())
                .query((row, _) -> job(row))
                .optional();
    }

    /** The first job of this kind that has not ended; one transaction at a time asks for it. */
    Optional<Job> atWork(OrganizationScope scope, String kind) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.jobs.' || :kind || :organization, 0))
                        """)
                .param("kind", kind)
                .param("organization", scope.organization().toString())
                .query()
                .listOfRows();
        return jdbc.sql(
                        SELECT
                                + """
                                WHERE organization_id = :organization AND kind = :kind AND state IN ('QUEUED', 'RUNNING')
                                ORDER BY id LIMIT 1
                                """)
                .param("organization", scope.organization().value())
                .param("kind", kind)
                .query((row, _) -> job(row))
                .optional();
    }

    /** Notes the wish without waiting for the step at hand; false when it is over or was asked. */
    boolean requestCancel(OrganizationScope scope, JobId job) {
        return jdbc.sql(
                                """
                                INSERT INTO job_cancellations (job_id, organization_id)
                                SELECT id, organization_id FROM jobs
                                WHERE organization_id = :organization AND id = :id AND state IN ('QUEUED', 'RUNNING')
                                ON CONFLICT (job_id) DO NOTHING
                                """)
                        .param("organization", scope.organization().value())
                        .param("id", job.value())
                        .update()
                == 1;
    }

    /** Ends a job that no runner has begun; false when one has. */
    boolean cancelQueued(OrganizationScope scope, JobId job) {
        return jdbc.sql(
                                """
                                UPDATE jobs SET state = 'CANCELLED', ended_at = now()
                                WHERE organization_id = :organization AND id = :id AND state = 'QUEUED'
                                """)
                        .param("organization", scope.organization().value())
                        .param("id", job.value())
                        .update()
                == 1;
    }

    /**
     * Who started a job that has not ended; for the runner, which then works with the starter's
     * rights.
     */
    Optional<Open> open(OrganizationId organization, JobId job) {
        return jdbc.sql(
                        """
                        SELECT kind, started_by, started_by_name, started_from, permissions, parameters, position,
                               impersonator_id, impersonator_name,
                               EXISTS (SELECT FROM job_cancellations c WHERE c.job_id = jobs.id) AS cancel_requested
                        FROM jobs
                        WHERE organization_id = :organization AND id = :id AND state IN ('QUEUED', 'RUNNING')
                        """)
                .param("organization", organization.value())
                .param("id", job.value())
                .query((row, _) ->
                        new Open(
                                row.getString("kind"),
                                new Actor(
                                        new UserId(row.getObject("started_by", UUID.class)),
                                        row.getString("started_by_name"),
                                        Actor.Channel.JOB,
                                        row.getString("started_from"),
                                        impersonator(row)),
                                permissions(row.getArray("permissions")),
                                row.getString("parameters"),
                                row.getLong("position"),
                                row.getBoolean("cancel_requested")))
                .optional();
    }

    private static Actor.@Nullable Impersonator impersonator(ResultSet row) throws SQLException {
        UUID user = row.getObject("impersonator_id", UUID.class);
        return user == null
                ? null
                : new Actor.Impersonator(new UserId(user), row.getString("impersonator_name"));
    }

    private static Set<Permission> permissions(@Nullable Array texts) throws SQLException {
        return texts == null
                ? EnumSet.allOf(Permission.class)
                : Arrays.stream((String[]) texts.getArray())
                        .flatMap(text -> Permission.parse(text).stream())
                        .collect(Collectors.toSet());
    }

    /** Which of the jobs have not ended. */
    Set<JobId> open(InstanceScope scope, Collection<JobId> jobs) {
        Objects.requireNonNull(scope);
        return jdbc
                .sql("SELECT id FROM jobs WHERE id = ANY(:ids) AND state IN ('QUEUED', 'RUNNING')")
                .param("ids", jobs.stream().map(JobId::value).toArray(UUID[]::new))
                .query((row, _) -> new JobId(row.getObject(1, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** Locks the job for one step: two runners never do the same one. Empty when it has ended. */
    Optional<Open> lock(OrganizationId organization, JobId job) {
        jdbc.sql(
                        "SELECT 1 FROM jobs WHERE organization_id = :organization AND id = :id FOR NO KEY UPDATE")
                .param("organization", organization.value())
                .param("id", job.value())
                .query()
                .listOfRows();
        return open(organization, job);
    }

    /** Whether a job of whatever organization stands in line. */
    boolean anyWaiting() {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT FROM scheduled_tasks WHERE NOT picked AND execution_time <= now())
                        """)
                .query(Boolean.class)
                .single();
    }

    void begin(OrganizationId organization, JobId job) {
        jdbc.sql(
                        """
                        UPDATE jobs SET state = 'RUNNING', started_at = coalesce(started_at, now())
                        WHERE organization_id = :organization AND id = :id AND state = 'QUEUED'
                        """)
                .param("organization", organization.value())
                .param("id", job.value())
                .update();
    }

    /**
     * Counts what a step did.
     *
     * @throws OptimisticLockingFailureException when the job has ended meanwhile; the step must be
     *     taken back
     */
    void advance(OrganizationId organization, JobId job, JobWork.Step step) {
        int counted =
                jdbc.sql(
                                """
                                UPDATE jobs
                                SET done = done + :done, skipped = skipped + :skipped, failed = failed + :failed, position = :position
                                WHERE organization_id = :organization AND id = :id AND state IN ('QUEUED', 'RUNNING')
                                """)
                        .param("organization", organization.value())
                        .param("id", job.value())
                        .param("done", step.done())
                        .param("skipped", step.skipped())
                        .param("failed", step.failed())
                        .param("position", step.position())
                        .update();
        if (counted == 0) {
            throw new OptimisticLockingFailureException("job " + job + " has ended meanwhile");
        }
    }

    /**
     * Ends a job; false when it has ended already.
     *
     * @param cancelled whether an administrator stopped it
     * @param reason why it ended before its last item, empty when it didn't
     */
    boolean end(OrganizationId organization, JobId job, boolean cancelled, String reason) {
        return jdbc.sql(
                                """
                                UPDATE jobs
                                SET ended_at = now(), reason = :reason,
                                    state = CASE WHEN :cancelled THEN 'CANCELLED'
                                                 WHEN failed = 0 AND :reason = '' THEN 'COMPLETED'
                                                 WHEN done + skipped > 0 THEN 'PARTIAL'
                                                 ELSE 'FAILED' END
                                WHERE organization_id = :organization AND id = :id AND state IN ('QUEUED', 'RUNNING')
                                """)
                        .param("organization", organization.value())
                        .param("id", job.value())
                        .param("cancelled", cancelled)
                        .param("reason", reason)
                        .update()
                == 1;
    }

    /** Forgets jobs and their items some time after their end; returns how many. */
    int purgeEndedBefore(Instant time) {
        return jdbc.sql(
                        """
                        DELETE FROM jobs
                        WHERE id IN (SELECT id FROM jobs WHERE ended_at < :time ORDER BY ended_at LIMIT 100)
                        """)
                .param("time", OffsetDateTime.ofInstant(time, ZoneOffset.UTC))
                .update();
    }

    static Job job(ResultSet row) throws SQLException {
        return new Job(
                new JobId(row.getObject("id", UUID.class)),
                row.getString("kind"),
                JobState.valueOf(row.getString("state")),
                row.getObject("total", Long.class),
                row.getLong("done"),
                row.getLong("skipped"),
                row.getLong("failed"),
                new UserId(row.getObject("started_by", UUID.class)),
                row.getString("started_by_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getBoolean("cancel_requested"),
                row.getString("reason"),
                id(row, "undoes"),
                id(row, "undone_by"));
    }

    private static @Nullable JobId id(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new JobId(id);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
