package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.roles.SystemRole;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Folders of mailboxes that several work in, as each of them sees and changes them. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedFolderTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Scopes scopes;
    @Autowired JdbcClient jdbc;

    private MailPrograms programs;
    private OrganizationScope acme;
    private SharedMailboxes mailboxes;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        mailboxes = new SharedMailboxes(world.signedIn("olga@acme.example"), acme);
    }

    /** Between the look at a folder and its removal the right may be taken away. */
    @Test
    void areRemovedAndRenamedByNobodyWhoseRightIsGone() {
        String box = mailboxes.make("late@acme.example");
        UserId ann = world.user(acme, "ann@acme.example");
        mailboxes.give(box, ann, SystemRole.FULL_ACCESS);
        var folders =
                new FolderRows(
                        new MailStore(scopes, jdbc, Owners.BY_ID),
                        new MailboxOwner(ann, acme.organization()),
                        true);
        Username name = Owners.BY_ID.name(new MailboxOwner(ann, acme.organization()));
        Mailbox spam =
                folders.findMailboxByPath(
                                MailboxPath.forUser(name, "Other Users.late@acme,example.Spam"))
                        .blockOptional()
                        .orElseThrow();
        mailboxes.give(box, ann, List.of(), List.of());

        assertThatThrownBy(() -> folders.delete(spam).block())
                .hasCauseInstanceOf(InsufficientRightsException.class);
        spam.setName("Mine");
        assertThatThrownBy(() -> folders.rename(spam).block())
                .hasCauseInstanceOf(InsufficientRightsException.class);
        assertThat(folders.findMailboxById(spam.getMailboxId()).blockOptional()).isPresent();
    }

    /** RFC 4314 4: who may not set a flag doesn't take it off either. */
    @Test
    void keepTheFlagsThatAUserMayNotChange() {
        String box = mailboxes.make("flags@acme.example");
        programs.deliver("Subject: one\r\n\r\n.", "flags@acme.example");
        UserId boss = world.user(acme, "boss@acme.example");
        UserId clerk = world.user(acme, "clerk@acme.example");
        mailboxes.give(box, boss, SystemRole.FULL_ACCESS);
        mailboxes.give(box, clerk, List.of(), List.of("mailbox:read", "mailbox:write"));
        try (Conversation imap = signedIn("boss@acme.example")) {
            imap.say("a1 SELECT \"Other Users.flags@acme,example.INBOX\"");
            assertThat(imap.say("a2 STORE 1 +FLAGS (\\Deleted \\Flagged urgent)"))
                    .contains("a2 OK");
        }
        try (Conversation imap = signedIn("clerk@acme.example")) {
            imap.say("a1 SELECT \"Other Users.flags@acme,example.INBOX\"");
            assertThat(imap.say("a2 STORE 1 FLAGS (\\Seen)")).contains("a2 OK", "\\Deleted");
            assertThat(imap.say("a3 FETCH 1 (FLAGS)"))
                    .contains("\\Deleted", "\\Seen")
                    .doesNotContain("\\Flagged", "urgent");
        }
    }

    /** RFC 4314 4: flags come along as far as the right to set them goes. */
    @Test
    void takeOverNoFlagThatAUserMayNotSet() {
        String box = mailboxes.make("filing@acme.example");
        UserId fay = world.user(acme, "fay@acme.example");
        mailboxes.give(box, fay, List.of(), List.of("mailbox:read", "mailbox:write"));
        programs.deliver("Subject: one\r\n\r\n.", "fay@acme.example");
        programs.deliver("Subject: two\r\n\r\n.", "fay@acme.example");
        try (Conversation imap = signedIn("fay@acme.example")) {
            imap.say("a1 SELECT INBOX");
            imap.say("a2 STORE 1:2 +FLAGS (\\Deleted \\Seen keyword)");
            assertThat(imap.say("a3 COPY 1 \"Other Users.filing@acme,example.INBOX\""))
                    .contains("a3 OK");
            assertThat(imap.say("a4 MOVE 2 \"Other Users.filing@acme,example.INBOX\""))
                    .contains("a4 OK");

            imap.say("a5 SELECT \"Other Users.filing@acme,example.INBOX\"");
            assertThat(imap.say("a6 FETCH 1:2 (FLAGS)"))
                    .contains("* 1 FETCH", "* 2 FETCH", "\\Seen", "keyword")
                    .doesNotContain("\\Deleted");
        }
    }

    /** RFC 3501 6.3.8 and RFC 8440. */
    @Test
    void areFoundLevelByLevelWithTheRightsOnThem() {
        String box = mailboxes.make("walk@acme.example");
        UserId wes = world.user(acme, "wes@acme.example");
        mailboxes.give(box, wes, SystemRole.READER);
        try (Conversation imap = signedIn("wes@acme.example")) {
            assertThat(imap.say("a1 LIST \"\" %")).contains("\\Noselect", "\"Other Users\"\n");
            assertThat(imap.say("a2 LIST \"\" \"Other Users.%\""))
                    .contains("\\Noselect", "\"Other Users.walk@acme,example\"\n");
            assertThat(imap.say("a3 LIST \"\" \"Other Users.walk@acme,example.%\""))
                    .contains("walk@acme,example.INBOX\"", "walk@acme,example.Sent\"")
                    .doesNotContain("Noselect");
            assertThat(imap.say("a4 LIST \"\" \"*\" RETURN (MYRIGHTS)").lines())
                    .filteredOn(line -> line.startsWith("* MYRIGHTS \"Other Users"))
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).containsPattern(" \"?(lr|rl)\"?$"));
        }
    }

    @Test
    void areShownToWhoeverIsGivenThemAndNotAfterwards() {
        String box = mailboxes.make("news@acme.example");
        UserId una = world.user(acme, "una@acme.example");
        mailboxes.give(box, una, SystemRole.READER);
        try (Conversation imap = signedIn("una@acme.example")) {
            assertThat(imap.say("a1 LSUB \"\" *")).contains("Other Users.news@acme,example.INBOX");
            imap.say("a2 UNSUBSCRIBE \"Other Users.news@acme,example.Spam\"");
            mailboxes.give(box, una, SystemRole.EDITOR);
        }
        try (Conversation imap = signedIn("una@acme.example")) {
            assertThat(imap.say("a3 LSUB \"\" *"))
                    .contains("news@acme,example.INBOX")
                    .doesNotContain("news@acme,example.Spam");
            mailboxes.give(box, una, List.of(), List.of());
        }
        try (Conversation imap = signedIn("una@acme.example")) {
            assertThat(imap.say("a4 LSUB \"\" *")).doesNotContain("news@acme");
        }
    }

    /** A name that means something else in a list of folders, or in James's own paths. */
    @Test
    void handedOverAreReachedAndShownWhateverTheMailboxWasCalled() {
        String target = mailboxes.make("target@acme.example");
        UserId tia = world.user(acme, "tia@acme.example");
        mailboxes.give(target, tia, SystemRole.READER);
        for (String name : List.of("Other Users", "Sales: north: east")) {
            String address = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "");
            String box = mailboxes.make(name, address + "@acme.example");
            programs.deliver("Subject: x\r\n\r\n.", address + "@acme.example");
            assertThat(
                            mailboxes
                                    .delete(box, Map.of("confirmation", name, "transferTo", target))
                                    .status())
                    .isEqualTo(204);
        }
        String at = "Other Users.target@acme,example.";
        try (Conversation imap = signedIn("tia@acme.example")) {
            assertThat(imap.say("a1 LSUB \"\" *"))
                    .contains(
                            "\"" + at + "Mailbox Other Users.INBOX\"",
                            "\"" + at + "Sales: north: east.INBOX\"");
            assertThat(imap.say("a2 STATUS \"" + at + "Mailbox Other Users.INBOX\" (MESSAGES)"))
                    .contains("MESSAGES 1");
        }
    }

    @Test
    void areHandedToNobodyWhoIsDeleted() {
        String box = mailboxes.make("orphan@acme.example");
        UserId ned = world.user(acme, "ned@acme.example");
        mailboxes
                .owner()
                .post(mailboxes.organization() + "/users/" + ned + "/actions/delete", Map.of());

        assertThat(
                        mailboxes
                                .delete(
                                        box,
                                        Map.of(
                                                "confirmation",
                                                "orphan@acme.example",
                                                "transferTo",
                                                ned.toString()))
                                .status())
                .isBetween(400, 499);
        assertThat(mailboxes.owner().get(mailboxes.organization() + "/mailboxes/" + box).status())
                .isEqualTo(200);
    }

    private Conversation signedIn(String name) {
        Conversation imap = programs.imap();
        assertThat(imap.say("a0 LOGIN " + name + " \"" + World.PASSWORD + "\"")).contains("a0 OK");
        return imap;
    }
}
