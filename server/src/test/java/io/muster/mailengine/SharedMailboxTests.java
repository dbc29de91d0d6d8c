package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import io.muster.users.Guests;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mailboxes that several work in, by mail program. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedMailboxTests {

    private static final String LOGIN = "a1 LOGIN %s \"" + World.PASSWORD + "\"";

    @Autowired World world;
    @Autowired Guests guests;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private OrganizationScope elsewhere;
    private String organization;
    private Browser owner;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        elsewhere = world.organization("Guests");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    @Test
    void takesMailAtItsAddressUntilItIsArchived() {
        String desk = shared("desk@acme.example");
        assertThat(programs.deliver("Subject: hello\r\n\r\n.", "desk@acme.example"))
                .startsWith("250");
        Browser.Answer read = owner.get(organization + "/mailboxes/" + desk);
        assertThat(read.json().at("/messages").asLong()).isOne();
        assertThat(programs.deliver("Subject: tag\r\n\r\n.", "desk+sales@acme.example"))
                .startsWith("250");

        owner.post(organization + "/mailboxes/" + desk + "/actions/archive", Map.of());
        assertThat(programs.deliver("Subject: late\r\n\r\n.", "desk@acme.example")).startsWith("5");
        owner.post(organization + "/mailboxes/" + desk + "/actions/unarchive", Map.of());
        assertThat(programs.deliver("Subject: again\r\n\r\n.", "desk@acme.example"))
                .startsWith("250");
    }

    @Test
    void standsBelowOtherUsersForWhoeverMayReadIt() throws MessagingException {
        String info = shared("info@acme.example");
        programs.deliver("Subject: question\r\n\r\n.", "info@acme.example");
        UserId ann = world.user(acme, "ann@acme.example");
        world.user(acme, "nobody@acme.example");
        give(info, ann, SystemRole.READER);

        assertThat(programs.subjects("ann@acme.example", "Other Users.info@acme,example.INBOX"))
                .containsExactly("question");
        try (Store store = programs.mailbox("ann@acme.example")) {
            assertThat(Arrays.stream(store.getUserNamespaces("")).map(Folder::getFullName))
                    .containsExactly("Other Users");
            assertThat(Arrays.stream(store.getDefaultFolder().list("*")).map(Folder::getFullName))
                    .contains("INBOX", "Other Users.info@acme,example.Sent");
        }
        try (Store store = programs.mailbox("nobody@acme.example")) {
            assertThat(Arrays.stream(store.getDefaultFolder().list("*")).map(Folder::getFullName))
                    .contains("INBOX")
                    .noneMatch(name -> name.startsWith("Other Users"));
            assertThat(store.getFolder("Other Users.info@acme,example.INBOX").exists()).isFalse();
        }
    }

    @Test
    void aUsersOwnMailboxIsSharedTheSameWay() throws MessagingException {
        UserId ben = world.user(acme, "ben@acme.example");
        UserId cid = world.user(acme, "cid@acme.example");
        programs.deliver("Subject: for ben\r\n\r\n.", "ben@acme.example");
        give(ben.toString(), cid, SystemRole.READER);

        assertThat(programs.subjects("cid@acme.example", "Other Users.ben@acme,example.INBOX"))
                .containsExactly("for ben");
        assertThat(programs.subjects("ben@acme.example", "INBOX")).containsExactly("for ben");
    }

    /**
     * RFC 4314 4, command by command, for every role and every single permission, for users of the
     * organization and for guests of another home.
     */
    @Test
    void allowsExactlyWhatFollowsFromTheRights() {
        Map<String, Set<Permission>> rows = new LinkedHashMap<>();
        for (SystemRole role : SystemRole.values()) {
            if (role.level() == Permission.Level.MAILBOX) {
                rows.put(role.name(), role.permissions());
            }
        }
        for (Permission permission : Permission.values()) {
            if (permission.level() == Permission.Level.MAILBOX) {
                rows.put(permission.text(), EnumSet.of(permission));
                rows.put(
                        "mailbox:read + " + permission.text(),
                        EnumSet.of(Permission.MAILBOX_READ, permission));
            }
        }
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Set<Permission>> row : rows.entrySet()) {
            number++;
            String own = "matrix" + number + "@acme.example";
            wrong.addAll(differences(own, world.user(acme, own), row.getKey(), row.getValue()));
            String guest = "matrix" + number + "@guests.example";
            UserId user = world.user(elsewhere, guest);
            guests.join(acme, user);
            wrong.addAll(differences(guest, user, "guest, " + row.getKey(), row.getValue()));
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> differences(String name, UserId user, String title, Set<Permission> held) {
        String address = "box-" + name.replace("guests", "for-guests.acme");
        String box = shared(address);
        for (int message = 0; message < 4; message++) {
            programs.deliver("Subject: m" + message + "\r\n\r\n.", address);
        }
        give(box, user, List.of(), held.stream().map(Permission::text).toList());
        String folder = "\"Other Users." + address.replace('.', ',') + ".";
        boolean reads = held.contains(Permission.MAILBOX_READ);
        boolean writes = reads && held.contains(Permission.MAILBOX_WRITE);
        boolean deletes = reads && held.contains(Permission.MAILBOX_DELETE);
        boolean folders = reads && held.contains(Permission.MAILBOX_FOLDERS);
        Map<String, Boolean> expected = new LinkedHashMap<>();
        Map<String, Boolean> was = new LinkedHashMap<>();
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted(name));
            was.put("l", imap.say("a2 LIST \"\" *").contains("Other Users"));
            expected.put("l", reads);
            was.put("r", imap.say("a3 SELECT " + folder + "INBOX\"").contains("a3 OK"));
            expected.put("r", reads);
            if (reads) {
                was.put("s", flagged(imap, "1 +FLAGS (\\Seen)", "\\Seen"));
                was.put("w", flagged(imap, "1 +FLAGS (\\Flagged)", "\\Flagged"));
                was.put("t", flagged(imap, "2 +FLAGS (\\Deleted)", "\\Deleted"));
                expected.put("s", writes);
                expected.put("w", writes);
                expected.put("t", deletes);
                imap.say("a7 EXPUNGE");
                was.put(
                        "e",
                        imap.say("a8 STATUS " + folder + "INBOX\" (MESSAGES)")
                                .contains("(MESSAGES 3)"));
                expected.put("e", deletes);
                was.put("move", imap.say("a9 MOVE 1 Archive").contains("a9 OK"));
                expected.put("move", deletes);
                imap.say("a10 SELECT INBOX");
            }
            programs.deliver("Subject: own\r\n\r\n.", name);
            imap.say("a11 SELECT INBOX");
            was.put("i", imap.say("a12 COPY 1 " + folder + "Drafts\"").contains("a12 OK"));
            expected.put("i", writes);
            was.put("k", imap.say("a13 CREATE " + folder + "New\"").contains("a13 OK"));
            expected.put("k", folders);
            was.put(
                    "kx",
                    imap.say("a14 RENAME " + folder + "Spam\" " + folder + "Junk\"")
                            .contains("a14 OK"));
            expected.put("kx", folders);
            was.put("x", imap.say("a15 DELETE " + folder + "Trash\"").contains("a15 OK"));
            expected.put("x", folders);
            was.put("inbox", imap.say("a16 DELETE " + folder + "INBOX\"").contains("a16 OK"));
            expected.put("inbox", false);
            was.put("a", imap.say("a17 GETACL " + folder + "INBOX\"").contains("a17 OK"));
            expected.put("a", reads && held.contains(Permission.MAILBOX_SHARE));
            was.put("append", append(imap, folder + "Drafts\""));
            expected.put("append", writes);
            was.put(
                    "steal",
                    imap.say("a20 RENAME " + folder + "Drafts\" Stolen").contains("a20 OK"));
            expected.put("steal", false);
            was.put(
                    "setacl",
                    imap.say("a21 SETACL " + folder + "INBOX\" " + name + " lrswitekxa")
                            .contains("a21 OK"));
            expected.put("setacl", false);
        }
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(name));
            was.put("p", submission.say("MAIL FROM:<" + address + ">").startsWith("250"));
            expected.put("p", held.contains(Permission.MAILBOX_SEND_AS));
        }
        List<String> wrong = new ArrayList<>();
        was.forEach((right, answer) -> {
            if (!answer.equals(expected.get(right))) {
                wrong.add(title + ", " + right + ": was " + answer);
            }
        });
        return wrong;
    }

    /** Whether the flag is there after the program tried to set it. */
    private static boolean flagged(Conversation imap, String store, String flag) {
        imap.say("a4 STORE " + store);
        return imap.say("a5 FETCH " + store.charAt(0) + " (FLAGS)").contains(flag);
    }

    private static boolean append(Conversation imap, String folder) {
        String message = "Subject: draft\r\n\r\ntext\r\n";
        if (!imap.say("a18 APPEND " + folder + " {" + message.length() + "}").startsWith("+")) {
            return false;
        }
        return imap.say(message).contains("a18 OK");
    }

    @Test
    void tellsByAddressWhoHasWhichRights() {
        String box = shared("rights@acme.example");
        programs.deliver("Subject: x\r\n\r\n.", "rights@acme.example");
        UserId dora = world.user(acme, "dora@acme.example");
        UserId emil = world.user(acme, "emil@acme.example");
        give(box, dora, SystemRole.MAILBOX_OWNER);
        give(box, emil, SystemRole.EDITOR);
        String folder = "\"Other Users.rights@acme,example.INBOX\"";

        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted("dora@acme.example"));
            assertThat(imap.say("a2 GETACL " + folder))
                    .contains("\"dora@acme.example\"", "\"emil@acme.example\"")
                    .doesNotContain("organization-");
            assertThat(imap.say("a3 SETACL " + folder + " emil@acme.example lr"))
                    .contains("a3 NO")
                    .contains("administrator");
            assertThat(imap.say("a4 SETACL INBOX emil@acme.example lr")).contains("a4 NO");
        }
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted("emil@acme.example"));
            assertThat(imap.say("a2 MYRIGHTS " + folder)).containsPattern("[eilrstw]{7}");
            assertThat(imap.say("a21 CREATE \"Other Users.rights@acme,example.New\""))
                    .contains("a21 NO");
            assertThat(imap.say("a3 GETACL " + folder)).contains("a3 NO");
        }
    }

    @Test
    void ofOneUserIsOverWithinASecondWhenTakenAway() {
        String box = shared("open@acme.example");
        programs.deliver("Subject: x\r\n\r\n.", "open@acme.example");
        UserId fay = world.user(acme, "fay@acme.example");
        give(box, fay, SystemRole.FULL_ACCESS);
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted("fay@acme.example"));
            assertThat(imap.say("a2 SELECT \"Other Users.open@acme,example.INBOX\""))
                    .contains("a2 OK");
            imap.send("a3 IDLE\r\n");
            assertThat(imap.answer()).startsWith("+");

            give(box, fay, List.of(), List.of());

            Instant taken = Instant.now();
            assertThat(imap.ended()).isTrue();
            assertThat(Duration.between(taken, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted("fay@acme.example"));
            assertThat(imap.say("a2 SELECT \"Other Users.open@acme,example.INBOX\""))
                    .contains("a2 NO");
        }
    }

    @Test
    void followsARoleThatIsMadeSmaller() {
        Browser.Answer role =
                owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Clerk",
                                "level",
                                "MAILBOX",
                                "permissions",
                                List.of("mailbox:read", "mailbox:send-as")));
        String box = shared("clerks@acme.example");
        UserId gil = world.user(acme, "gil@acme.example");
        give(box, gil, List.of(role.text("id")), List.of());
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("gil@acme.example"));
            assertThat(submission.say("MAIL FROM:<clerks@acme.example>")).startsWith("250");
            submission.say("RSET");

            owner.put(
                    organization + "/roles/" + role.text("id"),
                    Map.of(
                            "name",
                            "Clerk",
                            "level",
                            "MAILBOX",
                            "permissions",
                            List.of("mailbox:read")),
                    "\"1\"");

            assertThat(submission.ended()).isTrue();
        }
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("gil@acme.example"));
            assertThat(submission.say("MAIL FROM:<clerks@acme.example>")).startsWith("550 5.7.1");
        }
    }

    @Test
    void isDeletedWithItsMessagesOrHandsThemOver() throws MessagingException {
        String kept = shared("kept@acme.example");
        String gone = shared("gone@acme.example");
        UserId hana = world.user(acme, "hana@acme.example");
        programs.deliver("Subject: precious\r\n\r\n.", "kept@acme.example");
        programs.deliver("Subject: worthless\r\n\r\n.", "gone@acme.example");

        delete(kept, Map.of("confirmation", "kept@acme.example", "transferTo", hana.toString()));
        delete(gone, Map.of("confirmation", "gone@acme.example"));

        assertThat(programs.subjects("hana@acme.example", "kept@acme example.INBOX"))
                .containsExactly("precious");
        assertThat(programs.deliver("Subject: x\r\n\r\n.", "kept@acme.example")).startsWith("5");
        assertThat(mail.contents(acme, MailboxId.valueOf(gone)).folders()).isZero();
    }

    private void delete(String mailbox, Map<String, String> how) {
        Browser.Answer deleted =
                owner.post(organization + "/mailboxes/" + mailbox + "/actions/delete", how);
        assertThat(deleted.status()).as(deleted.response().body()).isEqualTo(204);
    }

    private String shared(String address) {
        return owner.post(organization + "/mailboxes", Map.of("name", address, "address", address))
                .text("id");
    }

    private void give(String mailbox, UserId user, SystemRole role) {
        give(mailbox, user, List.of(role.id().toString()), List.of());
    }

    private void give(String mailbox, UserId user, List<String> roles, List<String> permissions) {
        String access = organization + "/mailboxes/" + mailbox + "/access";
        Browser.Answer given =
                owner.put(
                        access + "/" + user,
                        Map.of("roles", roles, "permissions", permissions),
                        owner.get(access).header("ETag").orElseThrow());
        assertThat(given.status()).as(given.response().body()).isEqualTo(200);
    }
}
