package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server killed without warning in the middle of a job (kill -9), and the one after it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KilledServerTests {

    private static final String DATABASE = "killed";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JdbcClient owner = RunningMuster.owner(DATABASE);

    @TempDir Path temporary;

    @Test
    void aJobEndsWithNothingLostAndNothingTwiceHoweverOftenTheServerIsKilled() throws Exception {
        try (RunningMuster muster = RunningMuster.on(DATABASE, temporary, SlowServer.class)) {
            owner.sql("CREATE TABLE handled (number bigint NOT NULL)").update();
            muster.process().outputWriter(StandardCharsets.UTF_8).append("start\n").flush();
            for (int handled : new int[] {1_000, 4_000}) {
                await().atMost(PATIENCE).until(() -> handled() >= handled);
                muster.kill();
                assertThat(text("SELECT state FROM jobs")).isEqualTo("RUNNING");
                muster.startAgain();
            }
            await().atMost(PATIENCE)
                    .until(() -> text("SELECT state FROM jobs").equals("COMPLETED"));
        }
        assertThat(text("SELECT count(*) || ' ' || count(DISTINCT number) FROM handled"))
                .isEqualTo(SlowServer.ITEMS + " " + SlowServer.ITEMS);
        assertThat(text("SELECT done || ' ' || skipped || ' ' || failed FROM jobs"))
                .isEqualTo(SlowServer.ITEMS + " 0 0");
        assertThat(text("SELECT count(*) FROM job_items WHERE verdict = 'DONE'"))
                .isEqualTo(String.valueOf(SlowServer.ITEMS));
        assertThat(text("SELECT count(*) FROM audit_entries WHERE action = 'jobs.ended'"))
                .isEqualTo("1");
        assertThat(text("SELECT count(*) FROM notices WHERE kind = 'jobs.ended'")).isEqualTo("1");
    }

    private int handled() {
        return Integer.parseInt(text("SELECT count(*) FROM handled"));
    }

    private String text(String sql) {
        return owner.sql(sql).query((row, _) -> String.valueOf(row.getObject(1))).single();
    }
}
