package io.muster;

import io.muster.kernel.InstanceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/**
 * The database server of this test run, started once by the code that starts it in production and
 * thrown away at the end. Databases are made from a template that Flyway migrates as in production.
 */
public final class TestPostgres {

    public static final String TEMPLATE = "muster_template";

    private static final Path RUNS = Path.of("target", "test-databases").toAbsolutePath();

    private final DatabaseServer server;
    private final Path data;
    private final InstanceKey key = new InstanceKey(new byte[InstanceKey.LENGTH]);

    private TestPostgres(DatabaseServer server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** The one of this run. */
    public static TestPostgres shared() {
        return Shared.SERVER;
    }

    /** The folder a test run keeps its files in, as {@code muster.data}. */
    public Path data() {
        return data;
    }

    public InstanceKey key() {
        return key;
    }

    /** What the application is told of the template database. */
    public Map<String, Object> properties() {
        DatabaseAddress owner = server.address(TEMPLATE);
        var properties =
                new HashMap<>(
                        DatabaseStart.properties(
                                owner,
                                ApplicationRole.prepare(owner, DatabaseStart.password(key))));
        properties.put("muster.data", data.toString());
        return properties;
    }

    public String url(String database) {
        return server.address(database).jdbcUrl();
    }

    public Connection connectAsOwner(String database) throws SQLException {
        return server.address(database).connect();
    }

    /** Runs a statement outside any of the test databases: one that makes or drops them. */
    public void execute(String sql) {
        try (Connection connection = connectAsOwner("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private static TestPostgres start() throws IOException, InterruptedException {
        PostgresAccount account = PostgresAccount.find();
        Files.createDirectories(RUNS);
        removeLeftovers(account);
        Path data = RUNS.resolve(Long.toString(ProcessHandle.current().pid()));
        Files.createDirectories(data);
        var server = DatabaseServer.start(place(data, account));
        var started = new TestPostgres(server, data);
        started.execute("CREATE DATABASE " + TEMPLATE);
        // After the contexts are closed: at their end they ask the database once more.
        SpringApplication.getShutdownHandlers().add(() -> remove(server, data));
        return started;
    }

    private static DatabaseServer.Place place(Path data, PostgresAccount account) {
        return new DatabaseServer.Place(data.resolve("postgres"), RUNS, "test", false, account);
    }

    /** A killed test run leaves its server behind. */
    private static void removeLeftovers(PostgresAccount account)
            throws IOException, InterruptedException {
        List<Path> runs;
        try (Stream<Path> found = Files.list(RUNS)) {
            runs = found.filter(path -> path.getFileName().toString().matches("\\d+")).toList();
        }
        for (Path run : runs) {
            if (ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty()) {
                DatabaseServer.Place place = place(run, account);
                if (Files.exists(place.cluster().resolve("postmaster.pid"))) {
                    DatabaseServer.start(place).close();
                }
                PostgresBinaries.delete(run);
            }
        }
    }

    private static void remove(DatabaseServer server, Path data) {
        try {
            server.close();
            PostgresBinaries.delete(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Shared {

        static final TestPostgres SERVER;

        static {
            try {
                SERVER = start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
