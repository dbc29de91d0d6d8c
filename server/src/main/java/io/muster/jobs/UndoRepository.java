package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that makes an undo out of the job that it takes back. */
@Repository
class UndoRepository {

    /** Items that keep something and did not go back in an earlier undo, which was not whole. */
    private static final String LEFT =
            """
            FROM job_items i
            WHERE i.organization_id = :organization AND i.job_id = :job AND i.kept IS NOT NULL
              AND NOT EXISTS (
                  SELECT FROM jobs u JOIN job_items d ON d.job_id = u.id AND d.number = i.number
                  WHERE u.undoes = :job AND u.kind = :undo AND d.verdict IN ('DONE', 'UNCHANGED'))
            """;

    private final JdbcClient jdbc;

    UndoRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The parameters of a job that was started once; nobody else begins its undo before the end of
     * the transaction.
     */
    Optional<String> lock(OrganizationScope scope, JobId job) {
        return jdbc.sql(
                        """
                        SELECT parameters FROM jobs WHERE organization_id = :organization AND id = :job
                        FOR NO KEY UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /**
     * One job that takes another back.
     *
     * @param whole it came to its last item, and none failed
     */
    record Attempt(JobId id, JobState state, boolean whole) {}

    /** The last job of this kind that was about that one. */
    Optional<Attempt> last(OrganizationScope scope, JobId job, String kind) {
        return jdbc.sql(
                        """
                        SELECT id, state, reason, failed FROM jobs
                        WHERE organization_id = :organization AND undoes = :job AND kind = :kind
                        ORDER BY id DESC LIMIT 1
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("kind", kind)
                .query((row, _) -> {
                    JobState state = JobState.valueOf(row.getString("state"));
                    return new Attempt(
                            new JobId(row.getObject("id", UUID.class)),
                            state,
                            state.ended()
                                    && state != JobState.CANCELLED
                                    && row.getString("reason").isEmpty()
                                    && row.getLong("failed") == 0);
                })
                .optional();
    }

    boolean anyLeft(OrganizationScope scope, JobId job, String kind) {
        return jdbc.sql("SELECT EXISTS (SELECT " + LEFT + ")")
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("undo", kind)
                .query(Boolean.class)
                .single();
    }

    /** Those of the subjects who would go back. */
    Set<UUID> among(OrganizationScope scope, JobId job, String kind, Collection<UUID> subjects) {
        if (subjects.isEmpty()) {
            return Set.of();
        }
        List<UUID> found =
                jdbc.sql("SELECT i.subject_id " + LEFT + " AND i.subject_id = ANY(:subjects)")
                        .param("organization", scope.organization().value())
                        .param("job", job.value())
                        .param("undo", kind)
                        .param("subjects", subjects.toArray(UUID[]::new))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        return found.stream().collect(Collectors.toSet());
    }

    /**
     * Gives an undo the items of the job that it takes back, under their numbers.
     *
     * @param size how many are handled in one transaction
     * @return how many
     */
    long copyItems(OrganizationScope scope, JobId job, String kind, JobId undo, int size) {
        jdbc.sql("UPDATE jobs SET undoes = :job WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("id", undo.value())
                .update();
        return jdbc
                .sql(
                        """
                        INSERT INTO job_portions (job_id, organization_id, first, last, numbers, subjects, names, kept)
                        SELECT :id, organization_id, min(number), max(number), array_agg(number ORDER BY number),
                            array_agg(subject_id ORDER BY number), array_agg(subject_name ORDER BY number),
                            array_agg(kept ORDER BY number)
                        FROM (
                            SELECT i.organization_id, i.number, i.subject_id, i.subject_name, i.kept::text AS kept,
                                (row_number() OVER (ORDER BY i.number) - 1) / :size AS portion
                        """
                                + LEFT
                                + """
                                ) AS items
                                GROUP BY organization_id, portion
                                RETURNING cardinality(numbers)
                                """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("undo", kind)
                .param("id", undo.value())
                .param("size", size)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
