package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server killed without warning in the middle of a job (kill -9), and the one after it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KilledServerTests {

    private static final String DATABASE = "killed";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestPostgres postgres = TestPostgres.shared();
    private final JdbcClient owner =
            JdbcClient.create(
                    new DriverManagerDataSource(postgres.url(DATABASE), "muster", "test"));

    @TempDir Path temporary;

    @Test
    void aJobEndsWithNothingLostAndNothingTwiceHoweverOftenTheServerIsKilled() throws Exception {
        postgres.execute("CREATE DATABASE " + DATABASE);
        Process first = start();
        owner.sql("CREATE TABLE handled (number bigint NOT NULL)").update();
        first.outputWriter(StandardCharsets.UTF_8).append("start\n").flush();
        killAfter(first, 1_000);
        killAfter(start(), 4_000);
        Process last = start();
        try {
            await().atMost(PATIENCE)
                    .until(() -> text("SELECT state FROM jobs").equals("COMPLETED"));
        } finally {
            last.destroyForcibly();
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

    private void killAfter(Process server, int handled) throws InterruptedException {
        await().atMost(PATIENCE)
                .until(() -> Integer.parseInt(text("SELECT count(*) FROM handled")) >= handled);
        server.destroyForcibly().waitFor();
        assertThat(text("SELECT state FROM jobs")).isEqualTo("RUNNING");
    }

    private Process start() throws IOException {
        Path key = temporary.resolve("instance.key");
        Files.write(key, new byte[32]);
        Process server =
                Programs.start(
                        SlowServer.class,
                        Map.of(
                                "MUSTER_DATA",
                                temporary.resolve("data").toString(),
                                "MUSTER_PORT",
                                "0",
                                "MUSTER_INSTANCE_KEY_FILE",
                                key.toString(),
                                "MUSTER_DATABASE_URL",
                                postgres.url(DATABASE)
                                        .replace(
                                                "jdbc:postgresql://",
                                                "postgresql://muster:test@")));
        var output =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String ready = Programs.lineWith(output, "Muster is ready:");
        assertThat(ready).contains("http://");
        Thread.ofVirtual().start(() -> drain(output));
        return server;
    }

    /** A full pipe would hold the server up. */
    private static void drain(BufferedReader output) {
        try (output) {
            assertThat(output.lines().count()).isNotNegative();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private String text(String sql) {
        return owner.sql(sql).query((row, _) -> String.valueOf(row.getObject(1))).single();
    }
}
