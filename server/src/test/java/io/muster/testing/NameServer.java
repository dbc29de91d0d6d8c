package io.muster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A real name server, nsd, on a free port of the loopback interface, with zones of the test. */
public final class NameServer implements AutoCloseable {

    private static final int PORTS = 10;

    private static final String HEAD =
            """
            $TTL 60
            @ IN SOA ns hostmaster 1 3600 600 86400 60
            @ IN NS ns
            ns IN A 127.0.0.1
            """;

    private final Path folder;
    private final int port;
    private final Process process;

    private NameServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param zones the records of each zone besides those that every zone has; without any the
     *     server has the zone in its list and can't answer for it
     */
    public static NameServer of(Map<String, String> zones) {
        for (int attempt = 1; ; attempt++) {
            try {
                return on(freePort(), zones);
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            } catch (NotStarted fault) {
                // A port that is free when it is looked for can be taken when nsd binds it.
                if (attempt == PORTS) {
                    throw fault;
                }
            }
        }
    }

    private static NameServer on(int port, Map<String, String> zones) throws IOException {
        Path folder = Files.createTempDirectory("name-server");
        var configuration = new StringBuilder();
        configuration.append(
                """
                server:
                    ip-address: 127.0.0.1@%2$d
                    username: ""
                    chroot: ""
                    zonesdir: "%1$s"
                    database: ""
                    pidfile: "%1$s/pid"
                    xfrdfile: "%1$s/xfrd"
                    xfrdir: "%1$s"
                    zonelistfile: "%1$s/zones"
                    logfile: "%1$s/log"
                remote-control:
                    control-enable: no
                """
                        .formatted(folder, port));
        for (Map.Entry<String, String> zone : zones.entrySet()) {
            configuration.append(
                    "zone:\n    name: \"%1$s\"\n    zonefile: \"%1$s.zone\"\n"
                            .formatted(zone.getKey()));
            if (!zone.getValue().isEmpty()) {
                Files.writeString(folder.resolve(zone.getKey() + ".zone"), HEAD + zone.getValue());
            }
        }
        Path file = Files.writeString(folder.resolve("nsd.conf"), configuration);
        Process process =
                new ProcessBuilder(program(), "-d", "-c", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        var server = new NameServer(folder, port, process);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(server::answers);
        return server;
    }

    /** As the setting has it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new NotStarted("nsd ended: see " + folder);
        }
        try {
            var resolver =
                    new SimpleResolver(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            resolver.setTimeout(Duration.ofMillis(500));
            Name name = Name.fromConstantString("nothing.here.");
            resolver.send(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String program() {
        return Stream.of("/usr/sbin/nsd", "/usr/local/sbin/nsd", "/sbin/nsd")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The tests of domains need nsd: install it (package nsd)."));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class NotStarted extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NotStarted(String message) {
            super(message);
        }
    }
}
