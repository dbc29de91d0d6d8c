package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.World;
import io.muster.users.Registering;
import io.muster.users.RoleInOwnMailbox;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** Corporate users who register themselves and hold a role in their own mailbox. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnMailboxRoleTests {

    private static final String LOGIN = "a1 LOGIN %s \"" + World.PASSWORD + "\"";

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Registering registering;
    @Autowired RoleInOwnMailbox limits;

    private MailPrograms programs;
    private OrganizationScope corp;
    private String organization;
    private Browser boss;
    private SharedMailboxes mailboxes;

    @BeforeAll
    void anOrganizationWithADomainInUse() {
        programs = new MailPrograms(mail);
        corp = world.organization("Corp");
        organization = "/api/v1/organizations/" + corp.organization();
        world.owner(corp, "boss@own.example");
        ProvedDomain.active(corp, "own.example");
        boss = world.signedIn("boss@own.example");
        mailboxes = new SharedMailboxes(boss, corp);
    }

    @Test
    void isTheOneThatTheOrganizationNamesAndMailProgramsAndBrowserObeyIt() throws Exception {
        assertThat(boss.get(organization).text("mailboxRoleForRegistered"))
                .isEqualTo(SystemRole.MAILBOX_OWNER.id().toString());
        UserId first = registered("first@own.example");
        assertThat(access(first).json().at("/items")).isEmpty();

        assertThat(named(SystemRole.READER.id().toString()).status()).isEqualTo(200);
        UserId second = registered("second@own.example");
        named(SystemRole.MAILBOX_OWNER.id().toString());

        assertThat(access(second).json().at("/items/0/roles/0/name").asString())
                .isEqualTo("Reader");
        assertThat(programs.deliver("Subject: hello\r\n\r\n.", "second@own.example"))
                .startsWith("250");
        assertThat(programs.subjects("second@own.example", "INBOX")).containsExactly("hello");
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted("second@own.example"));
            assertThat(imap.say("a2 MYRIGHTS INBOX"))
                    .containsPattern("MYRIGHTS \"?INBOX\"? \"?lr\"?\\s");
            assertThat(imap.say("a3 SELECT INBOX")).contains("READ-ONLY");
        }
        Browser reader = world.signedIn("second@own.example");
        var own = reader.get("/api/v1/me/mail/mailboxes").json().at("/items/0");
        assertThat(own.at("/rights").toString()).isEqualTo("[\"READ\"]");
        Browser.Answer sent =
                reader.post(
                        "/api/v1/me/mail/messages",
                        WebmailLetterTests.letter(second.toString(), "boss@own.example", "x"));
        assertThat(sent.status()).as(sent.response().body()).isEqualTo(403);
        assertThat(programs.subjects("first@own.example", "INBOX")).isEmpty();
    }

    @Test
    void canBeExchangedByAnAdministratorAndNeverTakenAwayWhole() {
        UserId user = world.user(corp, "exchange@own.example");
        Browser.Answer whole = put(user, List.of(SystemRole.READER.id().toString()));
        assertThat(whole.text("type")).isEqualTo("urn:problem:mailboxes:own");

        limits.limit(corp, user, SystemRole.READER.id());
        assertThat(put(user, List.of()).text("type")).isEqualTo("urn:problem:mailboxes:own");
        assertThat(put(user, List.of(SystemRole.MAILBOX_OWNER.id().toString())).status())
                .isEqualTo(200);
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted("exchange@own.example"));
            assertThat(imap.say("a2 CREATE Projects")).contains("a2 OK");
        }
        assertThat(boss.get(organization + "/users/" + user + "/mailboxes").json().at("/items"))
                .isEmpty();
    }

    @Test
    void canNotBeDeletedWhileTheOrganizationNamesIt() {
        Browser.Answer role =
                boss.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Newcomer",
                                "level",
                                "MAILBOX",
                                "permissions",
                                List.of("mailbox:read", "mailbox:send-as")));
        String path = organization + "/roles/" + role.text("id");
        assertThat(named(role.text("id")).status()).isEqualTo(200);

        Browser.Answer refused = boss.delete(path, "\"1\"");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.response().body()).contains("settings of the organization");

        named(SystemRole.MAILBOX_OWNER.id().toString());
        assertThat(boss.delete(path, "\"1\"").status()).isEqualTo(204);
        Browser.Answer gone = named(role.text("id"));
        assertThat(gone.status()).isEqualTo(422);
        assertThat(gone.response().body()).contains("mailboxRoleForRegistered");
        assertThat(named(SystemRole.HELP_DESK.id().toString()).status()).isEqualTo(422);
    }

    /** RFC 4314 4, command by command, of a user in his own folders. */
    @Test
    void allowsExactlyWhatFollowsFromTheRights() {
        Map<String, Set<Permission>> rows = new LinkedHashMap<>();
        for (Permission permission : SystemRole.MAILBOX_OWNER.permissions()) {
            rows.put(permission.text(), EnumSet.of(permission));
            rows.put(
                    "mailbox:read + " + permission.text(),
                    EnumSet.of(Permission.MAILBOX_READ, permission));
        }
        rows.put("everything", SystemRole.MAILBOX_OWNER.permissions());
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Set<Permission>> row : rows.entrySet()) {
            number++;
            String name = "matrix" + number + "@own.example";
            UserId user = world.user(corp, name);
            for (int message = 0; message < 4; message++) {
                programs.deliver("Subject: m" + message + "\r\n\r\n.", name);
            }
            limits.limit(corp, user, SystemRole.READER.id());
            mailboxes.give(
                    user.toString(),
                    user,
                    List.of(),
                    row.getValue().stream().map(Permission::text).toList());
            wrong.addAll(differences(name, row.getKey(), row.getValue()));
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> differences(String name, String title, Set<Permission> held) {
        boolean reads = held.contains(Permission.MAILBOX_READ);
        boolean writes = reads && held.contains(Permission.MAILBOX_WRITE);
        boolean deletes = reads && held.contains(Permission.MAILBOX_DELETE);
        boolean folders = reads && held.contains(Permission.MAILBOX_FOLDERS);
        Map<String, Boolean> expected = new LinkedHashMap<>();
        Map<String, Boolean> was = new LinkedHashMap<>();
        try (Conversation imap = programs.imap()) {
            imap.say(LOGIN.formatted(name));
            was.put("l", imap.say("a2 LIST \"\" *").contains("Drafts"));
            expected.put("l", reads);
            was.put("r", imap.say("a3 SELECT INBOX").contains("a3 OK"));
            expected.put("r", reads);
            if (reads) {
                was.put("s", flagged(imap, "1 +FLAGS (\\Seen)", "\\Seen"));
                was.put("s, all", flagged(imap, "3 FLAGS (\\Seen)", "\\Seen"));
                was.put("w", flagged(imap, "1 +FLAGS (\\Flagged)", "\\Flagged"));
                was.put("t", flagged(imap, "2 +FLAGS (\\Deleted)", "\\Deleted"));
                expected.put("s", writes);
                expected.put("s, all", writes);
                expected.put("w", writes);
                expected.put("t", deletes);
                imap.say("a7 EXPUNGE");
                was.put("e", imap.say("a8 STATUS INBOX (MESSAGES)").contains("(MESSAGES 3)"));
                expected.put("e", deletes);
                was.put("i", imap.say("a9 COPY 1 Drafts").contains("a9 OK"));
                expected.put("i", writes);
                was.put("move", imap.say("a10 MOVE 1 Archive").contains("a10 OK"));
                expected.put("move", writes && deletes);
            }
            was.put("k", imap.say("a13 CREATE New").contains("a13 OK"));
            expected.put("k", folders);
            was.put("kx", imap.say("a14 RENAME Spam Junk").contains("a14 OK"));
            expected.put("kx", folders);
            was.put("x", imap.say("a15 DELETE Trash").contains("a15 OK"));
            expected.put("x", folders);
            was.put("append", append(imap));
            expected.put("append", writes);
            was.put("inbox", imap.say("a20 RENAME INBOX Old").contains("a20 OK"));
            expected.put("inbox", folders);
        }
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(name));
            was.put("p", submission.say("MAIL FROM:<" + name + ">").startsWith("250"));
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

    private static boolean append(Conversation imap) {
        String message = "Subject: draft\r\n\r\ntext\r\n";
        if (!imap.say("a18 APPEND Drafts {" + message.length() + "}").startsWith("+")) {
            return false;
        }
        return imap.say(message).contains("a18 OK");
    }

    private UserId registered(String address) {
        UserId user = UserId.next();
        var judged =
                (Registering.Judgement.Fit)
                        registering.judge(
                                new Registering.Person(
                                        "New",
                                        "Comer",
                                        EmailAddress.valueOf(address),
                                        World.PASSWORD));
        assertThat(registering.register(corp, user, judged)).isTrue();
        return user;
    }

    private Browser.Answer named(String role) {
        Browser.Answer read = boss.get(organization);
        ObjectNode settings =
                ((ObjectNode) read.json())
                        .retain(
                                "name",
                                "description",
                                "timeZone",
                                "language",
                                "taxNumber",
                                "billingAddress",
                                "mailboxLimitOctets",
                                "tellsOfImpersonation",
                                "mailboxesForRegistered")
                        .put("mailboxRoleForRegistered", role);
        return boss.put(organization, settings, read.header("ETag").orElseThrow());
    }

    private Browser.Answer access(UserId user) {
        return boss.get(organization + "/mailboxes/" + user + "/access");
    }

    private Browser.Answer put(UserId user, List<String> roles) {
        return boss.put(
                organization + "/mailboxes/" + user + "/access/" + user,
                Map.of("roles", roles, "permissions", List.of()),
                access(user).header("ETag").orElseThrow());
    }
}
