package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Muster as its own process, as an operator starts it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StartTests {

    @TempDir Path temporary;

    private Path data = Path.of("");

    @BeforeEach
    void aFreshFolder() {
        data = temporary.resolve("data");
    }

    @Test
    void refusesASecondMusterOnOneFolderInOneSentence() throws Exception {
        try (DataFolder held = DataFolder.open(data)) {
            assertRefused(
                    Map.of("MUSTER_DATA", data.toString()),
                    "Muster does not start: the data folder %s is in use by another Muster (process %d)."
                            .formatted(held.path(), ProcessHandle.current().pid()));
        }
    }

    @Test
    void refusesAConfigurationFileThatIsNotThere() throws Exception {
        assertRefused(
                Map.of("MUSTER_DATA", data.toString(), "MUSTER_CONFIG", "/nowhere/muster.yaml"),
                "Muster does not start: the file /nowhere/muster.yaml that MUSTER_CONFIG names can't be read.");
    }

    @Test
    void refusesAMailPortThatIsTakenInOneSentence() throws Exception {
        TestPostgres postgres = TestPostgres.shared();
        postgres.execute("CREATE DATABASE without_mail");
        Path key = temporary.resolve("instance.key");
        Files.write(key, new byte[32]);
        Map<String, String> environment = new HashMap<>();
        environment.put("MUSTER_DATA", data.toString());
        environment.put("MUSTER_PORT", "0");
        environment.put("MUSTER_INSTANCE_KEY_FILE", key.toString());
        environment.put("MUSTER_DATABASE_URL", url(postgres, "without_mail"));
        environment.put("MUSTER_MAIL_ENABLED", "true");
        for (String service : List.of("SMTP", "SUBMISSION", "SUBMISSIONS", "IMAPS")) {
            environment.put("MUSTER_MAIL_" + service + "_PORT", "0");
        }
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("MUSTER_MAIL_IMAP_PORT", String.valueOf(other.getLocalPort()));

            assertRefused(
                    environment,
                    "Muster does not start: mail can't have 127.0.0.1:%d (Address already in use); choose another port with MUSTER_MAIL_IMAP_PORT, or leave mail out with MUSTER_MAIL_ENABLED=false."
                            .formatted(other.getLocalPort()));
        }
    }

    @Test
    void usesTheDatabaseItIsToldOfAndStopsCleanly() throws Exception {
        TestPostgres postgres = TestPostgres.shared();
        postgres.execute("CREATE DATABASE elsewhere");
        Path key = temporary.resolve("instance.key");
        Files.write(key, new byte[32]);
        Path config = temporary.resolve("our.yaml");
        Files.writeString(config, "muster:\n  port: 0\n  instance-key-file: " + key + "\n");
        Process muster =
                Programs.start(
                        MusterApplication.class,
                        Map.of(
                                "MUSTER_DATA", data.toString(),
                                "MUSTER_CONFIG", config.toString(),
                                "MUSTER_DATABASE_URL", url(postgres, "elsewhere")));
        try (BufferedReader output = output(muster)) {
            assertThat(Programs.lineWith(output, "Muster is ready:")).contains("http://");
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(migrations(postgres, "elsewhere")).isPositive();
            muster.toHandle().destroy();
            Programs.lineWith(output, "Graceful shutdown complete");
            assertThat(output.lines().toList())
                    .noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
            assertThat(muster.waitFor())
                    .as("the code of a process ended by SIGTERM")
                    .isEqualTo(143);
        } finally {
            muster.destroyForcibly();
        }
    }

    private static void assertRefused(Map<String, String> environment, String sentence)
            throws IOException, InterruptedException {
        Process refused = Programs.start(MusterApplication.class, environment);
        try (BufferedReader errors = refused.errorReader(StandardCharsets.UTF_8)) {
            assertThat(errors.lines().toList()).containsExactly(sentence);
        }
        assertThat(refused.waitFor()).isOne();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String url(TestPostgres postgres, String database) {
        return postgres.url(database).replace("jdbc:postgresql://", "postgresql://muster:test@");
    }

    private static int migrations(TestPostgres postgres, String database) throws SQLException {
        try (Connection connection = postgres.connectAsOwner(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM flyway_schema_history")) {
            row.next();
            return row.getInt(1);
        }
    }
}
