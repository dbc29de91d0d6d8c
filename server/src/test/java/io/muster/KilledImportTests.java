package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server killed without warning (kill -9) while it imports a file, and the one after it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledImportTests {

    private static final String DATABASE = "killed_import";
    private static final int ROWS = 6_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ADDRESS =
            Pattern.compile("Muster is ready: http://localhost:(\\d+)");
    private static final Pattern SET_UP = Pattern.compile("/setup\\?token=(\\S+)");

    private final TestPostgres postgres = TestPostgres.shared();
    private final JdbcClient owner =
            JdbcClient.create(
                    new DriverManagerDataSource(postgres.url(DATABASE), "muster", "test"));

    @TempDir Path temporary;

    @Test
    void itsRowsAreAllImportedNoneTwiceAndNoneHalf() throws Exception {
        postgres.execute("CREATE DATABASE " + DATABASE);
        Process first = start();
        Server server = new Server(first, true);
        Browser browser = new Browser(server.port);
        browser.get("/api/v1/me");
        assertThat(browser.post("/api/v1/setup", setUp(server.token)).status()).isEqualTo(201);
        browser.signIn("ann@our.example", "a fine long passphrase");
        String organization =
                "/api/v1/organizations/" + browser.get("/api/v1/me").text("organizations/0/id");
        String path = checked(browser, organization);
        assertThat(browser.post(path + "/run", Map.of()).status()).isEqualTo(202);
        killAfter(first, 1_000);
        Process second = start();
        new Server(second, false);
        killAfter(second, 3_000);
        Process last = start();
        try {
            Browser again = new Browser(new Server(last, false).port);
            again.signIn("ann@our.example", "a fine long passphrase");
            await().atMost(PATIENCE).until(() -> ended(again, path));
            assertThat(again.get(path).json().at("/run/counts/created").asInt()).isEqualTo(ROWS);
            assertThat(again.get(path).text("run/state")).isEqualTo("COMPLETED");
            everyRowIsOneWholeUser();
            assertThat(again.post(organization + "/audit/verify", Map.of()).text("valid"))
                    .isEqualTo("true");
        } finally {
            last.destroyForcibly();
        }
    }

    private void everyRowIsOneWholeUser() {
        assertThat(text("SELECT count(*) FROM users WHERE notes = 'from the file'"))
                .isEqualTo(String.valueOf(ROWS));
        assertThat(
                        text(
                                """
                                SELECT count(DISTINCT u.id) || ' ' || count(*) FROM users u
                                JOIN memberships m ON m.user_id = u.id
                                JOIN addresses a ON a.owner_id = u.id
                                JOIN sign_in_names n ON n.user_id = u.id
                                JOIN role_grants r ON r.user_id = u.id
                                WHERE u.notes = 'from the file'
                                """))
                .as("each with a place, an address, a name to sign in with and a role")
                .isEqualTo(ROWS + " " + ROWS);
        assertThat(
                        text(
                                """
                                SELECT count(DISTINCT subject_id) || ' ' || count(*) FROM audit_entries
                                WHERE action = 'users.created' AND subject_name LIKE 'user%'
                                """))
                .isEqualTo(ROWS + " " + ROWS);
        assertThat(text("SELECT count(*) FROM audit_entries WHERE action = 'grants.changed'"))
                .isEqualTo(String.valueOf(ROWS));
    }

    private void killAfter(Process server, int made) throws InterruptedException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        Integer.parseInt(
                                        text(
                                                "SELECT count(*) FROM users WHERE notes = 'from the file'"))
                                >= made);
        server.destroyForcibly().waitFor();
        assertThat(text("SELECT state FROM jobs WHERE kind = 'imports.run'")).isEqualTo("RUNNING");
    }

    /** Uploads a file, says that new users wait for their passwords, and has it checked. */
    private static String checked(Browser browser, String organization) {
        String rows =
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(
                                "user%1$d@our.example,User %1$d,Help desk,from the file\n"
                                        ::formatted)
                        .collect(Collectors.joining());
        Browser.Answer made =
                browser.upload(
                        organization + "/imports?fileName=people.csv",
                        ("E-mail,Display name,Roles,Notes\n" + rows)
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String path = organization + "/imports/" + made.text("id");
        List<@Nullable String> fields = new ArrayList<>();
        made.json().at("/columns").forEach(column -> fields.add(column.at("/field").asString()));
        Map<String, Object> options = new HashMap<>();
        options.put("fields", fields);
        options.put("existing", "UPDATE");
        options.put("createUnits", false);
        options.put("newPasswords", "NONE");
        browser.put(path + "/options", options, made.header("ETag").orElseThrow());
        assertThat(browser.post(path + "/check", Map.of()).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> browser.get(path).text("check/state").equals("COMPLETED"));
        return path;
    }

    private static boolean ended(Browser browser, String path) {
        String state = browser.get(path).text("run/state");
        return !state.equals("QUEUED") && !state.equals("RUNNING");
    }

    private static Map<String, String> setUp(String token) {
        return Map.of(
                "token", token,
                "organization", "Our own",
                "firstName", "Ann",
                "lastName", "Fisher",
                "address", "ann@our.example",
                "password", "a fine long passphrase");
    }

    private Process start() throws IOException {
        Path key = temporary.resolve("instance.key");
        Files.write(key, new byte[32]);
        return Programs.start(
                MusterApplication.class,
                Map.of(
                        "MUSTER_DATA",
                        temporary.resolve("data").toString(),
                        "MUSTER_PORT",
                        "0",
                        "MUSTER_INSTANCE_KEY_FILE",
                        key.toString(),
                        "MUSTER_DATABASE_URL",
                        postgres.url(DATABASE)
                                .replace("jdbc:postgresql://", "postgresql://muster:test@")));
    }

    /** A server that is ready, by what it prints. */
    private static final class Server {

        final int port;
        final String token;

        Server(Process process, boolean isNew) throws IOException {
            var output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            port = Integer.parseInt(found(ADDRESS, Programs.lineWith(output, "Muster is ready:")));
            token = isNew ? found(SET_UP, Programs.lineWith(output, "/setup?token=")) : "";
            Thread.ofVirtual().start(() -> drain(output));
        }

        private static String found(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            return matcher.group(1);
        }

        /** A full pipe would hold the server up. */
        private static void drain(BufferedReader output) {
            try (output) {
                assertThat(output.lines().count()).isNotNegative();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    private String text(String sql) {
        return owner.sql(sql).query((row, _) -> String.valueOf(row.getObject(1))).single();
    }
}
