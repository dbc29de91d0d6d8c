package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Debian's isync, which keeps whole mailboxes as files, against this server. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MbsyncTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @TempDir Path home;

    private MailPrograms programs;
    private OrganizationScope acme;
    private Browser owner;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    @Test
    void losesNothingAndHasNothingTwiceAfterAResync() throws Exception {
        UserId ann = world.user(acme, "ann@acme.example");
        List<String> before = List.of("one", "two", "three", "four", "five");
        before.forEach(this::deliver);
        configure("ann@acme.example");
        synchronize();
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(before);

        resync(ann);
        deliver("six");
        synchronize();
        synchronize();

        assertThat(kept()).containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six");
        assertThat(programs.subjects("ann@acme.example", "INBOX"))
                .containsExactly("one", "two", "three", "four", "five", "six");
    }

    private void deliver(String subject) {
        assertThat(
                        programs.deliver(
                                "Message-ID: <%1$s@elsewhere.example>\r\nSubject: %1$s\r\n\r\n."
                                        .formatted(subject),
                                "ann@acme.example"))
                .startsWith("250");
    }

    private void resync(UserId user) {
        String organization = "/api/v1/organizations/" + acme.organization();
        String job =
                owner.post(organization + "/users/" + user + "/actions/resync", Map.of())
                        .text("jobId");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> owner.get(organization + "/jobs/" + job).text("state"),
                        "COMPLETED"::equals);
    }

    private void configure(String name) throws IOException, GeneralSecurityException {
        Files.createDirectories(home.resolve("mail"));
        Files.writeString(home.resolve("server.pem"), certificate());
        Files.writeString(
                home.resolve("mbsyncrc"),
                """
                IMAPAccount muster
                Host localhost
                Port %1$d
                User %2$s
                Pass "%3$s"
                AuthMechs LOGIN
                SSLType IMAPS
                SystemCertificates no
                CertificateFile %4$s

                IMAPStore far
                Account muster

                MaildirStore near
                Path %5$s/
                Inbox %5$s/INBOX

                Channel all
                Far :far:
                Near :near:
                Patterns INBOX
                Create Near
                Expunge None
                SyncState *
                """
                        .formatted(
                                programs.ports().imaps(),
                                name,
                                World.PASSWORD,
                                home.resolve("server.pem"),
                                home.resolve("mail")));
    }

    /** The server's own, as PEM: the program is told to trust it. */
    private String certificate() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustingAll()}, null);
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket("localhost", programs.ports().imaps())) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(
                            Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(shown.getEncoded()));
        }
    }

    private void synchronize() throws IOException, InterruptedException {
        Path said = home.resolve("said");
        Process mbsync =
                new ProcessBuilder("mbsync", "-c", home.resolve("mbsyncrc").toString(), "-V", "all")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(mbsync.waitFor()).as(Files.readString(said)).isZero();
    }

    /** The subjects of the messages in its files. */
    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("mail"))) {
            return files.filter(file -> List.of("new", "cur").contains(folder(file)))
                    .filter(Files::isRegularFile)
                    .map(MbsyncTests::subject)
                    .toList();
        }
    }

    private static String folder(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    private static String subject(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("Subject: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("Subject: ".length())
                    .strip();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
