package io.muster.imports;

import io.muster.access.InstanceScope;
import io.muster.kernel.JobId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that removes old imports and exports, of all organizations. */
@Repository
class ExpiredFileRepository {

    private final JdbcClient jdbc;

    ExpiredFileRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An export and the job that writes it. */
    record OldExport(UUID id, JobId job) {}

    /**
     * The next of the old imports, in the order of the ids. No pass of them begins before this
     * transaction ends; one that is being begun is left out.
     *
     * @param after the last of the portion before, null for the first portion
     */
    List<UUID> lockImports(InstanceScope scope, Instant than, @Nullable UUID after, int most) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        SELECT id FROM imports WHERE created_at < :than AND id > :after
                        ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .param("than", than.atOffset(ZoneOffset.UTC))
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("most", most)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The jobs of the passes of each of the imports; one without any is left out. */
    Map<UUID, Set<JobId>> jobs(InstanceScope scope, List<UUID> imports) {
        Objects.requireNonNull(scope);
        Map<UUID, Set<JobId>> jobs = new HashMap<>();
        jdbc.sql("SELECT import_id, job_id FROM import_passes WHERE import_id = ANY(:ids)")
                .param("ids", imports.toArray(UUID[]::new))
                .query(row -> {
                    jobs.computeIfAbsent(row.getObject(1, UUID.class), _ -> new HashSet<>())
                            .add(new JobId(row.getObject(2, UUID.class)));
                });
        return jobs;
    }

    /** Removes imports with all that belongs to them. */
    void deleteImports(InstanceScope scope, List<UUID> ids) {
        Objects.requireNonNull(scope);
        jdbc.sql("DELETE FROM imports WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /**
     * The next of the old exports, in the order of the ids.
     *
     * @param after the last of the portion before, null for the first portion
     */
    List<OldExport> exports(InstanceScope scope, Instant than, @Nullable UUID after, int most) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        SELECT id, job_id FROM exports WHERE created_at < :than AND id > :after
                        ORDER BY id LIMIT :most
                        """)
                .param("than", than.atOffset(ZoneOffset.UTC))
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("most", most)
                .query((row, _) ->
                        new OldExport(
                                row.getObject(1, UUID.class),
                                new JobId(row.getObject(2, UUID.class))))
                .list();
    }

    /** Removes exports with their files. */
    void deleteExports(InstanceScope scope, List<UUID> ids) {
        Objects.requireNonNull(scope);
        jdbc.sql("DELETE FROM exports WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }
}
