package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import io.muster.users.Guests;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mailboxes of an organization as people see them who have another home. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestMailboxTests {

    private static final String MAIL = "/api/v1/me/mail";

    @Autowired World world;
    @Autowired Guests guests;
    @Autowired Accounts accounts;
    @Autowired Scopes scopes;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private OrganizationScope home;
    private SharedMailboxes mailboxes;
    private Browser owner;

    @BeforeAll
    void twoOrganizations() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        ProvedDomain.active(acme, "acme.example");
        home = world.organization("Home");
        ProvedDomain.active(home, "home.example");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        mailboxes = new SharedMailboxes(owner, acme);
    }

    private UserId guest(String name) {
        UserId user = world.user(home, name + "@home.example");
        guests.join(acme, user);
        return user;
    }

    private Conversation imap(String name) {
        Conversation imap = programs.imap();
        imap.say("a1 LOGIN %s@home.example \"%s\"".formatted(name, World.PASSWORD));
        return imap;
    }

    @Test
    void standBelowOtherUsersAmongTheGuestsFolders() throws MessagingException {
        String desk = mailboxes.make("desk@acme.example");
        UserId ann = guest("ann");
        guest("nobody");
        mailboxes.give(desk, ann, SystemRole.MAILBOX_OWNER);
        programs.deliver("Subject: question\r\n\r\n.", "desk@acme.example");
        programs.deliver("Subject: own\r\n\r\n.", "ann@home.example");

        String inbox = "Other Users.desk@acme,example.INBOX";
        assertThat(programs.subjects("ann@home.example", inbox)).containsExactly("question");
        assertThat(programs.subjects("ann@home.example", "INBOX")).containsExactly("own");
        try (Store store = programs.mailbox("ann@home.example")) {
            assertThat(names(store.getDefaultFolder().list("*")))
                    .contains("INBOX", inbox, "Other Users.desk@acme,example.Sent");
            assertThat(names(store.getDefaultFolder().listSubscribed("*"))).contains(inbox);
            store.getFolder(inbox).setSubscribed(false);
            assertThat(names(store.getDefaultFolder().listSubscribed("*"))).doesNotContain(inbox);
            store.getFolder(inbox).setSubscribed(true);
            assertThat(names(store.getDefaultFolder().listSubscribed("*"))).contains(inbox);
        }
        try (Conversation imap = imap("ann")) {
            assertThat(imap.say("a2 GETACL \"" + inbox + "\"")).contains("\"ann@home.example\"");
            assertThat(imap.say("a3 GETQUOTAROOT \"" + inbox + "\"")).contains("a3 OK", desk);
            imap.say("a4 SELECT \"" + inbox + "\"");
            assertThat(imap.say("a5 SEARCH SUBJECT question")).contains("* SEARCH 1");
        }
        try (Store store = programs.mailbox("nobody@home.example")) {
            assertThat(names(store.getDefaultFolder().list("*")))
                    .noneMatch(name -> name.startsWith("Other Users"));
            assertThat(store.getFolder(inbox).exists()).isFalse();
        }
    }

    private static List<String> names(Folder[] folders) {
        return Arrays.stream(folders).map(Folder::getFullName).toList();
    }

    /** What stands in a mailbox counts for its organization, wherever its reader is at home. */
    @Test
    void messagesAreCopiedAndMovedWholeAndCountWhereTheyAre() throws Exception {
        String box = mailboxes.make("files@acme.example");
        UserId ben = guest("ben");
        mailboxes.give(box, ben, SystemRole.FULL_ACCESS);
        String large = "a line of a body that is kept apart\r\n".repeat(1_000);
        programs.deliver("Subject: one\r\n\r\n" + large, "files@acme.example");
        programs.deliver("Subject: two\r\n\r\nshort", "files@acme.example");

        try (Conversation imap = imap("ben")) {
            imap.say("a2 SELECT \"Other Users.files@acme,example.INBOX\"");
            imap.say("a3 STORE 1 +FLAGS (\\Flagged)");
            assertThat(imap.say("a4 COPY 1:2 Archive")).contains("a4 OK");
            assertThat(contents(box)).isEqualTo(2);
            assertThat(contents(ben.toString())).isEqualTo(2);
            assertThat(imap.say("a5 MOVE 1 Archive")).contains("a5 OK");
            assertThat(contents(box)).isEqualTo(1);
            imap.say("a6 SELECT Archive");
            assertThat(imap.say("a7 FETCH 1:* (FLAGS)")).contains("3 FETCH", "\\Flagged");
            assertThat(imap.say("a8 MOVE 2 \"Other Users.files@acme,example.Archive\""))
                    .contains("a8 OK");
        }
        assertThat(programs.sources("ben@home.example", "Archive"))
                .hasSize(2)
                .allMatch(source -> source.contains("Subject: one") && source.contains(large));
        assertThat(programs.subjects("ben@home.example", "Other Users.files@acme,example.Archive"))
                .containsExactly("two");
        assertThat(contents(box)).isEqualTo(2);
        assertThat(contents(ben.toString())).isEqualTo(2);
        assertThat(bodies(acme)).isZero();
        assertThat(bodies(home)).isOne();
    }

    private long contents(String mailbox) {
        OrganizationScope where =
                TestDatabase.owner()
                                .sql("SELECT organization_id FROM mailboxes WHERE id = :id::uuid")
                                .param("id", mailbox)
                                .query(UUID.class)
                                .single()
                                .equals(acme.organization().value())
                        ? acme
                        : home;
        return scopes.in(where, () -> mail.contents(where, MailboxId.valueOf(mailbox)).messages());
    }

    private static long bodies(OrganizationScope scope) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM mail_bodies WHERE organization_id = :organization AND uses > 0")
                .param("organization", scope.organization().value())
                .query(Long.class)
                .single();
    }

    @Test
    void areSentAsByMailProgramAndBrowserAndAnswerForItThemselves() {
        String sales = mailboxes.make("sales@acme.example");
        UserId cid = guest("cid");
        mailboxes.give(sales, cid, SystemRole.SEND_AS);
        mailboxes.give(
                sales,
                cid,
                List.of(SystemRole.EDITOR.id().toString(), SystemRole.SEND_AS.id().toString()),
                List.of());
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("cid@home.example"));
            assertThat(submission.say("MAIL FROM:<sales@acme.example>")).startsWith("250");
            assertThat(submission.say("RCPT TO:<olga@acme.example>")).startsWith("250");
            submission.say("DATA");
            assertThat(
                            submission.say(
                                    "From: sales@acme.example\r\nSubject: offer\r\n\r\ntext\r\n."))
                    .startsWith("250");
            assertThat(submission.say("MAIL FROM:<olga@acme.example>")).startsWith("550 5.7.1");
        }
        assertThat(handedOver("cid", "cid@home.example", "sales@acme.example", "olga@acme.example"))
                .startsWith("550 5.7.1")
                .contains("MAIL FROM");
        assertThat(handedOver("cid", "cid@home.example", "cid@home.example", "olga@acme.example"))
                .startsWith("250");
        Browser his = world.signedIn("cid@home.example");
        Browser.Answer sent = his.post(MAIL + "/messages", letter(sales, "olga@acme.example"));
        assertThat(sent.status()).as(sent.response().body()).isEqualTo(201);
        assertThat(
                        his.get(
                                        MAIL
                                                + "/folders/"
                                                + WebmailListTests.folder(his, sales, "Sent")
                                                + "/messages")
                                .text("items/0/subject"))
                .isEqualTo("from the browser");
    }

    /** What is said to a message of a guest, at its end or before. */
    private String handedOver(String guest, String envelope, String from, String to) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(guest + "@home.example"));
            assertThat(submission.say("MAIL FROM:<" + envelope + ">")).startsWith("250");
            String recipient = submission.say("RCPT TO:<" + to + ">");
            if (!recipient.startsWith("250")) {
                return recipient;
            }
            submission.say("DATA");
            return submission.say("From: " + from + "\r\nSubject: offer\r\n\r\ntext\r\n.");
        }
    }

    /**
     * A group that the organization alone writes to takes what is sent in its name, and only it.
     */
    @Test
    void writeToGroupsAsTheyMayThemselves() {
        String desk = mailboxes.make("groupdesk@acme.example");
        UserId kim = guest("kim");
        mailboxes.give(
                desk,
                kim,
                List.of(SystemRole.EDITOR.id().toString(), SystemRole.SEND_AS.id().toString()),
                List.of());
        String groups = "/api/v1/organizations/" + acme.organization() + "/mail-groups";
        String address = "all@acme.example";
        Browser.Answer made =
                owner.post(
                        groups,
                        Map.of("name", "All", "address", address, "writers", "ORGANIZATION"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        owner.post(
                groups + "/" + made.text("id") + "/members",
                Map.of("addresses", List.of("olga@acme.example")));

        assertThat(handedOver("kim", "kim@home.example", "kim@home.example", address))
                .startsWith("550 5.7.1");
        assertThat(handedOver("kim", "groupdesk@acme.example", "groupdesk@acme.example", address))
                .startsWith("250");
        Browser his = world.signedIn("kim@home.example");
        assertThat(his.post(MAIL + "/messages", letter(kim.toString(), address)).status())
                .isBetween(400, 499);
        Browser.Answer sent = his.post(MAIL + "/messages", letter(desk, address));
        assertThat(sent.status()).as(sent.response().body()).isEqualTo(201);
    }

    static Map<String, Object> letter(String mailbox, String to) {
        return Map.of(
                "letter",
                Map.of(
                        "mailboxId",
                        mailbox,
                        "to",
                        List.of(Map.of("name", "", "address", to)),
                        "cc",
                        List.of(),
                        "bcc",
                        List.of(),
                        "subject",
                        "from the browser",
                        "text",
                        "text",
                        "attachments",
                        List.of()));
    }

    @Test
    void areReadAndSortedInTheBrowser() {
        String box = mailboxes.make("box@acme.example");
        UserId dan = guest("dan");
        mailboxes.give(box, dan, SystemRole.FULL_ACCESS);
        programs.deliver("Subject: m1\r\n\r\nhello dan", "box@acme.example");
        programs.deliver("Subject: m2\r\n\r\nhello again", "box@acme.example");
        Browser his = world.signedIn("dan@home.example");

        Browser.Answer all = his.get(MAIL + "/mailboxes");
        assertThat(all.text("items/0/mine")).isEqualTo("true");
        assertThat(all.json().at("/items/0/organization").isNull()).isTrue();
        assertThat(all.text("items/1/id")).isEqualTo(box);
        assertThat(all.text("items/1/organization")).isEqualTo("Acme");
        String inbox = WebmailListTests.folder(his, box, "INBOX");
        String messages = MAIL + "/folders/" + inbox + "/messages";
        assertThat(his.get(messages).text("items/0/subject")).isEqualTo("m2");
        assertThat(his.get(messages + "?query=again").json().at("/items")).hasSize(1);
        assertThat(his.get(messages + "/1").text("text").strip()).isEqualTo("hello dan");
        assertThat(
                        changed(
                                his.post(
                                        messages + "/actions/mark",
                                        Map.of("uids", List.of(1), "seen", true))))
                .isOne();
        String archive = WebmailListTests.folder(his, dan.toString(), "Archive");
        assertThat(
                        changed(
                                his.post(
                                        messages + "/actions/move",
                                        Map.of("uids", List.of(1), "folderId", archive))))
                .isOne();
        assertThat(his.get(MAIL + "/folders/" + archive + "/messages").text("items/0/subject"))
                .isEqualTo("m1");
        assertThat(
                        changed(
                                his.post(
                                        messages + "/actions/delete",
                                        Map.of("uids", List.of(2), "forGood", false))))
                .isOne();
        Browser.Answer made =
                his.post(MAIL + "/mailboxes/" + box + "/folders", Map.of("name", "Done"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.text("mailboxId")).isEqualTo(box);

        guest("eve");
        Browser strangers = world.signedIn("eve@home.example");
        assertThat(strangers.get(messages).status()).isEqualTo(404);
        assertThat(strangers.get(MAIL + "/mailboxes/" + box + "/folders").status()).isEqualTo(404);
    }

    private static int changed(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().at("/changed").asInt();
    }

    @Test
    void areGoneWithinASecondWhenAGuestIsRemoved() {
        String box = mailboxes.make("brief@acme.example");
        UserId fay = guest("fay");
        mailboxes.give(box, fay, SystemRole.FULL_ACCESS);
        Browser hers = world.signedIn("fay@home.example");
        try (Conversation imap = imap("fay")) {
            assertThat(imap.say("a2 SELECT \"Other Users.brief@acme,example.INBOX\""))
                    .contains("a2 OK");
            imap.send("a3 IDLE\r\n");
            assertThat(imap.answer()).startsWith("+");

            Browser.Answer removed =
                    owner.send(
                            "DELETE",
                            "/api/v1/organizations/" + acme.organization() + "/guests/" + fay,
                            null,
                            Map.of());

            Instant taken = Instant.now();
            assertThat(removed.status()).as(removed.response().body()).isEqualTo(204);
            assertThat(imap.ended()).isTrue();
            assertThat(Duration.between(taken, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(hers.get(MAIL + "/mailboxes").json().at("/items")).hasSize(1);
        try (Conversation imap = imap("fay")) {
            assertThat(imap.say("a2 LIST \"\" *")).doesNotContain("Other Users");
            assertThat(imap.say("a3 LSUB \"\" *")).doesNotContain("Other Users");
        }
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("fay@home.example"));
            assertThat(submission.say("MAIL FROM:<brief@acme.example>")).startsWith("550 5.7.1");
        }
    }

    @Test
    void openForNobodyWhileTheirOrganizationIsSwitchedOff() {
        OrganizationScope closing = world.organization("Closing");
        world.owner(closing, "otto@closing.example");
        var theirs = new SharedMailboxes(world.signedIn("otto@closing.example"), closing);
        String box = theirs.make("late@closing.example");
        UserId gus = world.user(home, "gus@home.example");
        guests.join(closing, gus);
        theirs.give(
                box,
                gus,
                List.of(SystemRole.FULL_ACCESS.id().toString(), SystemRole.SEND_AS.id().toString()),
                List.of());
        Browser his = world.signedIn("gus@home.example");
        String folder = WebmailListTests.folder(his, box, "INBOX");
        try (Conversation imap = imap("gus")) {
            assertThat(imap.say("a2 SELECT \"Other Users.late@closing,example.INBOX\""))
                    .contains("a2 OK");
            scopes.run(closing, () -> accounts.closeOrganization(closing));

            assertThat(imap.say("a3 FETCH 1:* (FLAGS)")).doesNotContain("FLAGS");
            assertThat(imap.say("a4 LIST \"\" *")).doesNotContain("Other Users");
            assertThat(imap.say("a5 SELECT \"Other Users.late@closing,example.INBOX\""))
                    .contains("a5 NO");
        }
        assertThat(his.get(MAIL + "/mailboxes").json().at("/items")).hasSize(1);
        assertThat(his.get(MAIL + "/folders/" + folder + "/messages").status()).isEqualTo(404);
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("gus@home.example"));
            assertThat(submission.say("MAIL FROM:<late@closing.example>")).startsWith("550 5.7.1");
        }
    }
}
