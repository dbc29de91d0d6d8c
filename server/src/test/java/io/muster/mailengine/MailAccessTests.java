package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Who gets at mail by a mail program, and for how long. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailAccessTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

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
    void opensTheStandardFoldersToAUserWithHisPassword() throws MessagingException {
        world.user(acme, "ann@acme.example");

        try (Store store = programs.mailbox("ann@acme.example")) {
            assertThat(Arrays.stream(store.getDefaultFolder().list()).map(Folder::getName))
                    .containsExactlyInAnyOrder(
                            "INBOX", "Drafts", "Sent", "Archive", "Spam", "Trash");
            assertThat(store.getDefaultFolder().listSubscribed()).hasSize(6);
        }
    }

    @Test
    void keepsWhatAUserDoesWithHisMessages() throws MessagingException {
        world.user(acme, "bea@acme.example");
        programs.deliver("Subject: one\r\n\r\nfirst", "bea@acme.example");
        programs.deliver("Subject: two\r\n\r\nsecond", "bea@acme.example");

        try (Store store = programs.mailbox("bea@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            assertThat(inbox.getUnreadMessageCount()).isEqualTo(2);
            inbox.getMessage(1).setFlag(jakarta.mail.Flags.Flag.SEEN, true);
            inbox.copyMessages(
                    new jakarta.mail.Message[] {inbox.getMessage(1)}, store.getFolder("Archive"));
            inbox.getMessage(2).setFlag(jakarta.mail.Flags.Flag.DELETED, true);
            inbox.close(true);
        }

        try (Store store = programs.mailbox("bea@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getUnreadMessageCount()).isZero();
        }
        assertThat(programs.subjects("bea@acme.example", "INBOX")).containsExactly("one");
        assertThat(programs.subjects("bea@acme.example", "Archive")).containsExactly("one");
    }

    @Test
    void findsMessagesByWhatIsWrittenInThem() {
        world.user(acme, "sam@acme.example");
        programs.deliver(
                "Subject: figures\r\nFrom: carl@elsewhere.example\r\n\r\nThe zanzibar report",
                "sam@acme.example");
        programs.deliver("Subject: other\r\n\r\nnothing to see", "sam@acme.example");
        try (Conversation imap = programs.imap()) {
            imap.say("a1 LOGIN sam@acme.example \"" + World.PASSWORD + "\"");
            imap.say("a2 SELECT INBOX");
            assertThat(imap.say("a3 SEARCH BODY anzibar")).contains("* SEARCH 1\n");
            assertThat(imap.say("a4 SEARCH SUBJECT other")).contains("* SEARCH 2\n");
            assertThat(imap.say("a5 SEARCH FROM carl UNSEEN")).contains("* SEARCH 1\n");
            assertThat(imap.say("a6 SEARCH TEXT nowhere")).contains("* SEARCH\n");
        }
    }

    /** RFC 3501 6.3.2 and 6.4.2. */
    @Test
    void leavesAFolderOpenedToBeReadAsItIs() {
        world.user(acme, "nell@acme.example");
        programs.deliver("Subject: one\r\n\r\nfirst", "nell@acme.example");
        programs.deliver("Subject: two\r\n\r\nsecond", "nell@acme.example");
        try (Conversation imap = programs.imap()) {
            imap.say("a0 LOGIN nell@acme.example \"" + World.PASSWORD + "\"");
            imap.say("a1 SELECT INBOX");
            imap.say("a2 STORE 2 +FLAGS (\\Deleted)");

            assertThat(imap.say("a3 EXAMINE INBOX")).contains("a3 OK [READ-ONLY]");
            assertThat(imap.say("a4 FETCH 1 (UID BODY[] BODY[HEADER.FIELDS (Subject)])"))
                    .contains("first", "Subject: one", "a4 OK")
                    .doesNotContain("Seen");
            assertThat(imap.say("a5 UID FETCH 1 (RFC822.TEXT FLAGS)"))
                    .contains("first", "a5 OK")
                    .doesNotContain("Seen");
            for (String change :
                    new String[] {
                        "STORE 1 +FLAGS (\\Flagged)",
                        "UID STORE 1 FLAGS ()",
                        "EXPUNGE",
                        "UID EXPUNGE 1:*",
                        "MOVE 1 Archive",
                        "UID MOVE 1 Archive"
                    }) {
                assertThat(imap.say("a6 " + change)).as(change).contains("a6 NO", "read-only");
            }
            assertThat(imap.say("a7 COPY 1 Archive")).contains("a7 OK");
            assertThat(imap.say("a8 CLOSE")).contains("a8 OK").doesNotContain("EXPUNGE");
            assertThat(imap.say("a9 FETCH 1 FLAGS")).contains("a9 NO");

            assertThat(imap.say("a10 SELECT INBOX")).contains("* 2 EXISTS", "[READ-WRITE]");
            assertThat(imap.say("a11 FETCH 1:2 FLAGS"))
                    .contains("* 1 FETCH (FLAGS ())", "* 2 FETCH (FLAGS (\\Deleted))");
            assertThat(imap.say("a12 CLOSE")).contains("a12 OK");
            assertThat(imap.say("a13 SELECT INBOX")).contains("* 1 EXISTS");
            assertThat(imap.say("a14 FETCH 1 BODY[TEXT]")).contains("first");
            assertThat(imap.say("a15 FETCH 1 FLAGS")).contains("\\Seen");
        }
    }

    @Test
    void asksForEncryptionBeforeAPassword() {
        world.user(acme, "cid@acme.example");
        String login = "LOGIN cid@acme.example \"" + World.PASSWORD + "\"";
        try (Conversation imap = new Conversation(programs.ports().imap())) {
            assertThat(imap.say("a1 CAPABILITY")).contains("LOGINDISABLED", "STARTTLS");
            assertThat(imap.say("a2 " + login)).contains("a2 NO");
        }
        try (Conversation imap = programs.imap()) {
            assertThat(imap.say("a1 " + login)).contains("a1 OK");
        }
        try (Conversation submission = new Conversation(programs.ports().submission())) {
            assertThat(submission.say("EHLO client.example"))
                    .contains("STARTTLS")
                    .doesNotContain("AUTH");
        }
    }

    @Test
    void letsNobodyInWithoutTheRightPasswordAndLocksAsEverywhere() {
        world.user(acme, "dora@acme.example");
        try (Conversation imap = programs.imap()) {
            assertThat(imap.say("a1 LOGIN dora@acme.example wrong")).contains("a1 NO");
            assertThat(imap.say("a2 LOGIN nobody@acme.example wrong")).contains("a2 NO");
            assertThat(imap.say("a3 LOGIN dora@acme.example \"" + World.PASSWORD + "\""))
                    .contains("a3 OK");
        }
        for (int attempt = 0; attempt < 12; attempt++) {
            try (Conversation imap = programs.imap()) {
                imap.say("a1 LOGIN dora@acme.example wrong");
            }
        }

        assertThatThrownBy(() -> programs.mailbox("dora@acme.example"))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThat(world.browser().signIn("dora@acme.example", World.PASSWORD).status())
                .isNotEqualTo(200);
    }

    /** RFC 8314 3.2. */
    @Test
    void isReachedEncryptedFromTheFirstOctetToo() {
        UserId ken = world.user(acme, "ken@acme.example");
        try (Conversation imap = Conversation.encrypted(programs.ports().imaps())) {
            assertThat(imap.say("a1 CAPABILITY")).doesNotContain("STARTTLS", "LOGINDISABLED");
            assertThat(imap.say("a2 LOGIN ken@acme.example \"" + World.PASSWORD + "\""))
                    .contains("a2 OK");

            act(ken, "disable", Map.of());

            assertThat(imap.ended()).isTrue();
        }
    }

    @Test
    void opensByTheTwoStepsOfAuthenticateToo() {
        world.user(acme, "jan@acme.example");
        try (Conversation imap = programs.imap()) {
            assertThat(imap.say("a1 AUTHENTICATE PLAIN")).startsWith("+");
            assertThat(imap.say("this is not base 64")).contains("a1 NO");
            assertThat(imap.say("a2 AUTHENTICATE PLAIN")).startsWith("+");
            assertThat(imap.say(MailSubmissionTests.encoded("jan@acme.example", "wrong")))
                    .contains("a2 NO");
            assertThat(imap.say("a3 AUTHENTICATE PLAIN")).startsWith("+");
            assertThat(imap.say(MailSubmissionTests.encoded("jan@acme.example", World.PASSWORD)))
                    .contains("a3 OK");
            assertThat(imap.say("a4 SELECT INBOX")).contains("a4 OK");
        }
    }

    @Test
    void isOverWhenThePasswordIs() throws MessagingException {
        UserId emil = world.user(acme, "emil@acme.example");
        programs.mailbox("emil@acme.example").close();

        act(emil, "expire-password", Map.of());

        assertThatThrownBy(() -> programs.mailbox("emil@acme.example"))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void endsWithinASecondForWhoeverIsDisabled() {
        UserId finn = world.user(acme, "finn@acme.example");
        try (Conversation imap = programs.imap();
                Conversation submission = programs.submission()) {
            imap.say("a1 LOGIN finn@acme.example \"" + World.PASSWORD + "\"");
            imap.say("a2 SELECT INBOX");
            imap.send("a3 IDLE\r\n");
            assertThat(imap.answer()).startsWith("+");
            assertThat(submission.say(MailSubmissionTests.plain("finn@acme.example")))
                    .startsWith("235");

            act(finn, "disable", Map.of());

            Instant disabled = Instant.now();
            assertThat(imap.ended()).isTrue();
            assertThat(submission.ended()).isTrue();
            assertThat(Duration.between(disabled, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
        assertThatThrownBy(() -> programs.mailbox("finn@acme.example"))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void keepsTheMailOfAUserWhoGetsAnotherAddress() throws MessagingException {
        UserId gil = world.user(acme, "gil@acme.example");
        programs.deliver("Subject: before\r\n\r\n.", "gil@acme.example");
        String path = "/api/v1/organizations/%s/users/%s".formatted(acme.organization(), gil);
        Browser.Answer renamed =
                owner.put(
                        path + "/names",
                        Map.of("address", "gilbert@acme.example"),
                        owner.get(path).header("ETag").orElseThrow());
        assertThat(renamed.status()).isEqualTo(200);

        programs.deliver("Subject: after\r\n\r\n.", "gilbert@acme.example");

        assertThat(programs.subjects("gilbert@acme.example", "INBOX"))
                .containsExactly("before", "after");
    }

    @Test
    void endsForGoodWithItsUserInOneTransaction() {
        UserId hana = world.user(acme, "hana@acme.example");
        world.user(acme, "ida@acme.example");
        programs.deliver(
                "Subject: both\r\n\r\n" + "the same long text for both\r\n".repeat(1_000),
                "hana@acme.example",
                "ida@acme.example");
        assertThat(rowsOf(hana)).isPositive();

        act(hana, "delete", Map.of());
        act(hana, "purge", Map.of("confirmation", "hana@acme.example"));

        assertThat(rowsOf(hana)).isZero();
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT uses FROM mail_bodies")
                                .query(Integer.class)
                                .list())
                .containsExactly(1);
    }

    private static long rowsOf(UserId user) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT (SELECT count(*) FROM mail_folders WHERE owner_id = :user)
                             + (SELECT count(*) FROM mail_subscriptions WHERE owner_id = :user)
                             + (SELECT count(*) FROM mail_messages WHERE folder_id NOT IN (SELECT id FROM mail_folders))
                        """)
                .param("user", user.value())
                .query(Long.class)
                .single();
    }

    private void act(UserId user, String verb, Map<String, ?> options) {
        assertThat(
                        owner.post(
                                        "/api/v1/organizations/%s/users/%s/actions/%s"
                                                .formatted(acme.organization(), user, verb),
                                        options)
                                .status())
                .isBetween(200, 204);
    }
}
