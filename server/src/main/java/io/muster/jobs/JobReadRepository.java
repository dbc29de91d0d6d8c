package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.jobs.ItemWork.Verdict;
import io.muster.kernel.JobId;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that shows jobs and the outcomes of their items. */
@Repository
class JobReadRepository {

    private static final int PORTION = 1_000;

    /**
     * The items that are done, and those that wait in their portions, which have no outcome.
     * Portions are read as far as it takes: their order is that of their items.
     */
    private static final String ITEMS =
            """
            SELECT * FROM (
                (SELECT number, subject_id, subject_name, verdict, reason, message FROM job_items
                 WHERE organization_id = :organization AND job_id = :job
                   AND (:verdict::text IS NULL OR verdict = :verdict)
                   AND (:reason::text IS NULL OR reason = :reason)
                   AND (:edge::bigint IS NULL
                        OR CASE WHEN :back THEN number < :edge::bigint ELSE number > :edge::bigint END)
                 ORDER BY number %1$s LIMIT :rows)
                UNION ALL
                (SELECT w.number, w.subject, w.name, NULL, NULL, NULL
                 FROM job_portions p, unnest(p.numbers, p.subjects, p.names) AS w (number, subject, name)
                 WHERE p.organization_id = :organization AND p.job_id = :job
                   AND :verdict::text IS NULL AND :reason::text IS NULL
                   AND (:edge::bigint IS NULL
                        OR CASE WHEN :back THEN p.first < :edge::bigint AND w.number < :edge::bigint
                                ELSE p.last > :edge::bigint AND w.number > :edge::bigint END)
                 ORDER BY p.first %1$s, w.number %1$s LIMIT :rows)
            ) AS items
            ORDER BY number %1$s LIMIT :rows
            """;

    private final JdbcClient jdbc;

    JobReadRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a list of jobs is narrowed to; null means all.
     *
     * @param starter only jobs that this user started
     */
    record Filter(@Nullable String kind, @Nullable JobState state, @Nullable UUID starter) {}

    /**
     * One item with its outcome.
     *
     * @param verdict null while it is open
     */
    record JobItem(
            long number,
            UUID subjectId,
            String subjectName,
            @Nullable Verdict verdict,
            String reason,
            String message) {}

    /** How many items ended alike; verdict null for those still open. */
    record JobTally(@Nullable Verdict verdict, String reason, String message, long count) {}

    /** How many jobs there are in a state. */
    record JobStateCount(JobState state, long count) {}

    /** Newest first. */
    Page<Job> list(OrganizationScope scope, Keyset keyset, Filter filter) {
        List<Job> rows =
                jdbc.sql(
                                JobRepository.SELECT
                                        + """
                                        WHERE organization_id = :organization
                                          AND (:kind::text IS NULL OR kind = :kind)
                                          AND (:state::text IS NULL OR state = :state)
                                          AND (:starter::uuid IS NULL OR started_by = :starter::uuid)
                                          AND (:edge::uuid IS NULL OR CASE WHEN :back THEN id > :edge::uuid ELSE id < :edge::uuid END)
                                        """
                                        + (keyset.backwards() ? "ORDER BY id" : "ORDER BY id DESC")
                                        + " LIMIT :rows")
                        .param("organization", scope.organization().value())
                        .param("kind", filter.kind(), Types.VARCHAR)
                        .param("state", name(filter.state()), Types.VARCHAR)
                        .param("starter", text(filter.starter()), Types.VARCHAR)
                        .param("edge", keyset.value(), Types.VARCHAR)
                        .param("back", keyset.backwards())
                        .param("rows", keyset.rows())
                        .query((row, _) -> JobRepository.job(row))
                        .list();
        return keyset.page(rows, job -> job.id().toString());
    }

    long count(OrganizationScope scope, Filter filter) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM jobs
                        WHERE organization_id = :organization
                          AND (:kind::text IS NULL OR kind = :kind)
                          AND (:state::text IS NULL OR state = :state)
                          AND (:starter::uuid IS NULL OR started_by = :starter::uuid)
                        """)
                .param("organization", scope.organization().value())
                .param("kind", filter.kind(), Types.VARCHAR)
                .param("state", name(filter.state()), Types.VARCHAR)
                .param("starter", text(filter.starter()), Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    /** Reads all jobs of the organization, of the 90 days for which they are kept. */
    List<JobStateCount> countByState(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT state, count(*) AS count FROM jobs
                        WHERE organization_id = :organization GROUP BY state
                        """)
                .param("organization", scope.organization().value())
                .query((row, _) ->
                        new JobStateCount(
                                JobState.valueOf(row.getString("state")), row.getLong("count")))
                .list();
    }

    /** In the order of the job. */
    Page<JobItem> items(
            OrganizationScope scope,
            JobId job,
            Keyset keyset,
            @Nullable Verdict verdict,
            @Nullable String reason) {
        List<JobItem> rows =
                jdbc.sql(ITEMS.formatted(keyset.backwards() ? "DESC" : ""))
                        .param("organization", scope.organization().value())
                        .param("job", job.value())
                        .param("verdict", name(verdict), Types.VARCHAR)
                        .param("reason", reason, Types.VARCHAR)
                        .param("edge", keyset.value(), Types.VARCHAR)
                        .param("back", keyset.backwards())
                        .param("rows", keyset.rows())
                        .query((row, _) -> item(row))
                        .list();
        return keyset.page(rows, item -> String.valueOf(item.number()));
    }

    /** How the items ended, most frequent first. */
    List<JobTally> tallies(OrganizationScope scope, JobId job) {
        return jdbc.sql(
                        """
                        SELECT verdict, coalesce(reason, '') AS reason, min(coalesce(message, '')) AS message,
                               count(*) AS count
                        FROM job_items WHERE organization_id = :organization AND job_id = :job
                        GROUP BY 1, 2
                        UNION ALL
                        SELECT NULL, '', '', sum(cardinality(numbers))
                        FROM job_portions WHERE organization_id = :organization AND job_id = :job
                        HAVING count(*) > 0
                        ORDER BY 4 DESC, 1, 2 LIMIT 100
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .query((row, _) ->
                        new JobTally(
                                verdict(row.getString("verdict")),
                                row.getString("reason"),
                                row.getString("message"),
                                row.getLong("count")))
                .list();
    }

    /** The next items after that number, in their order; none at the end. */
    List<JobItem> portion(OrganizationScope scope, JobId job, long after) {
        return jdbc.sql(ITEMS.formatted(""))
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("verdict", null, Types.VARCHAR)
                .param("reason", null, Types.VARCHAR)
                .param("edge", String.valueOf(after), Types.VARCHAR)
                .param("back", false)
                .param("rows", PORTION)
                .query((row, _) -> item(row))
                .list();
    }

    private static JobItem item(java.sql.ResultSet row) throws java.sql.SQLException {
        String reason = row.getString("reason");
        String message = row.getString("message");
        return new JobItem(
                row.getLong("number"),
                row.getObject("subject_id", UUID.class),
                row.getString("subject_name"),
                verdict(row.getString("verdict")),
                reason == null ? "" : reason,
                message == null ? "" : message);
    }

    private static @Nullable Verdict verdict(@Nullable String name) {
        return name == null ? null : Verdict.valueOf(name);
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
