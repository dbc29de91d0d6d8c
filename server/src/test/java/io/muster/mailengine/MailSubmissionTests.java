package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail that users send. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailSubmissionTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;

    @BeforeAll
    void twoUsersOfDifferentOrganizations() {
        programs = new MailPrograms(mail);
        OrganizationScope acme = world.organization("Acme");
        OrganizationScope globex = world.organization("Globex");
        world.user(acme, "ann@acme.example");
        world.user(acme, "pat@acme.example");
        world.user(globex, "bob@globex.example");
        world.user(globex, "cat@globex.example");
    }

    @Test
    void reachesUsersOfTheInstance() throws MessagingException {
        programs.send("ann@acme.example", "bob@globex.example", "Hello Bob", "From Ann.");

        assertThat(programs.subjects("bob@globex.example", "INBOX")).containsExactly("Hello Bob");
    }

    @Test
    void needsASignIn() {
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say("MAIL FROM:<ann@acme.example>")).startsWith("530");
            assertThat(submission.say("AUTH PLAIN " + encoded("ann@acme.example", "wrong")))
                    .startsWith("535");
            assertThat(submission.say(plain("ann@acme.example"))).startsWith("235");
            assertThat(submission.say("MAIL FROM:<ann@acme.example>")).startsWith("250");
        }
    }

    @Test
    void isRefusedUnderTheAddressOfSomebodyElse() {
        try (Conversation submission = programs.submission()) {
            submission.say(plain("ann@acme.example"));
            assertThat(submission.say("MAIL FROM:<bob@globex.example>")).startsWith("550 5.7.1");
            assertThat(submission.say("MAIL FROM:<made-up@acme.example>")).startsWith("550 5.7.1");
            assertThat(submission.say("MAIL FROM:<bob+x@globex.example>")).startsWith("550 5.7.1");
            assertThat(submission.say("MAIL FROM:<ann@acme.example>")).startsWith("250");
        }
    }

    /** RFC 6409 6.1: what people read says the truth too. */
    @Test
    void saysInItsHeaderWhomItIsReallyFrom() {
        try (Conversation submission = programs.submission()) {
            submission.say(plain("ann@acme.example"));
            for (String from :
                    new String[] {
                        "From: bob@globex.example",
                        "From: \"ann@acme.example\" <bob@globex.example>",
                        "From: ann@acme.example, Bob <bob@globex.example>",
                        "From: ann@acme.example\r\nFrom: bob@globex.example",
                        "from:\r\n Bob\r\n <bob@globex.example>"
                    }) {
                assertThat(submitted(submission, "ann@acme.example", from))
                        .as(from)
                        .startsWith("550 5.");
            }
            assertThat(submitted(submission, "ann@acme.example", "From: Ann <ANN+x@Acme.example>"))
                    .startsWith("250");
        }
    }

    /** RFC 8098 2.1: what answers by itself must not be answered. */
    @Test
    void namesNoSenderWhereItIsAReceipt() {
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say("MAIL FROM:<>")).startsWith("530");
            submission.say(plain("ann@acme.example"));
            assertThat(submitted(submission, "", "From: ann@acme.example")).startsWith("250");
            assertThat(submitted(submission, "", "From: bob@globex.example"))
                    .startsWith("550 5.7.1");
        }
    }

    private static String submitted(Conversation submission, String envelope, String header) {
        assertThat(submission.say("MAIL FROM:<" + envelope + ">")).startsWith("250");
        assertThat(submission.say("RCPT TO:<cat@globex.example>")).startsWith("250");
        assertThat(submission.say("DATA")).startsWith("354");
        return submission.say(header + "\r\nSubject: x\r\n\r\ny\r\n.");
    }

    /** RFC 6409 8: scripts and scanners leave out what each message has. */
    @Test
    void hasAuthorDateAndIdOfItsOwnWhereItCameWithout() throws MessagingException {
        try (Conversation submission = programs.submission()) {
            submission.say(plain("ann@acme.example"));
            assertThat(submitted(submission, "ann@acme.example", "X-Nothing: of it"))
                    .startsWith("250");
            assertThat(
                            submitted(
                                    submission,
                                    "ann@acme.example",
                                    "DATE: Mon, 1 Jan 2024 10:00:00 +0000\r\nmessage-id : <own@acme.example>\r\n"
                                            + "From: Ann\r\n <ann@acme.example>"))
                    .startsWith("250");
        }
        try (Store store = programs.mailbox("cat@globex.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message without = inbox.getMessage(inbox.getMessageCount() - 1);
            assertThat(without.getFrom()).containsExactly(new InternetAddress("ann@acme.example"));
            assertThat(without.getSentDate()).isCloseTo(Instant.now(), 600_000);
            assertThat(without.getHeader("Message-ID"))
                    .singleElement()
                    .asString()
                    .matches("<[0-9a-f-]{36}@acme\\.example>");
            Message complete = inbox.getMessage(inbox.getMessageCount());
            assertThat(complete.getHeader("From")).hasSize(1);
            assertThat(complete.getHeader("Date"))
                    .containsExactly("Mon, 1 Jan 2024 10:00:00 +0000");
            assertThat(complete.getHeader("Message-ID")).containsExactly("<own@acme.example>");
        }
    }

    /** RFC 8314 3.3. */
    @Test
    void isTakenEncryptedFromTheFirstOctetToo() {
        try (Conversation submission = Conversation.encrypted(programs.ports().submissions())) {
            assertThat(submission.greeting()).startsWith("220");
            assertThat(submission.say("EHLO client.example"))
                    .contains("AUTH ")
                    .doesNotContain("STARTTLS");
            assertThat(submission.say(plain("ann@acme.example"))).startsWith("235");
            assertThat(submission.say("MAIL FROM:<ann@acme.example>")).startsWith("250");
        }
    }

    @Test
    void isPutOffForWhoeverWritesToTooManyInAnHour() {
        try (Conversation submission = programs.submission();
                Conversation elsewhere = Conversation.encrypted(programs.ports().submissions())) {
            begins(submission, "pat@acme.example");
            for (int recipient = 0; recipient < 50; recipient++) {
                assertThat(submission.say("RCPT TO:<bob@globex.example>")).startsWith("250");
            }
            assertThat(submission.say("RCPT TO:<bob@globex.example>")).startsWith("450 4.7.1");
            elsewhere.say("EHLO client.example");
            begins(elsewhere, "pat@acme.example");
            assertThat(elsewhere.say("RCPT TO:<bob@globex.example>")).startsWith("450 4.7.1");
        }
        try (Conversation another = programs.submission()) {
            begins(another, "ann@acme.example");
            assertThat(another.say("RCPT TO:<bob@globex.example>")).startsWith("250");
        }
    }

    private static void begins(Conversation submission, String name) {
        submission.say(plain(name));
        assertThat(submission.say("MAIL FROM:<" + name + ">")).startsWith("250");
    }

    @Test
    void letsNobodyActAsSomebodyElse() {
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say(actingAs("bob@globex.example"))).startsWith("535");
            assertThat(submission.say("MAIL FROM:<bob@globex.example>")).startsWith("530");
            assertThat(submission.say("MAIL FROM:<ann@acme.example>")).startsWith("530");
        }
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say(actingAs("ann@acme.example"))).startsWith("235");
            assertThat(submission.say("MAIL FROM:<ann@acme.example>")).startsWith("250");
        }
    }

    @Test
    void takesThePasswordInASecondStepToo() {
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say("AUTH PLAIN")).startsWith("334");
            assertThat(submission.say("*")).startsWith("501");
            assertThat(submission.say("AUTH PLAIN")).startsWith("334");
            assertThat(submission.say("no base 64")).startsWith("501");
            assertThat(submission.say("AUTH PLAIN")).startsWith("334");
            assertThat(submission.say(encoded("ann@acme.example", World.PASSWORD)))
                    .startsWith("235");
            assertThat(submission.say(plain("ann@acme.example"))).startsWith("5");
        }
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say("AUTH LOGIN")).startsWith("334");
            assertThat(submission.say(base64("ann@acme.example"))).startsWith("334");
            assertThat(submission.say(base64(World.PASSWORD))).startsWith("235");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ann's right password with the name of whom she wants to act as (RFC 4616 2). */
    private static String actingAs(String other) {
        return "AUTH PLAIN "
                + Base64.getEncoder()
                        .encodeToString(
                                (other + "\0ann@acme.example\0" + World.PASSWORD)
                                        .getBytes(StandardCharsets.UTF_8));
    }

    /** AUTH PLAIN with the right password. */
    static String plain(String name) {
        return "AUTH PLAIN " + encoded(name, World.PASSWORD);
    }

    static String encoded(String name, String password) {
        return Base64.getEncoder()
                .encodeToString(("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }
}
