package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Muster as a process of its own, as an operator has it. It may be killed at any moment and started
 * again on the same folder.
 */
final class RunningMuster implements AutoCloseable {

    private static final Pattern ADDRESS =
            Pattern.compile("Muster is ready: http://localhost:(\\d+)");
    private static final Pattern SET_UP = Pattern.compile("/setup\\?token=(\\S+)");
    static final String NAME = "ann@our.example";
    static final String PASSWORD = "a fine long passphrase";

    private final Class<?> program;
    private final Path data;
    private final Map<String, String> environment;
    private final CompletableFuture<String> setupToken = new CompletableFuture<>();
    private Process process;
    private int port;

    private RunningMuster(Class<?> program, Path folder, Map<String, String> more)
            throws IOException {
        this.program = program;
        this.data = folder.resolve("data");
        Path key = folder.resolve("instance.key");
        Files.write(key, new byte[32]);
        this.environment = new HashMap<>();
        environment.put("MUSTER_DATA", data.toString());
        environment.put("MUSTER_PORT", "0");
        environment.put("MUSTER_MAIL_ENABLED", "false");
        environment.put("MUSTER_INSTANCE_KEY_FILE", key.toString());
        environment.putAll(more);
        this.process = start();
    }

    /** With the PostgreSQL that it brings. */
    static RunningMuster in(Path folder) throws IOException {
        return in(folder, Map.of());
    }

    /** The same, with more in its environment. */
    static RunningMuster in(Path folder, Map<String, String> more) throws IOException {
        return new RunningMuster(MusterApplication.class, folder, more);
    }

    /** With a new database of the shared server; the program may be Muster with more in it. */
    static RunningMuster on(String database, Path folder, Class<?> program) throws IOException {
        TestPostgres.shared().execute("CREATE DATABASE " + database);
        String url =
                TestPostgres.shared()
                        .url(database)
                        .replace("jdbc:postgresql://", "postgresql://muster:test@");
        return new RunningMuster(program, folder, Map.of("MUSTER_DATABASE_URL", url));
    }

    /** The same database, asked as its owner, whom row-level security doesn't bind. */
    static JdbcClient owner(String database) {
        return JdbcClient.create(
                new DriverManagerDataSource(TestPostgres.shared().url(database), "muster", "test"));
    }

    Process process() {
        return process;
    }

    int port() {
        return port;
    }

    /** Ends it without warning, as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The next one, in the place of one that was killed. */
    void startAgain() throws IOException {
        process = start();
    }

    private Process start() throws IOException {
        Process started = Programs.start(program, environment);
        var output =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        Matcher address = ADDRESS.matcher(Programs.lineWith(output, "Muster is ready:"));
        assertThat(address.find()).isTrue();
        port = Integer.parseInt(address.group(1));
        Thread.ofVirtual().start(() -> readOn(output));
        return started;
    }

    /** A full pipe would hold the server up. */
    private void readOn(BufferedReader output) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher link = SET_UP.matcher(line);
                if (link.find()) {
                    setupToken.complete(link.group(1));
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Sets the instance up as its printed link asks, and signs its first administrator in. */
    Browser setUp() {
        setUp(new Browser(port), setupToken.join());
        return administrator();
    }

    static void setUp(Browser newcomer, String token) {
        newcomer.get("/api/v1/me");
        Map<String, String> wanted =
                Map.of(
                        "token",
                        token,
                        "organization",
                        "Our own",
                        "firstName",
                        "Ann",
                        "lastName",
                        "Fisher",
                        "address",
                        NAME,
                        "password",
                        PASSWORD);
        assertThat(newcomer.post("/api/v1/setup", wanted).status()).isEqualTo(201);
    }

    /** The first administrator in a new browser. */
    Browser administrator() {
        Browser browser = new Browser(port);
        assertThat(browser.signIn(NAME, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    /** Its own PostgreSQL, asked as its owner. */
    JdbcClient ownDatabase() {
        try {
            String password = Files.readString(data.resolve("secrets/database.password")).strip();
            int its = Integer.parseInt(ownDatabaseLine(3));
            return JdbcClient.create(
                    new DriverManagerDataSource(
                            "jdbc:postgresql://127.0.0.1:%d/%s"
                                    .formatted(its, DatabaseServer.DATABASE),
                            DatabaseServer.OWNER,
                            password));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The process of its own PostgreSQL. */
    ProcessHandle databaseProcess() throws IOException {
        return ProcessHandle.of(Long.parseLong(ownDatabaseLine(0))).orElseThrow();
    }

    private String ownDatabaseLine(int number) throws IOException {
        return Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .get(number)
                .strip();
    }

    /** Stops it as an operator does. */
    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit().join();
    }
}
