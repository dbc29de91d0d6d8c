package io.muster.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real directory, OpenLDAP's slapd, on free ports of the loopback interface: plain with StartTLS,
 * and LDAPS, with a certificate for {@code localhost}. Nobody reads without signing in.
 */
public final class LdapServer implements AutoCloseable {

    public static final String BASE = "dc=example,dc=test";
    public static final String PEOPLE = "ou=People," + BASE;

    /** Reads all but passwords. */
    public static final String READER = "cn=reader," + BASE;

    /** Sees no entry below {@link #PEOPLE}. */
    public static final String BLIND = "cn=blind," + BASE;

    /** Reads entries, but not what stays the same in them. */
    public static final String HALF_BLIND = "cn=half-blind," + BASE;

    /** Gets no more than three entries of whatever it asks for. */
    public static final String LIMITED = "cn=limited," + BASE;

    /** The password of all these. */
    public static final String PASSWORD = "wild geese over water";

    private static final String ADMINISTRATOR = "cn=admin," + BASE;
    private static final int PORTS = 10;
    private static final char[] KEEPER = "not a secret".toCharArray();

    private final Path folder;
    private final int port;
    private final int tlsPort;
    private final Process process;

    private LdapServer(Path folder, int port, int tlsPort, Process process) {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
        this.process = process;
    }

    /** Starts one with {@link #PEOPLE} and the accounts named here, and nobody else. */
    public static LdapServer start() {
        return calledInItsCertificate("localhost");
    }

    /** The same, with a certificate for whatever host. */
    public static LdapServer calledInItsCertificate(String host) {
        for (int attempt = 1; ; attempt++) {
            try {
                return on(host, freePort(), freePort());
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            } catch (NotStarted fault) {
                // A port that is free when it is looked for can be taken when slapd binds it.
                if (attempt == PORTS) {
                    throw fault;
                }
            }
        }
    }

    private static LdapServer on(String host, int port, int tlsPort) throws IOException {
        Path folder = Files.createTempDirectory("ldap-server");
        certificate(folder, host);
        Files.createDirectory(folder.resolve("db"));
        Path file =
                Files.writeString(
                        folder.resolve("slapd.conf"),
                        """
                        include /etc/ldap/schema/core.schema
                        include /etc/ldap/schema/cosine.schema
                        include /etc/ldap/schema/inetorgperson.schema
                        modulepath /usr/lib/ldap
                        moduleload back_mdb
                        moduleload ppolicy
                        pidfile %1$s/pid
                        argsfile %1$s/arguments
                        disallow bind_anon
                        TLSCertificateFile %1$s/certificate.pem
                        TLSCertificateKeyFile %1$s/key.pem
                        sizelimit size.soft=500 size.hard=unlimited size.pr=1000 size.prtotal=unlimited
                        database mdb
                        suffix "%2$s"
                        rootdn "%3$s"
                        rootpw "%4$s"
                        directory %1$s/db
                        maxsize 1073741824
                        index objectClass,entryUUID eq
                        index uid,mail eq,sub
                        limits dn.exact="%8$s" size.soft=3 size.hard=3 size.pr=3 size.prtotal=3
                        access to attrs=userPassword by anonymous auth by * none
                        access to dn.subtree="%5$s" attrs=entryUUID by dn.exact="%6$s" none by users read
                        access to dn.subtree="%5$s" by dn.exact="%7$s" none by users read by * none
                        access to * by users read by * none
                        overlay ppolicy
                        """
                                .formatted(
                                        folder,
                                        BASE,
                                        ADMINISTRATOR,
                                        PASSWORD,
                                        PEOPLE,
                                        HALF_BLIND,
                                        BLIND,
                                        LIMITED));
        Process process =
                new ProcessBuilder(
                                program(),
                                "-d",
                                "0",
                                "-f",
                                file.toString(),
                                "-h",
                                "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d".formatted(port, tlsPort))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        var server = new LdapServer(folder, port, tlsPort, process);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(server::answers);
        server.add("dn: " + BASE, "objectClass: domain", "dc: example");
        server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: People");
        for (String account : List.of(READER, BLIND, HALF_BLIND, LIMITED)) {
            server.add(
                    "dn: " + account,
                    "objectClass: organizationalRole",
                    "objectClass: simpleSecurityObject",
                    "cn: " + account.substring(3, account.indexOf(',')),
                    "userPassword: " + PASSWORD);
        }
        return server;
    }

    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    /** What vouches for this server, in PEM form. */
    public String authority() {
        try {
            return Files.readString(folder.resolve("certificate.pem"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Adds a person below {@link #PEOPLE}. */
    public void person(String uid, String firstName, String lastName, String... more) {
        add(
                Stream.concat(
                                Stream.of(
                                        "dn: uid=" + uid + "," + PEOPLE,
                                        "objectClass: inetOrgPerson",
                                        "uid: " + uid,
                                        "givenName: " + firstName,
                                        "sn: " + lastName,
                                        "cn: " + firstName + " " + lastName),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Adds an entry, as LDIF has it. */
    public void add(String... lines) {
        try (LDAPConnection connection = administrator()) {
            connection.add(lines);
        } catch (LDAPException | LDIFException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Gives a person below {@link #PEOPLE} another password. */
    public void password(String uid, String password) {
        try (LDAPConnection connection = administrator()) {
            connection.modify(
                    "dn: uid=" + uid + "," + PEOPLE,
                    "changetype: modify",
                    "replace: userPassword",
                    "userPassword: " + password);
        } catch (LDAPException | LDIFException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Changes an entry, as LDIF has it. */
    public void modify(String name, String... lines) {
        try (LDAPConnection connection = administrator()) {
            connection.modify(
                    Stream.concat(Stream.of("dn: " + name, "changetype: modify"), Stream.of(lines))
                            .toArray(String[]::new));
        } catch (LDAPException | LDIFException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Removes an entry. */
    public void delete(String name) {
        try (LDAPConnection connection = administrator()) {
            connection.delete(name);
        } catch (LDAPException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Renames an entry and moves it below another one. */
    public void move(String name, String to, String parent) {
        try (LDAPConnection connection = administrator()) {
            connection.modifyDN(name, to, true, parent);
        } catch (LDAPException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Calls a person below {@link #PEOPLE} otherwise. */
    public void rename(String uid, String to) {
        try (LDAPConnection connection = administrator()) {
            connection.modifyDN("uid=" + uid + "," + PEOPLE, "uid=" + to, true);
        } catch (LDAPException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private LDAPConnection administrator() throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, ADMINISTRATOR, PASSWORD);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new NotStarted("slapd ended: see " + folder);
        }
        try (LDAPConnection _ = administrator()) {
            return true;
        } catch (LDAPException _) {
            return false;
        }
    }

    /** A key and a certificate that vouches for itself, for slapd in PEM form. */
    private static void certificate(Path folder, String host) throws IOException {
        Path store = folder.resolve("tls.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "ldap",
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=dns:" + host,
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(KEEPER))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool").toFile())
                        .start();
        keytool.onExit().join();
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), KEEPER);
            pem(folder, "key", "PRIVATE KEY", keys.getKey("ldap", KEEPER).getEncoded());
            pem(folder, "certificate", "CERTIFICATE", keys.getCertificate("ldap").getEncoded());
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static void pem(Path folder, String name, String kind, byte[] content)
            throws IOException {
        Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(content)));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String program() {
        return Stream.of("/usr/sbin/slapd", "/usr/local/sbin/slapd", "/usr/libexec/slapd")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The tests of directories need slapd: install it (package slapd)."));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
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
