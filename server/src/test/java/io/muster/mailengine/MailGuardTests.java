package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What one IMAP command may make the server keep (CVE-2024-37358 of James 3.8.1): beyond, the
 * connection is closed.
 */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailGuardTests {

    private static final int KILOBYTE = 1 << 10;

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;

    @BeforeAll
    void aUser() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.user(acme, "ann@acme.example");
    }

    @Test
    void aStrangerSendsNoHugeLiteral() {
        try (Conversation imap = stranger()) {
            endsUnder(imap, "a1 LOGIN {900000+}\r\n", "x".repeat(KILOBYTE), 1_000);
        }
    }

    @Test
    void aStrangerSendsNoLiteralsThatTogetherAreLong() {
        String first = "a1 LOGIN {5000+}\r\n" + "x".repeat(5_000) + " {5000+}\r\n";
        try (Conversation imap = stranger()) {
            endsUnder(imap, first, "x".repeat(100), 40);
        }
    }

    @Test
    void aStrangerSendsNoEndlessLine() {
        try (Conversation imap = stranger()) {
            endsUnder(imap, "a1 LOGIN ", "x".repeat(KILOBYTE), 1_000);
        }
    }

    @Test
    void aUserSendsNoMultitudeOfLiterals() {
        try (Conversation imap = user()) {
            endsUnder(imap, "a2 SEARCH", " SUBJECT {100000+}\r\n" + "x".repeat(100_000), 100);
        }
    }

    @Test
    void aUserSendsNoEndlessLine() {
        try (Conversation imap = user()) {
            endsUnder(imap, "a2 SEARCH TEXT ", "x".repeat(64 * KILOBYTE), 160);
        }
    }

    @Test
    void aUserStoresAMessageOfTheSizeThatIsAllowed() {
        String message = "Subject: large\r\n\r\n" + "0123456789abcde\r\n".repeat(60_000);
        int octets = message.getBytes(StandardCharsets.UTF_8).length;
        try (Conversation imap = user()) {
            imap.send("a2 APPEND INBOX {" + octets + "+}\r\n" + message);
            assertThat(imap.say("")).contains("a2 OK");
            assertThat(imap.say("a3 STATUS INBOX (MESSAGES)")).contains("MESSAGES 1");
        }
    }

    /** RFC 7888: a client that sends without waiting loses nothing, and nothing runs twice. */
    @Test
    void storesLargeMessagesThatAreSentOneBehindTheOther() {
        world.user(acme, "pia@acme.example");
        try (Conversation imap = programs.imap()) {
            imap.say("a1 LOGIN pia@acme.example \"" + World.PASSWORD + "\"");
            var all = new StringBuilder("a2 NOOP\r\n");
            for (int number = 3; number < 9; number++) {
                String message =
                        "Subject: number "
                                + number
                                + "\r\n\r\n"
                                + "0123456789abcde\r\n".repeat(60_000);
                all.append("a%d APPEND INBOX {%d+}\r\n".formatted(number, message.length()))
                        .append(message)
                        .append("\r\n");
            }
            imap.send(all.append("a9 STATUS INBOX (MESSAGES)\r\n").toString());
            for (int number = 2; number < 9; number++) {
                assertThat(imap.answer()).contains("a" + number + " OK");
            }
            assertThat(imap.answer()).contains("MESSAGES 6", "a9 OK");
            imap.say("a11 SELECT INBOX");
            imap.send("a10 FETCH 1:* (BODY.PEEK[])\r\n");
            assertThat(imap.answer())
                    .contains("Subject: number 3", "Subject: number 8", "a10 OK")
                    .hasSizeGreaterThan(6 * 900_000);
        }
    }

    private Conversation stranger() {
        return new Conversation(programs.ports().imap());
    }

    private Conversation user() {
        Conversation imap = programs.imap();
        assertThat(imap.say("a1 LOGIN ann@acme.example \"" + World.PASSWORD + "\""))
                .contains("a1 OK");
        assertThat(imap.say("a1 SELECT INBOX")).contains("a1 OK");
        return imap;
    }

    /** Whether the server closes before all of it is sent. */
    private static void endsUnder(Conversation imap, String beginning, String more, int times) {
        try {
            imap.send(beginning);
            for (int sent = 0; sent < times; sent++) {
                imap.send(more);
            }
        } catch (UncheckedIOException closed) {
            return;
        }
        assertThat(imap.farewell())
                .hasValueSatisfying(said -> assertThat(said).doesNotContain("a1", "a2"));
    }
}
