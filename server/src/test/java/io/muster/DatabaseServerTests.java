package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DatabaseServerTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path BINARIES = Path.of("target", "test-databases").toAbsolutePath();

    @TempDir Path temporary;

    private Path data = Path.of("");
    private PostgresAccount account = new PostgresAccount(List.of(), "");

    @BeforeEach
    void aFolderThatNobodyHas() throws IOException, InterruptedException {
        data = temporary.resolve("data");
        account = PostgresAccount.find();
    }

    /** A durable server with its programs shared by all tests, because unpacking takes longest. */
    static DatabaseServer.Place place(DataFolder folder, PostgresAccount account) {
        return new DatabaseServer.Place(
                folder.path().resolve("postgres"),
                BINARIES,
                folder.password("database.password"),
                true,
                account);
    }

    @Test
    void keepsItsRowsOverARestart() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            ProcessHandle process;
            try (DatabaseServer server = DatabaseServer.start(place(folder, account))) {
                writeRow(server);
                process = ProcessHandle.of(pid()).orElseThrow();
            }
            assertThat(process.isAlive()).isFalse();
            assertThat(log()).contains("database system is shut down");
            try (DatabaseServer server = DatabaseServer.start(place(folder, account))) {
                assertThat(rows(server)).isOne();
            }
            assertThat(log()).doesNotContain("not properly shut down");
        }
    }

    @Test
    void isTakenOverWhenMusterWasKilled() throws Exception {
        Process killed = Programs.start(DataFolderHolder.class, Map.of(), data.toString());
        String url;
        try (BufferedReader output = output(killed)) {
            url = Programs.lineWith(output, "jdbc:");
            assertThatThrownBy(() -> DataFolder.open(data))
                    .isInstanceOf(StartRefusal.class)
                    .hasMessageContaining(data.toRealPath().toString())
                    .hasMessageContaining(Long.toString(killed.pid()));
        } finally {
            killed.destroyForcibly().waitFor();
        }
        try (DataFolder folder = DataFolder.open(data);
                DatabaseServer server = DatabaseServer.start(place(folder, account))) {
            assertThat(server.owner().jdbcUrl()).as("the same port").isEqualTo(url);
            writeRow(server);
            assertThat(rows(server)).isOne();
        }
    }

    @Test
    void isBackWithAllItsRowsWhenItIsKilledItself() throws Exception {
        try (DataFolder folder = DataFolder.open(data);
                DatabaseServer server = DatabaseServer.start(place(folder, account))) {
            writeRow(server);
            for (int time = 1; time <= 2; time++) {
                ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
                process.destroyForcibly();
                process.onExit().join();
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(SQLException.class)
                        .until(() -> rows(server) == 1);
                assertThat(pid()).isNotEqualTo(process.pid());
            }
        }
        assertThat(log().strip()).endsWith("database system is shut down");
    }

    @Test
    void isNotMisledByAProcessNumberThatNowIsAStrangers() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            DatabaseServer.start(place(folder, account)).close();
            Path pidFile = data.resolve("postgres/cluster/postmaster.pid");
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
            DatabaseServer.start(place(folder, account)).close();
            assertThat(ProcessHandle.current().isAlive()).isTrue();
        }
    }

    @Test
    void waitsForTheDiskAndListensOnLoopbackOnly() throws Exception {
        try (DataFolder folder = DataFolder.open(data);
                DatabaseServer server = DatabaseServer.start(place(folder, account))) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(server, "data_checksums")).isEqualTo("on");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "server_version") + ".0")
                    .isEqualTo(PostgresBinaries.VERSION);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            data.resolve("secrets/database.password"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> server.owner().as(DatabaseServer.OWNER, "guess").connect())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void runsAsAnotherAccountWhereRootMayNotMakeUserNamespaces() throws Exception {
        assumeTrue(account.owner().equals("root"), "only root can change the account");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        PostgresAccount nobody = PostgresAccount.unprivileged();
        try (DataFolder folder = DataFolder.open(data)) {
            try (DatabaseServer server = DatabaseServer.start(place(folder, account))) {
                writeRow(server);
            }
            try (DatabaseServer server = DatabaseServer.start(place(folder, nobody))) {
                assertThat(Files.getOwner(Path.of("/proc/" + pid())).getName()).isEqualTo("nobody");
                assertThat(rows(server)).isOne();
            }
            try (DatabaseServer server = DatabaseServer.start(place(folder, account))) {
                assertThat(rows(server)).isOne();
            }
        }
    }

    @Test
    void saysWhichFolderAnAccountCanNotReach() throws Exception {
        assumeTrue(account.owner().equals("root"), "only root can change the account");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
        try (DataFolder folder = DataFolder.open(data)) {
            assertThatThrownBy(() ->
                            DatabaseServer.start(place(folder, PostgresAccount.unprivileged())))
                    .isInstanceOf(StartRefusal.class)
                    .hasMessageContaining("nobody")
                    .hasMessageContaining(data.toString());
        }
    }

    @Test
    void refusesARoleThatCouldStepAroundRowLevelSecurity() throws Exception {
        try (DataFolder folder = DataFolder.open(data);
                DatabaseServer server = DatabaseServer.start(place(folder, account))) {
            DatabaseAddress application = ApplicationRole.prepare(server.owner(), "first");
            assertThat(ApplicationRole.prepare(server.owner(), "second").password())
                    .as("a new password is taken up")
                    .isEqualTo("second");
            assertThat(application.user()).isEqualTo("muster_app");
            for (String right :
                    List.of(
                            "ALTER ROLE muster_app BYPASSRLS",
                            "ALTER ROLE muster_app NOBYPASSRLS SUPERUSER")) {
                execute(server, right);
                assertThatThrownBy(() -> ApplicationRole.prepare(server.owner(), "second"))
                        .as(right)
                        .isInstanceOf(StartRefusal.class)
                        .hasMessageContaining("row-level security");
            }
        }
    }

    private long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).getFirst());
    }

    private String log() {
        return String.join(
                "\n",
                Sources.files(data.resolve("postgres/log"), ".log").stream()
                        .map(Sources::read)
                        .toList());
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void writeRow(DatabaseServer server) throws SQLException {
        execute(server, "CREATE TABLE kept AS SELECT 1 AS one");
    }

    private static void execute(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = server.owner().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int rows(DatabaseServer server) throws SQLException {
        return Integer.parseInt(ask(server, "SELECT count(*) FROM kept"));
    }

    private static String setting(DatabaseServer server, String name) throws SQLException {
        return ask(server, "SELECT current_setting('" + name + "')");
    }

    private static String ask(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = server.owner().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
