package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.InstanceKey;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail that users send to other servers. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingMailTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired MailSettings settings;
    @Autowired InstanceKey key;

    private final NameService names = NameService.shared();
    private MailPrograms programs;
    private OrganizationScope acme;

    @BeforeAll
    void anOrganizationWithUsers() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.user(acme, "ben@acme.example");
        names.host("mx.far.example", "127.0.0.2");
        names.exchange("far.example", 10, "mx.far.example");
    }

    @Test
    void leavesForTheServersOfItsRecipientsAndStaysForThoseHere() throws MessagingException {
        world.user(acme, "ann@acme.example");
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            assertThat(
                            submit(
                                    "ann@acme.example",
                                    "Subject: both\r\n\r\n.dot\r\n",
                                    "Bob.Far@far.example",
                                    "ben@acme.example"))
                    .startsWith("250");
            await().until(() -> !far.taken().isEmpty());

            OtherServer.Taken taken = far.taken().getFirst();
            assertThat(taken.sender()).isEqualTo("ann@acme.example");
            assertThat(taken.recipients()).containsExactly("Bob.Far@far.example");
            assertThat(taken.message())
                    .contains("Subject: both\r\n\r\n.dot\r\n")
                    .doesNotContain("Return-Path")
                    .containsOnlyOnce("Received:")
                    .containsPattern("by mail\\.muster\\.example");
            assertThat(far.commands()).contains("EHLO mail.muster.example");
        }
        assertThat(programs.subjects("ben@acme.example", "INBOX")).contains("both");
        await().until(() -> states("ann@acme.example").equals(List.of("SENT")));
        assertThat(contents("ann@acme.example")).isZero();
    }

    @Test
    void isInEveryInboxAndTheQueueOrNowhere() throws MessagingException {
        world.user(acme, "eve@acme.example");
        world.user(acme, "fay@acme.example");
        TestDatabase.owner().sql("ALTER TABLE mail_outgoing RENAME TO away").update();
        try {
            assertThat(
                            submit(
                                    "eve@acme.example",
                                    "Subject: torn\r\n\r\n.",
                                    "bob@far.example",
                                    "fay@acme.example"))
                    .startsWith("451");
        } finally {
            TestDatabase.owner().sql("ALTER TABLE away RENAME TO mail_outgoing").update();
        }
        assertThat(programs.subjects("fay@acme.example", "INBOX")).isEmpty();
        assertThat(states("eve@acme.example")).isEmpty();
    }

    @Test
    void isTriedAgainUntilItIsTaken() {
        world.user(acme, "gus@acme.example");
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            far.answering("RCPT", "451 4.7.1 greylisted", "451 4.7.1 greylisted");

            submit("gus@acme.example", "Subject: later\r\n\r\n.", "bob@far.example");

            await().until(() -> states("gus@acme.example").equals(List.of("SENT")));
            assertThat(far.taken()).hasSize(1);
            assertThat(far.commands().stream().filter(line -> line.startsWith("RCPT"))).hasSize(3);
        }
    }

    @Test
    void isReportedToItsSenderWhenItIsRefused() throws MessagingException, IOException {
        world.user(acme, "hal@acme.example");
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            far.answering("RCPT TO:<nobody@", "550 5.1.1 no such user");

            submit(
                    "hal@acme.example",
                    "Subject: partly\r\nMessage-ID: <partly@acme.example>\r\n\r\n.",
                    "nobody@far.example",
                    "bob@far.example");

            await().untilAsserted(() ->
                    assertThat(states("hal@acme.example"))
                            .containsExactlyInAnyOrder("FAILED", "SENT"));
            assertThat(far.taken()).hasSize(1);
            assertThat(far.taken().getFirst().recipients()).containsExactly("bob@far.example");
        }
        try (Store store = programs.mailbox("hal@acme.example")) {
            Message report = only(store);
            assertThat(report.getHeader("Return-Path")).containsExactly("<>");
            assertThat(report.getHeader("Auto-Submitted")).containsExactly("auto-replied");
            assertThat(report.isMimeType("multipart/report")).isTrue();
            assertThat(report.getContentType()).contains("report-type=delivery-status");
            MimeMultipart parts = (MimeMultipart) report.getContent();
            assertThat(parts.getCount()).isEqualTo(3);
            assertThat(text(parts.getBodyPart(0)))
                    .contains("nobody@far.example")
                    .doesNotContain("bob@far.example");
            assertThat(parts.getBodyPart(1).isMimeType("message/delivery-status")).isTrue();
            assertThat(text(parts.getBodyPart(1)))
                    .contains(
                            "Reporting-MTA: dns; mail.muster.example",
                            "Final-Recipient: rfc822; nobody@far.example",
                            "Action: failed",
                            "Status: 5.1.1",
                            "Diagnostic-Code: smtp; 550 5.1.1 no such user");
            assertThat(parts.getBodyPart(2).isMimeType("text/rfc822-headers")).isTrue();
            assertThat(text(parts.getBodyPart(2))).contains("<partly@acme.example>");
        }
    }

    @Test
    void isGivenUpWhenItIsTooOld() throws MessagingException {
        world.user(acme, "ida@acme.example");
        names.failing("silent.example");

        submit("ida@acme.example", "Subject: old\r\n\r\n.", "bob@silent.example");

        await().until(() -> answers("ida@acme.example").contains("doesn't answer"));
        assertThat(states("ida@acme.example")).doesNotContain("FAILED");
        TestDatabase.owner()
                .sql(
                        "UPDATE mail_outgoing SET created_at = now() - interval '6 days' WHERE sender = 'ida@acme.example'")
                .update();
        await().until(() -> states("ida@acme.example").equals(List.of("FAILED")));
        assertThat(programs.subjects("ida@acme.example", "INBOX"))
                .containsExactly("Your message could not be delivered");
    }

    @Test
    void isTakenUpAgainAfterAServerWasKilled() {
        world.user(acme, "jim@acme.example");
        names.host("mx.later.example", "127.0.0.4");
        names.exchange("later.example", 10, "mx.later.example");
        submit("jim@acme.example", "Subject: held\r\n\r\n.", "bob@later.example");
        await().until(() -> answers("jim@acme.example").contains("no server answers"));
        mail.stop();
        await().until(() -> states("jim@acme.example").equals(List.of("QUEUED")));
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE mail_outgoing_recipients SET state = 'SENDING', attempt = gen_random_uuid(), due_at = now()
                        WHERE recipient = 'bob@later.example'
                        """)
                .update();
        try (OtherServer later = new OtherServer("127.0.0.4")) {
            programs = new MailPrograms(mail);

            await().until(() -> states("jim@acme.example").equals(List.of("SENT")));
            assertThat(later.taken()).hasSize(1);
        }
    }

    @Test
    void tellsThatADomainTakesNoMailOrIsNone() {
        world.user(acme, "kim@acme.example");
        names.exchange("silence.example", 0, ".");
        names.exchange("circle.example", 10, "mail.muster.example");
        names.exchange("inner.example", 10, "mx.inner.example");
        names.host("mx.inner.example", "10.1.2.3");
        names.exchange("metadata.example", 10, "mx.metadata.example");
        names.host("mx.metadata.example", "169.254.169.254");

        submit(
                "kim@acme.example",
                "Subject: nowhere\r\n\r\n.",
                "a@silence.example",
                "b@missing.example",
                "c@circle.example",
                "d@inner.example",
                "e@metadata.example");

        await().until(() ->
                states("kim@acme.example")
                        .equals(List.of("FAILED", "FAILED", "FAILED", "FAILED", "FAILED")));
        assertThat(statuses("kim@acme.example"))
                .containsExactly("5.1.10", "5.1.2", "5.1.1", "5.4.4", "5.4.4");
    }

    @Test
    void triesTheServersOfADomainInTheirOrder() {
        world.user(acme, "lea@acme.example");
        names.exchange("many.example", 30, "third.many.example");
        names.exchange("many.example", 10, "first.many.example");
        names.exchange("many.example", 20, "second.many.example");
        names.host("first.many.example", "127.0.0.5");
        names.host("second.many.example", "127.0.0.6");
        names.host("third.many.example", "127.0.0.7");
        try (OtherServer second = new OtherServer("127.0.0.6");
                OtherServer third = new OtherServer("127.0.0.7")) {
            submit("lea@acme.example", "Subject: order\r\n\r\n.", "bob@many.example");

            await().until(() -> states("lea@acme.example").equals(List.of("SENT")));
            assertThat(second.taken()).hasSize(1);
            assertThat(third.commands()).isEmpty();
        }
    }

    @Test
    void goesToTheDomainItselfWhereItNamesNoServer() {
        world.user(acme, "mia@acme.example");
        names.host("plain.example", "127.0.0.8");
        try (OtherServer plain = new OtherServer("127.0.0.8")) {
            submit("mia@acme.example", "Subject: plain\r\n\r\n.", "bob@plain.example");

            await().until(() -> states("mia@acme.example").equals(List.of("SENT")));
            assertThat(plain.taken()).hasSize(1);
            assertThat(plain.taken().getFirst().encrypted()).isFalse();
        }
    }

    @Test
    void isEncryptedWhereThatIsOffered(@TempDir Path folder) {
        world.user(acme, "ned@acme.example");
        names.host("safe.example", "127.0.0.9");
        try (OtherServer safe =
                new OtherServer("127.0.0.9", MailTls.context(settings, folder, key))) {
            submit("ned@acme.example", "Subject: safe\r\n\r\n.", "bob@safe.example");

            await().until(() -> states("ned@acme.example").equals(List.of("SENT")));
            assertThat(safe.taken().getFirst().encrypted()).isTrue();
        }
    }

    @Test
    void isTakenFromUsersWhoSignedInOnly() {
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<ben@acme.example>");
            assertThat(smtp.say("RCPT TO:<bob@far.example>")).startsWith("550 5.1.1");
        }
        try (Conversation smtp = programs.smtp()) {
            smtp.say("STARTTLS");
            smtp.encrypt();
            smtp.say("EHLO client.example");
            assertThat(smtp.say(MailSubmissionTests.plain("ben@acme.example"))).startsWith("5");
            smtp.say("MAIL FROM:<>");
            assertThat(smtp.say("RCPT TO:<bob@far.example>")).startsWith("550 5.1.1");
        }
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say("RCPT TO:<bob@far.example>")).startsWith("503");
            submission.say("MAIL FROM:<ben@acme.example>");
            assertThat(submission.say("RCPT TO:<bob@far.example>")).startsWith("503");
        }
        assertThat(states("ben@acme.example")).isEmpty();
    }

    @Test
    void findsAMistakeInOnesOwnDomainAtOnce() {
        world.user(acme, "oda@acme.example");
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("oda@acme.example"));
            submission.say("MAIL FROM:<oda@acme.example>");
            assertThat(submission.say("RCPT TO:<bem@acme.example>")).startsWith("550 5.1.1");
            assertThat(submission.say("RCPT TO:<bob@localhost>")).startsWith("550 5.1.1");
            assertThat(submission.say("RCPT TO:<bob@[127.0.0.1]>")).startsWith("5");
            assertThat(submission.say("RCPT TO:<bob@far.example>")).startsWith("250");
        }
    }

    @Test
    void isPutOffWhileTooMuchOfAUserWaits() {
        UserId pia = world.user(acme, "pia@acme.example");
        names.failing("stuck.example");
        String[] ten = new String[10];
        for (int number = 0; number < ten.length; number++) {
            ten[number] = "bob" + number + "@stuck.example";
        }
        assertThat(submit("pia@acme.example", "Subject: ten\r\n\r\n.", ten)).startsWith("250");
        assertThat(submit("pia@acme.example", "Subject: more\r\n\r\n.", "bob@far.example"))
                .startsWith("452 4.3.1");
        TestDatabase.owner()
                .sql("DELETE FROM mail_outgoing WHERE user_id = :pia")
                .param("pia", pia.value())
                .update();
    }

    private String submit(String from, String content, String... recipients) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(from));
            submission.say("MAIL FROM:<" + from + ">");
            for (String recipient : recipients) {
                assertThat(submission.say("RCPT TO:<" + recipient + ">")).startsWith("250");
            }
            submission.say("DATA");
            return submission.say(content.replace("\r\n.", "\r\n..") + "\r\n.");
        }
    }

    private static Message only(Store store) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        assertThat(inbox.getMessageCount()).isOne();
        return inbox.getMessage(1);
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> column(String name, String sender) {
        return TestDatabase.owner()
                .sql(
                        "SELECT r."
                                + name
                                + " FROM mail_outgoing_recipients r JOIN mail_outgoing m ON m.id = r.message_id"
                                + " WHERE m.sender = :sender ORDER BY r.recipient")
                .param("sender", sender)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<String> states(String sender) {
        return column("state", sender);
    }

    private static List<String> statuses(String sender) {
        return column("status", sender);
    }

    private static String answers(String sender) {
        return String.join(" ", column("answer", sender));
    }

    private static long contents(String sender) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM mail_outgoing WHERE sender = :sender AND content IS NOT NULL")
                .param("sender", sender)
                .query(Long.class)
                .single();
    }
}
