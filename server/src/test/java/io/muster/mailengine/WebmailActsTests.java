package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What is done with messages and folders in the browser, and that mail programs see it. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebmailActsTests {

    private static final String MAIL = "/api/v1/me/mail";

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private SharedMailboxes shared;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        shared = new SharedMailboxes(world.signedIn("olga@acme.example"), acme);
    }

    /** A user before his browser, with so many messages. */
    private record Desk(Browser browser, String mailbox) {

        String folder(String name) {
            return WebmailListTests.folder(browser, mailbox, name);
        }

        String messages(String folder) {
            return MAIL + "/folders/" + folder(folder) + "/messages";
        }

        Browser.Answer act(String folder, String act, Map<String, ?> body) {
            return browser.post(messages(folder) + "/actions/" + act, body);
        }

        List<String> subjects(String folder, String query) {
            List<String> subjects = new ArrayList<>();
            for (JsonNode row : browser.get(messages(folder) + query).json().at("/items")) {
                subjects.add(row.at("/subject").asString());
            }
            return subjects;
        }
    }

    private Desk desk(String name, int messages) {
        UserId user = world.user(acme, name + "@acme.example");
        for (int i = 1; i <= messages; i++) {
            programs.deliver("Subject: m" + i + "\r\n\r\n.", name + "@acme.example");
        }
        return new Desk(world.signedIn(name + "@acme.example"), user.toString());
    }

    private Conversation imap(String name) {
        Conversation imap = programs.imap();
        imap.say("a1 LOGIN %s@acme.example \"%s\"".formatted(name, World.PASSWORD));
        imap.say("a2 SELECT INBOX");
        return imap;
    }

    @Test
    void isSeenByAnOpenMailProgramAtOnce() {
        Desk ann = desk("ann", 4);
        try (Conversation imap = imap("ann")) {
            assertThat(
                            ann.act(
                                            "INBOX",
                                            "mark",
                                            Map.of(
                                                    "uids",
                                                    List.of(1, 3),
                                                    "seen",
                                                    true,
                                                    "flagged",
                                                    true))
                                    .json()
                                    .at("/changed")
                                    .asInt())
                    .isEqualTo(2);
            assertThat(imap.say("a3 NOOP"))
                    .contains("1 FETCH")
                    .contains("3 FETCH")
                    .contains("\\Seen")
                    .contains("\\Flagged");
            assertThat(ann.subjects("INBOX", "?unseen=true")).containsExactly("m4", "m2");
            assertThat(ann.subjects("INBOX", "?flagged=true")).containsExactly("m3", "m1");

            imap.say("a4 STORE 2 +FLAGS (\\Seen)");
            assertThat(ann.subjects("INBOX", "?unseen=true")).containsExactly("m4");

            ann.act("INBOX", "delete", Map.of("uids", List.of(1), "forGood", false));
            assertThat(imap.say("a5 NOOP")).contains("* 1 EXPUNGE");
            assertThat(ann.subjects("Trash", "")).containsExactly("m1");
            assertThat(imap.say("a6 STATUS Trash (MESSAGES)")).contains("(MESSAGES 1)");

            ann.act(
                    "INBOX",
                    "move",
                    Map.of("uids", List.of(2, 4, 99), "folderId", ann.folder("Archive")));
            assertThat(imap.say("a7 NOOP")).contains("EXPUNGE");
            assertThat(imap.say("a8 FETCH 1:* (UID)")).contains("UID 3").doesNotContain("UID 2");
            assertThat(ann.subjects("Archive", "")).containsExactlyInAnyOrder("m2", "m4");
            imap.say("a9 SELECT Archive");
            ann.act("Archive", "delete", Map.of("uids", List.of(1, 2), "forGood", true));
            assertThat(imap.say("a10 NOOP")).contains("EXPUNGE");
            assertThat(ann.subjects("Archive", "")).isEmpty();
        }
    }

    @Test
    void emptiesTheTrashAndMarksAllAsSeen() {
        Desk ben = desk("ben", 3);
        assertThat(ben.act("INBOX", "empty", Map.of()).text("type"))
                .isEqualTo("urn:problem:webmail:not-trash");
        assertThat(ben.act("INBOX", "mark-all-seen", Map.of()).json().at("/changed").asInt())
                .isEqualTo(3);
        assertThat(ben.subjects("INBOX", "?unseen=true")).isEmpty();
        ben.act("INBOX", "delete", Map.of("uids", List.of(1, 2), "forGood", false));
        assertThat(ben.act("Trash", "empty", Map.of()).json().at("/changed").asInt()).isEqualTo(2);
        assertThat(ben.subjects("Trash", "")).isEmpty();
        assertThat(ben.subjects("INBOX", "")).containsExactly("m3");
    }

    @Test
    void refusesWhatIsNoListOfMessages() {
        Desk cid = desk("cid", 1);
        assertThat(cid.act("INBOX", "mark", Map.of("uids", List.of())).text("errors/0/field"))
                .isEqualTo("uids");
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            many.add(i);
        }
        assertThat(cid.act("INBOX", "delete", Map.of("uids", many, "forGood", true)).status())
                .isEqualTo(422);
        assertThat(
                        cid.act(
                                        "INBOX",
                                        "move",
                                        Map.of(
                                                "uids",
                                                List.of(1),
                                                "folderId",
                                                World.class.hashCode() + "0-0-0-0"))
                                .status())
                .isEqualTo(422);
        assertThat(cid.subjects("INBOX", "")).containsExactly("m1");
    }

    @Test
    void makesRenamesAndDeletesFolders() {
        Desk dan = desk("dan", 1);
        String folders = MAIL + "/mailboxes/" + dan.mailbox() + "/folders";
        Browser.Answer made = dan.browser().post(folders, Map.of("name", "Projekte.Grün"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("Projekte.Grün");
        assertThat(dan.browser().post(folders, Map.of("name", "Projekte.Grün")).text("type"))
                .isEqualTo("urn:problem:webmail:folder-name-taken");
        for (String name : List.of("", "a..b", "50%", "inbox", "#news", " . ", "Other Users.x")) {
            assertThat(dan.browser().post(folders, Map.of("name", name)).text("errors/0/field"))
                    .as(name)
                    .isEqualTo("name");
        }
        String id = made.text("id");
        assertThat(
                        dan.browser()
                                .send(
                                        "PUT",
                                        MAIL + "/folders/" + id,
                                        Map.of("name", "Done"),
                                        Map.of())
                                .text("name"))
                .isEqualTo("Done");
        try (Conversation imap = imap("dan")) {
            assertThat(imap.say("a3 LSUB \"\" *")).contains("Done");
        }
        dan.act("INBOX", "move", Map.of("uids", List.of(1), "folderId", id));
        assertThat(
                        dan.browser()
                                .send("DELETE", MAIL + "/folders/" + id, null, Map.of())
                                .text("type"))
                .isEqualTo("urn:problem:webmail:folder-not-empty");
        dan.act("Done", "move", Map.of("uids", List.of(1), "folderId", dan.folder("INBOX")));
        assertThat(dan.browser().send("DELETE", MAIL + "/folders/" + id, null, Map.of()).status())
                .isEqualTo(204);
        assertThat(
                        dan.browser()
                                .send(
                                        "DELETE",
                                        MAIL + "/folders/" + dan.folder("Sent"),
                                        null,
                                        Map.of())
                                .text("type"))
                .isEqualTo("urn:problem:webmail:standard-folder");
    }

    /** Right by right: what one lacks is named, what one may not see isn't there. */
    @Test
    void allowsInAMailboxOfOthersExactlyWhatFollowsFromTheRights() {
        world.user(acme, "gus@acme.example");
        Map<List<Permission>, Map<String, Integer>> expected = new LinkedHashMap<>();
        expected.put(
                List.of(Permission.MAILBOX_READ),
                Map.of("mark", 403, "delete", 403, "move", 403, "folder", 403, "send", 403));
        expected.put(
                List.of(Permission.MAILBOX_READ, Permission.MAILBOX_WRITE),
                Map.of("mark", 200, "delete", 403, "move", 403, "folder", 403, "send", 403));
        expected.put(
                List.of(Permission.MAILBOX_READ, Permission.MAILBOX_DELETE),
                Map.of("mark", 403, "delete", 200, "move", 403, "folder", 403, "send", 403));
        expected.put(
                List.of(
                        Permission.MAILBOX_READ,
                        Permission.MAILBOX_WRITE,
                        Permission.MAILBOX_DELETE,
                        Permission.MAILBOX_FOLDERS,
                        Permission.MAILBOX_SEND_AS),
                Map.of("mark", 200, "delete", 200, "move", 200, "folder", 201, "send", 201));
        expected.put(
                List.of(Permission.MAILBOX_WRITE),
                Map.of("mark", 404, "delete", 404, "move", 404, "folder", 404, "send", 422));
        int number = 0;
        for (var row : expected.entrySet()) {
            number++;
            String address = "box" + number + "@acme.example";
            String box = shared.make(address);
            Desk desk = desk("user" + number, 0);
            for (int i = 1; i <= 3; i++) {
                programs.deliver("Subject: s" + i + "\r\n\r\n.", address);
            }
            UserId user = UserId.valueOf(desk.mailbox());
            // The names of the folders, looked up with a right that is taken away again.
            shared.give(box, user, List.of(), List.of("mailbox:read"));
            Desk there = new Desk(desk.browser(), box);
            String inbox = there.messages("INBOX");
            String archive = there.folder("Archive");
            shared.give(box, user, List.of(), row.getKey().stream().map(Permission::text).toList());

            Map<String, Integer> was = new HashMap<>();
            was.put(
                    "mark",
                    post(desk, inbox + "/actions/mark", Map.of("uids", List.of(1), "seen", true)));
            was.put(
                    "delete",
                    post(
                            desk,
                            inbox + "/actions/delete",
                            Map.of("uids", List.of(1), "forGood", true)));
            was.put(
                    "move",
                    post(
                            desk,
                            inbox + "/actions/move",
                            Map.of("uids", List.of(2), "folderId", archive)));
            was.put(
                    "folder",
                    post(desk, MAIL + "/mailboxes/" + box + "/folders", Map.of("name", "New")));
            was.put(
                    "send",
                    post(
                            desk,
                            MAIL + "/messages",
                            WebmailLetterTests.letter(box, "gus@acme.example", "x")));
            assertThat(was).as(row.getKey().toString()).isEqualTo(row.getValue());
        }
    }

    private static int post(Desk desk, String path, Object body) {
        return desk.browser().post(path, body).status();
    }

    @Test
    void movesToAnotherMailboxOnlyWhatFitsThere() {
        Desk eve = desk("eve", 1);
        String box = shared.make("small@acme.example");
        shared.give(
                box,
                UserId.valueOf(eve.mailbox()),
                List.of(),
                List.of("mailbox:read", "mailbox:write"));
        String limit = shared.organization() + "/mailboxes/" + box + "/limit";
        shared.owner().put(limit, Map.of("limitOctets", 10), "*");
        Desk there = new Desk(eve.browser(), box);
        Map<String, Object> move = Map.of("uids", List.of(1), "folderId", there.folder("INBOX"));
        assertThat(eve.act("INBOX", "move", move).text("type"))
                .isEqualTo("urn:problem:webmail:mailbox-full");
        assertThat(eve.subjects("INBOX", "")).containsExactly("m1");
        shared.owner().put(limit, Map.of("limitOctets", 0), "*");
        assertThat(eve.act("INBOX", "move", move).json().at("/changed").asInt()).isOne();
        assertThat(there.subjects("INBOX", "")).containsExactly("m1");
        assertThat(eve.subjects("INBOX", "")).isEmpty();
    }

    @Test
    void findsMessagesInWhichAllWordsAre() {
        Desk fay = desk("fay", 0);
        programs.deliver(
                "From: Karl <karl@elsewhere.example>\r\nSubject: Invoice\r\n\r\nfor March",
                "fay@acme.example");
        programs.deliver("Subject: Invoice\r\n\r\nfor April", "fay@acme.example");
        assertThat(fay.subjects("INBOX", "?query=invoice")).hasSize(2);
        assertThat(fay.subjects("INBOX", "?query=invoice%20march")).hasSize(1);
        assertThat(fay.subjects("INBOX", "?query=karl")).hasSize(1);
        assertThat(fay.subjects("INBOX", "?query=may")).isEmpty();
        assertThat(
                        fay.browser()
                                .get(fay.messages("INBOX") + "?query=" + "x".repeat(201))
                                .text("errors/0/field"))
                .isEqualTo("query");
    }

    /** Any message may be marked as a draft by whoever may change there. */
    @Test
    void takesNoMessageAwayAsADraftForWhomMayNotDelete() {
        world.user(acme, "hugo@acme.example");
        Desk gil = desk("gil", 0);
        String box = shared.make("drafts@acme.example");
        programs.deliver("Subject: stays\r\n\r\n.", "drafts@acme.example");
        UserId user = UserId.valueOf(gil.mailbox());
        List<String> writing = List.of("mailbox:read", "mailbox:write", "mailbox:send-as");
        shared.give(box, user, List.of(), writing);
        Desk there = new Desk(gil.browser(), box);
        String inbox = there.folder("INBOX");
        TestDatabase.owner()
                .sql("UPDATE mail_messages SET flags = flags | 32 WHERE folder_id = :folder::uuid")
                .param("folder", inbox)
                .update();
        String draft = MAIL + "/drafts/" + inbox + "/1";
        Map<String, Object> letter =
                WebmailLetterTests.written(box, "hugo@acme.example", "instead", "x");
        Map<String, Object> sent = new HashMap<>();
        sent.put("letter", letter);
        sent.put("draft", Map.of("folderId", inbox, "uid", 1));

        Browser.Answer refused = gil.browser().send("DELETE", draft, null, Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("mailbox:delete");
        assertThat(gil.browser().send("PUT", draft, letter, Map.of()).status()).isEqualTo(403);
        assertThat(gil.browser().post(MAIL + "/messages", sent).status()).isEqualTo(403);
        assertThat(there.subjects("INBOX", "")).containsExactly("stays");

        // What is among the drafts is there to be written on.
        Browser.Answer kept = gil.browser().post(MAIL + "/drafts", letter);
        assertThat(kept.text("folderId")).isEqualTo(there.folder("Drafts"));
        String own = MAIL + "/drafts/" + kept.text("folderId") + "/" + kept.text("uid");
        assertThat(gil.browser().send("DELETE", own, null, Map.of()).status()).isEqualTo(204);

        List<String> deleting = new ArrayList<>(writing);
        deleting.add("mailbox:delete");
        shared.give(box, user, List.of(), deleting);
        assertThat(gil.browser().send("DELETE", draft, null, Map.of()).status()).isEqualTo(204);
        assertThat(there.subjects("INBOX", "")).isEmpty();
    }
}
