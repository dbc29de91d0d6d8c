package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.notifications.Mail;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Outbox;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mails of the instance itself, where no relay is set. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnMailTests {

    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Outbox outbox;
    @Autowired Scopes scopes;

    private final NameService names = NameService.shared();
    private MailPrograms programs;
    private OrganizationScope acme;

    @BeforeAll
    void anOrganizationWithUsers() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        names.host("mx.own.example", "127.0.0.20");
        names.exchange("own.example", 10, "mx.own.example");
    }

    @Test
    void arriveInTheInboxesOfUsersOnce() throws MessagingException, IOException {
        world.user(acme, "ann@acme.example");
        Browser stranger = world.browser();
        stranger.get("/api/v1/me");
        assertThat(
                        stranger.post("/api/v1/password-resets", Map.of("name", "ann@acme.example"))
                                .status())
                .isEqualTo(202);

        awaitState("ann@acme.example", "SENT");

        try (Store store = programs.mailbox("ann@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessageCount()).isOne();
            Message arrived = inbox.getMessage(1);
            assertThat(arrived.getFrom()[0].toString())
                    .isEqualTo("Muster <no-reply@mail.muster.example>");
            Matcher token =
                    TOKEN.matcher(
                            ((MimeMultipart) arrived.getContent())
                                    .getBodyPart(0)
                                    .getContent()
                                    .toString());
            assertThat(token.find()).isTrue();
        }
    }

    @Test
    void leaveForTheServersOfEverybodyElse() {
        try (OtherServer own = new OtherServer("127.0.0.20")) {
            own.answering("RCPT TO:<refused@", "550 5.1.1 nobody");
            own.answering("RCPT TO:<later@", "451 4.7.1 later");

            write("bob@own.example");
            write("refused@own.example");
            write("later@own.example");
            write("bob@nowhere.example");

            awaitState("bob@own.example", "SENT");
            awaitState("refused@own.example", "FAILED");
            awaitState("bob@nowhere.example", "FAILED");
            await().until(() -> reason("later@own.example").equals("recipient-refused-451"));
            assertThat(reason("refused@own.example")).isEqualTo("recipient-refused-550");
            assertThat(reason("bob@nowhere.example")).isEqualTo("domain-takes-no-mail");
            assertThat(own.taken()).hasSize(1);
            assertThat(own.taken().getFirst().sender()).isEqualTo("no-reply@mail.muster.example");
        }
    }

    /** Nobody can tell whether it was taken: it is not sent a second time by itself. */
    @Test
    void areNotSentAgainAfterABreakAtTheirEnd() {
        names.host("torn.example", "127.0.0.21");
        try (OtherServer torn = new OtherServer("127.0.0.21")) {
            torn.answering("DOT", "");

            write("bob@torn.example");

            awaitState("bob@torn.example", "UNKNOWN");
            assertThat(torn.commands().stream().filter(line -> line.equals("DATA"))).hasSize(1);
        }
    }

    private void write(String to) {
        var written =
                new Mail(
                        EmailAddress.valueOf(to),
                        "Bob",
                        MailTemplate.PASSWORD_RESET,
                        Map.of("link", "https://muster.example.org/reset", "hours", "2"),
                        "en",
                        Duration.ofHours(2));
        scopes.run(acme, () -> outbox.write(acme, written));
    }

    private static void awaitState(String to, String state) {
        await().untilAsserted(() -> assertThat(column("state", to)).isEqualTo(state));
    }

    private static String reason(String to) {
        return column("reason", to);
    }

    private static String column(String name, String to) {
        return TestDatabase.owner()
                .sql("SELECT " + name + " FROM outbox WHERE recipient = :to")
                .param("to", to)
                .query((row, _) -> row.getString(1))
                .single();
    }
}
