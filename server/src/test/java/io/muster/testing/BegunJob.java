package io.muster.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A job that an answer of the API has begun. */
public final class BegunJob {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BegunJob() {}

    /** Waits for its end. */
    public static Job ended(Jobs jobs, OrganizationScope scope, Browser.Answer begun) {
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(202);
        JobId job = JobId.valueOf(begun.text("jobId"));
        return await().atMost(PATIENCE)
                .until(() -> jobs.find(scope, job).orElseThrow(), found -> found.state().ended());
    }

    /** What became of each of its users, as "VERDICT reason". */
    public static Map<UserId, String> outcomes(Job job) {
        return TestDatabase.owner()
                .sql(
                        "SELECT subject_id, verdict || ' ' || reason AS outcome FROM job_items WHERE job_id = :job")
                .param("job", job.id().value())
                .query((row, _) ->
                        Map.entry(
                                UserId.valueOf(row.getString("subject_id")),
                                row.getString("outcome")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
