package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.mailboxes.Reception;
import io.muster.mailboxes.UnwantedMailboxes;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail that others send to users. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailReceptionTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Reception reception;
    @Autowired UnwantedMailboxes unwanted;

    private MailPrograms programs;
    private OrganizationScope acme;
    private Browser owner;

    @BeforeAll
    void anOrganizationWithUsers() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        world.user(acme, "ann@acme.example");
        world.user(acme, "ben@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    /** RFC 5321 4.5.1. */
    @Test
    void everyDomainHasAPostmaster() throws MessagingException {
        OrganizationScope pm = world.organization("Postal");
        world.owner(pm, "first@postal.example");
        world.user(pm, "other@postal.example");

        assertThat(programs.deliver("Subject: help\r\n\r\n.", "PostMaster@postal.example"))
                .startsWith("250");
        assertThat(programs.subjects("first@postal.example", "INBOX")).containsExactly("help");
        assertThat(programs.deliver("Subject: no\r\n\r\n.", "postmaster@nobody.example"))
                .startsWith("5");
        // Whose mail is kept elsewhere has none of this domain here.
        UserId elsewhere = world.user(world.organization("Far"), "far@postal.example");
        assertThat(programs.deliver("Subject: whose\r\n\r\n.", "postmaster@postal.example"))
                .startsWith("5");
        TestDatabase.owner()
                .sql("UPDATE users SET mail_elsewhere = true WHERE id = :id")
                .param("id", elsewhere.value())
                .update();
        assertThat(programs.deliver("Subject: again\r\n\r\n.", "postmaster@postal.example"))
                .startsWith("250");

        world.user(pm, "postmaster@postal.example");
        programs.deliver("Subject: his own\r\n\r\n.", "postmaster@postal.example");
        assertThat(programs.subjects("postmaster@postal.example", "INBOX"))
                .containsExactly("his own");
        assertThat(programs.subjects("first@postal.example", "INBOX"))
                .containsExactly("help", "again");
    }

    /** RFC 5321 4.5.1: also of a domain that nobody has proved, and from users here. */
    @Test
    void usersReachThePostmasterOfTheirOwnOrganization() throws MessagingException {
        OrganizationScope own = world.organization("Own");
        world.owner(own, "chief@own.example");
        world.user(own, "clerk@own.example");

        programs.send("clerk@own.example", "postmaster@own.example", "help", "The printer.");

        assertThat(programs.subjects("chief@own.example", "INBOX")).containsExactly("help");
    }

    /** RFC 5321 4.5.1: "Postmaster" alone is whoever runs the server. */
    @Test
    void postmasterWithoutADomainRunsTheInstance() throws MessagingException {
        OrganizationScope running = world.organization("Running");
        world.systemAdministrator(running, "root@running.example");

        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<Postmaster>")).startsWith("250");
            assertThat(smtp.say("RCPT TO:<somebody>")).startsWith("5");
            smtp.say("DATA");
            assertThat(smtp.say("Subject: from a server\r\n\r\n.\r\n.")).startsWith("250");
        }
        assertThat(programs.subjects("root@running.example", "INBOX"))
                .containsExactly("from a server");
    }

    /** Nobody could read what is taken for somebody without a mailbox. */
    @Test
    void whoWasMadeWithoutAMailboxIsUnknownUntilHeIsGivenOne() throws MessagingException {
        UserId user = world.user(acme, "nobox@acme.example");
        unwanted.note(acme, List.of(user));
        TestDatabase.owner()
                .sql("DELETE FROM mailboxes WHERE id = :id")
                .param("id", user.value())
                .update();
        assertThat(programs.deliver("Subject: no\r\n\r\n.", "nobox@acme.example")).startsWith("5");

        String organization = "/api/v1/organizations/" + acme.organization();
        for (int i = 0; i < 2; i++) {
            Browser.Answer given =
                    owner.post(organization + "/users/" + user + "/mailbox", Map.of());
            assertThat(given.status()).as(given.response().body()).isEqualTo(201);
        }

        assertThat(owner.get(organization + "/mailboxes/" + user).text("address"))
                .isEqualTo("nobox@acme.example");
        assertThat(programs.deliver("Subject: yes\r\n\r\n.", "nobox@acme.example"))
                .startsWith("250");
        assertThat(programs.subjects("nobox@acme.example", "INBOX")).containsExactly("yes");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM audit_entries WHERE action = 'mailboxes.created' AND subject_id = :id")
                                .param("id", user.value())
                                .query(Long.class)
                                .single())
                .isOne();
        assertThat(
                        owner.post(organization + "/users/" + UserId.next() + "/mailbox", Map.of())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void aDeletedUserOfThatNameLeavesTheDomainItsPostmaster() throws MessagingException {
        OrganizationScope office = world.organization("Office");
        world.owner(office, "boss@office.example");
        UserId gone = world.user(office, "postmaster@office.example");
        world.signedIn("boss@office.example")
                .post(
                        "/api/v1/organizations/%s/users/%s/actions/delete"
                                .formatted(office.organization(), gone),
                        Map.of());

        assertThat(programs.deliver("Subject: help\r\n\r\n.", "postmaster@office.example"))
                .startsWith("250");
        assertThat(programs.subjects("boss@office.example", "INBOX")).containsExactly("help");
    }

    @Test
    void aPostmasterIsOfTheOnlyOrganizationAtHomeInADomainAndForStrangersOnly()
            throws MessagingException {
        OrganizationScope guests = world.organization("Guests");
        world.owner(guests, "host@hosts.example");
        OrganizationScope home = world.organization("Home");
        world.owner(home, "head@home.example");
        UserId guest = world.user(home, "guest@home.example");
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO listings (organization_id, user_id, sign_in_method, created_at, deleted, account, name,
                            department, title, phone, search)
                        SELECT :host, user_id, sign_in_method, created_at, deleted, account, name, department, title, phone,
                            search
                        FROM listings WHERE user_id = :guest
                        """)
                .param("host", guests.organization().value())
                .param("guest", guest.value())
                .update();

        assertThat(programs.deliver("Subject: home\r\n\r\n.", "postmaster@home.example"))
                .startsWith("250");
        assertThat(programs.subjects("head@home.example", "INBOX")).containsExactly("home");
        assertThat(programs.subjects("host@hosts.example", "INBOX")).isEmpty();
        // Users may mean the one of a domain that is elsewhere.
        assertThat(reception.of(EmailAddress.valueOf("postmaster@home.example")))
                .isInstanceOf(Reception.Verdict.Unknown.class);

        // Those of the organization itself can only mean their own.
        assertThat(
                        reception.ofUser(
                                EmailAddress.valueOf("postmaster@home.example"),
                                EmailAddress.valueOf("guest@home.example")))
                .isInstanceOf(Reception.Verdict.Taken.class);
        assertThat(
                        reception.ofUser(
                                EmailAddress.valueOf("postmaster@home.example"),
                                EmailAddress.valueOf("host@hosts.example")))
                .isInstanceOf(Reception.Verdict.Unknown.class);

        world.user(guests, "too@home.example");
        assertThat(programs.deliver("Subject: no\r\n\r\n.", "postmaster@home.example"))
                .startsWith("5");
    }

    @Test
    void isStoredBeforeTheSenderIsToldSoAndReadByImap() throws MessagingException, IOException {
        UserId reader = world.user(acme, "reader@acme.example");

        String answer =
                programs.deliver(
                        "From: stranger@elsewhere.example\r\nSubject: Good news\r\n\r\nAll is well.",
                        "Reader@Acme.example");

        assertThat(answer).startsWith("250");
        assertThat(messagesOf(reader)).isOne();
        try (Store store = programs.mailbox("reader@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message message = inbox.getMessage(1);
            assertThat(message.getSubject()).isEqualTo("Good news");
            assertThat(message.getContent().toString()).isEqualTo("All is well.\r\n");
            assertThat(message.getHeader("Return-Path"))
                    .containsExactly("<stranger@elsewhere.example>");
            assertThat(message.getHeader("Received")).hasSize(1);
        }
    }

    @Test
    void saysWhatSpeaksForItsSenderWhateverOthersClaim() throws MessagingException {
        world.user(acme, "judge@acme.example");
        NameService.shared().text("speaks.example", "v=spf1 ip4:127.0.0.9 -all");
        NameService.shared().text("_dmarc.speaks.example", "v=DMARC1; p=reject");

        assertThat(resultsOfMailFrom("127.0.0.9", 1))
                .containsExactly(
                        "mail.muster.example;\r\n spf=pass smtp.mailfrom=zoe@speaks.example;\r\n"
                                + " dkim=none;\r\n dmarc=pass header.from=speaks.example");
        assertThat(resultsOfMailFrom("127.0.0.1", 2)).as("of an inner address").isNull();
    }

    private String @Nullable [] resultsOfMailFrom(String client, int number)
            throws MessagingException {
        try (Conversation smtp = Conversation.from(client, programs.ports().smtp())) {
            smtp.say("EHLO mx.speaks.example");
            smtp.say("MAIL FROM:<zoe@speaks.example>");
            smtp.say("RCPT TO:<judge@acme.example>");
            smtp.say("DATA");
            assertThat(
                            smtp.say(
                                    "Authentication-Results: mail.muster.example; dmarc=fail\r\n"
                                            + "From: zoe@speaks.example\r\n\r\nText\r\n."))
                    .startsWith("250");
        }
        try (Store store = programs.mailbox("judge@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return inbox.getMessage(number).getHeader("Authentication-Results");
        }
    }

    @Test
    void isTakenUnderTheNameThatTheOperatorSet() throws MessagingException {
        UserId named = world.user(acme, "named@acme.example");
        try (Conversation smtp = new Conversation(programs.ports().smtp());
                Conversation imap = new Conversation(programs.ports().imap())) {
            assertThat(smtp.greeting()).startsWith("220 mail.muster.example ESMTP");
            assertThat(smtp.say("EHLO client.example")).startsWith("250-mail.muster.example ");
            assertThat(smtp.say("HELO client.example")).startsWith("250 mail.muster.example ");
            assertThat(imap.greeting()).contains("mail.muster.example");
        }

        programs.deliver("Subject: traced\r\n\r\n.", "named@acme.example");

        assertThat(messagesOf(named)).isOne();
        try (Store store = programs.mailbox("named@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessage(1).getHeader("Received"))
                    .singleElement()
                    .asString()
                    .containsPattern("by mail\\.muster\\.example .*ESMTP");
        }
    }

    @Test
    void isRefusedForWhoeverIsNoUserHere() {
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<nobody@acme.example>")).startsWith("550 5.1.1");
            assertThat(smtp.say("RCPT TO:<victim@elsewhere.example>")).startsWith("550 5.1.1");
            assertThat(smtp.say("RCPT TO:<ann@acme.example>")).startsWith("250");
        }
    }

    @Test
    void isRefusedForADisabledUserUnlessHeStoresIncomingMail() {
        UserId dan = world.user(acme, "dan@acme.example");
        assertThat(recipient("dan@acme.example")).startsWith("250");

        act(dan, "disable", Map.of());
        assertThat(recipient("dan@acme.example")).startsWith("550 5.2.1");

        act(dan, "disable", Map.of("allowIncoming", true));
        assertThat(recipient("dan@acme.example")).startsWith("250");
        assertThat(programs.deliver("Subject: kept\r\n\r\n.", "dan@acme.example"))
                .startsWith("250");
        assertThat(messagesOf(dan)).isOne();

        act(dan, "delete", Map.of());
        assertThat(recipient("dan@acme.example")).startsWith("550 5.1.1");
    }

    @Test
    void isTakenWholeOrRefusedWhereALineOfItIsLong() throws MessagingException {
        world.user(acme, "lola@acme.example");
        try (Conversation smtp = programs.smtp()) {
            assertThat(sent(smtp, "lola@acme.example", "a".repeat(60_000))).startsWith("250");
            assertThat(sent(smtp, "lola@acme.example", "a".repeat(100_000)))
                    .startsWith("500 5.6.0");
            // The conversation goes on where it was.
            assertThat(sent(smtp, "lola@acme.example", "short")).startsWith("250");
            assertThat(smtp.say("NOOP " + "a".repeat(100_000))).startsWith("500");
        }

        assertThat(programs.subjects("lola@acme.example", "INBOX"))
                .containsExactly("a line of 60000", "a line of 5");
    }

    private static String sent(Conversation smtp, String to, String line) {
        smtp.say("MAIL FROM:<carl@elsewhere.example>");
        smtp.say("RCPT TO:<" + to + ">");
        assertThat(smtp.say("DATA")).startsWith("354");
        return smtp.say("Subject: a line of " + line.length() + "\r\n\r\n" + line + "\r\n.");
    }

    @Test
    void isRefusedOverTheSizeLimitAndNothingOfItIsKept() {
        UserId eve = world.user(acme, "eve@acme.example");
        try (Conversation smtp = programs.smtp()) {
            assertThat(smtp.say("EHLO client.example")).contains("SIZE 1048576");
            assertThat(smtp.say("MAIL FROM:<stranger@elsewhere.example> SIZE=2000000"))
                    .startsWith("552");
        }
        String tooLong = "Subject: long\r\n\r\n" + "0123456789abcdef\r\n".repeat(65_000);

        assertThat(programs.deliver(tooLong, "eve@acme.example")).startsWith("552");
        assertThat(messagesOf(eve)).isZero();
    }

    /** SMTP smuggling: a line end that some servers take for one and others don't. */
    @Test
    void endsWithDotOnALineOfItsOwnAndNotOtherwise() {
        UserId fay = world.user(acme, "fay@acme.example");
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            smtp.say("RCPT TO:<fay@acme.example>");
            smtp.say("DATA");
            smtp.send(
                    "Subject: outer\r\n\r\nbody\n.\nMAIL FROM:<admin@acme.example>\nRCPT TO:<fay@acme.example>\nDATA\nSubject: smuggled\n\ninner\r\n.\r\n");
            assertThat(smtp.answer()).startsWith("5");
        }
        assertThat(messagesOf(fay)).isZero();
    }

    @Test
    void forSeveralIsKeptOnceWhereItIsLong() {
        long before = bodies();
        String attachment = "Subject: report\r\n\r\n" + "the same for both\r\n".repeat(2_000);

        assertThat(programs.deliver(attachment, "ann@acme.example", "ben@acme.example"))
                .startsWith("250");

        assertThat(bodies() - before).isOne();
    }

    @Test
    void forSeveralArrivesAtAllOrAtNone() {
        OrganizationScope globex = world.organization("Globex");
        List<UserId> both =
                List.of(
                        world.user(acme, "kim@acme.example"),
                        world.user(globex, "gus@globex.example"));
        TestDatabase.owner()
                .sql(
                        """
                        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN RAISE EXCEPTION SQLSTATE ''53100''; END'
                        """)
                .update();
        for (OrganizationScope failing : List.of(acme, globex)) {
            TestDatabase.owner()
                    .sql(
                            """
                            CREATE TRIGGER full_disk BEFORE INSERT ON mail_messages FOR EACH ROW
                            WHEN (NEW.organization_id = '%s') EXECUTE FUNCTION full_disk()
                            """
                                    .formatted(failing.organization()))
                    .update();

            assertThat(deliverToKimAndGus()).startsWith("451");

            assertThat(both).allSatisfy(user -> assertThat(messagesOf(user)).isZero());
            TestDatabase.owner().sql("DROP TRIGGER full_disk ON mail_messages").update();
        }

        assertThat(deliverToKimAndGus()).startsWith("250");

        assertThat(both).allSatisfy(user -> assertThat(messagesOf(user)).isOne());
    }

    private String deliverToKimAndGus() {
        return programs.deliver(
                "Subject: for both\r\n\r\n" + "long enough to be kept once\r\n".repeat(1_000),
                "kim@acme.example",
                "gus@globex.example");
    }

    @Test
    void showsUpAtOnceInTheOpenProgramsOfAllRecipients() {
        world.user(acme, "lea@acme.example");
        world.user(acme, "max@acme.example");
        try (Conversation lea = idling("lea@acme.example");
                Conversation max = idling("max@acme.example")) {
            programs.deliver("Subject: both\r\n\r\n.", "lea@acme.example", "max@acme.example");

            assertThat(lea.line()).isEqualTo("* 1 EXISTS");
            assertThat(max.line()).isEqualTo("* 1 EXISTS");
        }
    }

    private Conversation idling(String name) {
        Conversation imap = programs.imap();
        imap.say("a1 LOGIN " + name + " \"" + World.PASSWORD + "\"");
        imap.say("a2 SELECT INBOX");
        imap.send("a3 IDLE\r\n");
        assertThat(imap.answer()).startsWith("+");
        return imap;
    }

    @Test
    void isRefusedForAnOrganizationThatIsSwitchedOff() {
        OrganizationScope initech = world.organization("Initech");
        world.user(initech, "ina@initech.example");
        UserId disabled = world.user(initech, "ivo@initech.example");
        world.systemAdministrator(acme, "sia@acme.example");
        Browser administrator = world.signedIn("sia@acme.example");
        assertThat(
                        administrator
                                .post(
                                        "/api/v1/organizations/%s/users/%s/actions/disable"
                                                .formatted(initech.organization(), disabled),
                                        Map.of("allowIncoming", true))
                                .status())
                .isEqualTo(200);
        String organization = "/api/v1/organizations/" + initech.organization();

        administrator.post(organization + "/actions/switch-off", Map.of());

        assertThat(recipient("ina@initech.example")).startsWith("550 5.2.1");
        assertThat(recipient("ivo@initech.example")).startsWith("550 5.2.1");

        administrator.post(organization + "/actions/switch-on", Map.of());

        assertThat(recipient("ina@initech.example")).startsWith("250");
        assertThat(recipient("ivo@initech.example")).startsWith("250");
    }

    @Test
    void isPutOffForAClientThatNamesTooManyRecipientsInAMinute() {
        try (Conversation greedy = Conversation.from("127.0.0.2", programs.ports().smtp());
                Conversation other = programs.smtp()) {
            for (Conversation smtp : List.of(greedy, other)) {
                smtp.say("EHLO client.example");
                smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            }
            for (int guess = 0; guess < 200; guess++) {
                assertThat(greedy.say("RCPT TO:<guess%d@acme.example>".formatted(guess)))
                        .startsWith("550");
            }
            assertThat(greedy.say("RCPT TO:<ann@acme.example>")).startsWith("450 4.7.1");
            assertThat(other.say("RCPT TO:<ann@acme.example>")).startsWith("250");
        }
    }

    /** RFC 5233. */
    @Test
    void reachesAUserWithATagBehindHisAddressUnlessSomebodyHasExactlyThatOne() {
        UserId tom = world.user(acme, "tom@acme.example");
        UserId exact = world.user(acme, "tom+own@acme.example");

        programs.deliver("Subject: tagged\r\n\r\n.", "tom+lists.weekly@acme.example");
        programs.deliver("Subject: exact\r\n\r\n.", "Tom+Own@acme.example");

        assertThat(messagesOf(tom)).isOne();
        assertThat(messagesOf(exact)).isOne();
        assertThat(recipient("tom.+x@acme.example")).startsWith("550 5.1.1");
        assertThat(recipient("tomas+lists@acme.example")).startsWith("550 5.1.1");
    }

    /** RFC 2920: a client need not wait for each answer. */
    @Test
    void answersEachOfManyCommandsThatAreSentAtOnce() {
        int many = 2_000;
        try (Conversation smtp = programs.smtp()) {
            smtp.send("NOOP\r\n".repeat(many));
            for (int answer = 0; answer < many; answer++) {
                assertThat(smtp.answer()).startsWith("250");
            }
        }
    }

    private String recipient(String address) {
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            return smtp.say("RCPT TO:<" + address + ">");
        }
    }

    private void act(UserId user, String verb, Map<String, Object> options) {
        assertThat(
                        owner.post(
                                        "/api/v1/organizations/%s/users/%s/actions/%s"
                                                .formatted(acme.organization(), user, verb),
                                        options)
                                .status())
                .isEqualTo(200);
    }

    private static long messagesOf(UserId user) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT count(*) FROM mail_messages m JOIN mail_folders f ON f.id = m.folder_id
                        WHERE f.owner_id = :user AND f.name = 'INBOX'
                        """)
                .param("user", user.value())
                .query(Long.class)
                .single();
    }

    private static long bodies() {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM mail_bodies")
                .query(Long.class)
                .single();
    }
}
