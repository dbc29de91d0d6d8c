package io.muster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that Muster starts itself: its rows survive restarts, it listens on the loopback
 * address only, and a commit is on the disk. One that outlived a killed Muster is taken over, and
 * one that dies is started again.
 */
final class DatabaseServer implements AutoCloseable {

    /** The superuser, who owns everything; the application logs in as another. */
    static final String OWNER = "muster";

    static final String DATABASE = "muster";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseServer.class);

    /** Replaying the log of a crash under load can take minutes. */
    private static final int START_SECONDS = 600;

    private static final int STOP_SECONDS = 60;
    private static final int PORT_ATTEMPTS = 5;

    /**
     * Where a server lives and how it works.
     *
     * @param home the folder with cluster, logs and settings
     * @param binaries the folder the programs are unpacked below
     * @param password the superuser's
     * @param durable whether a commit waits for the disk; false only for throw-away databases
     */
    record Place(
            Path home, Path binaries, String password, boolean durable, PostgresAccount account) {

        Path cluster() {
            return home.resolve("cluster");
        }
    }

    private final Place place;
    private final Path programs;
    private int port;
    private @Nullable DatabaseGuard guard;

    private DatabaseServer(Place place, Path programs) {
        this.place = place;
        this.programs = programs;
    }

    /**
     * Starts the server of a data folder, or takes over the one that still runs there.
     *
     * @throws StartRefusal when it can't, with the reason
     */
    static DatabaseServer start(DataFolder folder) {
        Path home = folder.path().resolve("postgres");
        if (Files.exists(home.resolve("cluster")) && !folder.hasSecret("database.password")) {
            throw new StartRefusal(
                    "%s is missing: without it the database in %s can't be opened."
                            .formatted(folder.secrets().resolve("database.password"), home));
        }
        try {
            return start(
                    new Place(
                            home,
                            home,
                            folder.password("database.password"),
                            true,
                            PostgresAccount.find()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StartRefusal("the start was interrupted.");
        }
    }

    static DatabaseServer start(Place place) throws IOException, InterruptedException {
        Files.createDirectories(place.home());
        Path programs = PostgresBinaries.unpack(place.binaries()).resolve("bin");
        place.account().own(place.home());
        place.account().reach(place.home());
        var server = new DatabaseServer(place, programs);
        if (server.attach()) {
            LOG.info("took over the PostgreSQL still running in {}", place.home());
        } else {
            server.initialize();
            server.launch();
        }
        server.createDatabase();
        server.guard = DatabaseGuard.over(server.process(), server::startAgain);
        return server;
    }

    DatabaseAddress owner() {
        return address(DATABASE);
    }

    /** Another database of this server, as its owner. */
    DatabaseAddress address(String database) {
        return DatabaseAddress.onLoopback(port, database, OWNER, place.password());
    }

    private boolean attach() throws IOException, InterruptedException {
        Path pidFile = place.cluster().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !livesHere(lines.getFirst())) {
            // The number may since have gone to a stranger, whom PostgreSQL would take for itself.
            Files.delete(pidFile);
            return false;
        }
        if (lines.size() > 3 && lines.get(3).strip().matches("[0-9]{1,5}")) {
            port = Integer.parseInt(lines.get(3).strip());
            if (answersFromHere()) {
                return true;
            }
        }
        stop();
        return false;
    }

    /** A PostgreSQL works inside its cluster folder, so that is how ours is known. */
    private boolean livesHere(String pid) throws IOException {
        Path folder = Path.of("/proc", pid.strip(), "cwd");
        return Files.exists(folder) && Files.isSameFile(folder, place.cluster());
    }

    private boolean answersFromHere() {
        try (Connection connection = address("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT current_setting('data_directory'),
                                       current_setting('server_version')
                                """)) {
            row.next();
            return Path.of(row.getString(1)).equals(place.cluster())
                    && (row.getString(2) + ".0").startsWith(PostgresBinaries.VERSION);
        } catch (SQLException _) {
            return false;
        }
    }

    private void initialize() throws IOException, InterruptedException {
        if (Files.exists(place.cluster())) {
            String found = Files.readString(place.cluster().resolve("PG_VERSION")).strip();
            if (!PostgresBinaries.VERSION.startsWith(found + ".")) {
                throw new StartRefusal(
                        "the database in %s is of PostgreSQL %s, and this Muster brings %s: see docs/upgrading.md."
                                .formatted(place.home(), found, PostgresBinaries.VERSION));
            }
            return;
        }
        Path fresh = place.home().resolve("cluster.new");
        PostgresBinaries.delete(fresh);
        Path secret =
                Files.createTempFile(
                        place.home(),
                        "initdb",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(secret, place.password());
            place.account().own(secret);
            run(initdb(fresh, secret), "PostgreSQL could not make its folder " + fresh);
        } finally {
            Files.delete(secret);
        }
        Files.writeString(
                fresh.resolve("postgresql.conf"),
                """

                # Written anew at each start:
                include 'muster.conf'
                # Yours, read last:
                include_if_exists 'local.conf'
                """,
                StandardOpenOption.APPEND);
        Files.move(fresh, place.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The order of text and its case rules come with PostgreSQL itself (builtin C.UTF-8), so an
     * update of the machine's C library can't corrupt an index.
     */
    private List<String> initdb(Path cluster, Path secret) {
        var words =
                new ArrayList<>(
                        List.of(
                                program("initdb"),
                                "--pgdata=" + cluster,
                                "--username=" + OWNER,
                                "--pwfile=" + secret,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C.UTF-8",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--text-search-config=simple",
                                "--data-checksums",
                                "--no-instructions"));
        if (!place.durable()) {
            words.add("--no-sync");
        }
        return words;
    }

    private void launch() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            Path settings = place.cluster().resolve("muster.conf");
            Files.writeString(settings, settings());
            place.account().own(settings);
            try {
                startProcess();
                return;
            } catch (StartRefusal failure) {
                // Between finding the port and using it another process may have taken it.
                if (attempt == PORT_ATTEMPTS || isFree(port)) {
                    throw failure;
                }
            }
        }
    }

    private void startProcess() throws IOException, InterruptedException {
        run(
                List.of(
                        program("pg_ctl"),
                        "start",
                        "--wait",
                        "--silent",
                        "--timeout=" + START_SECONDS,
                        "--pgdata=" + place.cluster(),
                        "--log=" + place.home().resolve("start.log")),
                "PostgreSQL did not start");
    }

    /** As it was: whoever knows its port finds it there. */
    private long startAgain() throws IOException, InterruptedException {
        if (!attach()) {
            startProcess();
        }
        return process();
    }

    private long process() throws IOException {
        return Long.parseLong(
                Files.readAllLines(place.cluster().resolve("postmaster.pid")).getFirst().strip());
    }

    private String settings() {
        String logs = place.home().resolve("log").toString().replace("'", "''");
        return """
        # Muster writes this file at each start: put your own settings into local.conf beside it.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        fsync = %s
        synchronous_commit = %2$s
        full_page_writes = %2$s
        password_encryption = 'scram-sha-256'
        timezone = 'UTC'
        log_timezone = 'UTC'
        max_connections = 100
        shared_buffers = 256MB
        effective_cache_size = 1GB
        random_page_cost = 1.1
        max_wal_size = 2GB
        checkpoint_timeout = 15min
        jit = off
        logging_collector = on
        log_directory = '%3$s'
        log_filename = 'postgresql-%%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        """
                .formatted(port, place.durable() ? "on" : "off", logs);
    }

    private void createDatabase() {
        try (Connection connection = address("postgres").connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException failure) {
            throw new StartRefusal(
                    "the database in %s refuses its owner: %s."
                            .formatted(place.home(), failure.getMessage()),
                    failure);
        }
    }

    /**
     * Ends all sessions and stops the server, so that its next start has nothing to repair. Once it
     * returns, no process of the server writes into the folder any more.
     */
    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
        try {
            stop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws IOException, InterruptedException {
        List<ProcessHandle> processes = processes();
        run(
                List.of(
                        program("pg_ctl"),
                        "stop",
                        "--mode=fast",
                        "--wait",
                        "--silent",
                        "--timeout=" + STOP_SECONDS,
                        "--pgdata=" + place.cluster()),
                "PostgreSQL did not stop");
        awaitEnd(processes);
    }

    /** The server's and those of its children, of which the one that writes the log ends last. */
    private List<ProcessHandle> processes() throws IOException {
        return ProcessHandle.of(process()).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .toList();
    }

    /** {@code pg_ctl} waits only until the server has let go of its folder, not until it ended. */
    private static void awaitEnd(List<ProcessHandle> processes) throws InterruptedException {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            LOG.warn("PostgreSQL is stopped, but a process of it lingers");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    /**
     * @throws StartRefusal with what the program said
     */
    private void run(List<String> command, String complaint)
            throws IOException, InterruptedException {
        Path output = place.home().resolve("command.log");
        ProcessBuilder builder =
                place.account()
                        .process(command)
                        .directory(place.home().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new StartRefusal(
                    "%s (code %d): %s"
                            .formatted(
                                    complaint,
                                    code,
                                    lastLines(output)
                                            .or(() -> lastLines(place.home().resolve("start.log")))
                                            .orElse("no output")));
        }
    }

    private static Optional<String> lastLines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String text =
                    String.join(" ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
