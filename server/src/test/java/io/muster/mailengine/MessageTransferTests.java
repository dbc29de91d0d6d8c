package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages copied and moved while others work in the same folder. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageTransferTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Scopes scopes;
    @Autowired JdbcClient jdbc;

    private MailPrograms programs;
    private OrganizationScope acme;

    @BeforeAll
    void anOrganization() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
    }

    /** RFC 3501 6.4.7: of what can't be copied whole nothing is left. */
    @Test
    void areWholeOrLeaveEverythingAsItWas() throws MailboxException {
        UserId tea = world.user(acme, "tea@acme.example");
        String body = "long enough to be kept apart\r\n".repeat(1_000);
        for (String subject : List.of("one", "two", "three")) {
            programs.deliver("Subject: " + subject + "\r\n\r\n" + body, "tea@acme.example");
        }
        var store = new MailStore(scopes, jdbc, Owners.BY_ID);
        Username name = Owners.BY_ID.name(new MailboxOwner(tea, acme.organization()));
        var folders = new FolderRows(store, new MailboxOwner(tea, acme.organization()), true);
        var messages = new MessageRows(store, name, Clock.systemUTC());
        Mailbox inbox = folder(folders, name, "INBOX");
        Mailbox archive = folder(folders, name, "Archive");
        List<MailboxMessage> read =
                messages.findInMailboxReactive(inbox, MessageRange.all(), FetchType.METADATA, -1)
                        .collectList()
                        .blockOptional()
                        .orElseThrow();
        messages.delete(inbox, read.get(1));

        assertThatThrownBy(() -> messages.copy(archive, read)).isInstanceOf(MailboxException.class);
        assertThatThrownBy(() -> messages.move(archive, read)).isInstanceOf(MailboxException.class);

        assertThat(messages.countMessagesInMailbox(archive)).isZero();
        assertThat(messages.countMessagesInMailbox(inbox)).isEqualTo(2);
        assertThat(uses()).isEqualTo(2);

        List<MailboxMessage> left = List.of(read.get(0), read.get(2));
        assertThat(messages.copy(archive, left))
                .extracting(one -> one.getUid().asLong())
                .containsExactly(1L, 2L);
        assertThat(uses()).isEqualTo(4);
        assertThat(messages.move(archive, left))
                .extracting(one -> one.getUid().asLong())
                .containsExactly(3L, 4L);
        assertThat(uses()).isEqualTo(4);
        assertThat(messages.countMessagesInMailbox(inbox)).isZero();

        folders.delete(archive).block();

        assertThat(uses()).isZero();
    }

    /** RFC 3501 6.4.7, RFC 6851 3.1: a folder may be its own target. */
    @Test
    void stayInTheFolderThatTheyAreCopiedAndMovedWithin() {
        world.user(acme, "sam@acme.example");
        programs.deliver("Subject: one\r\n\r\n.", "sam@acme.example");
        programs.deliver("Subject: two\r\n\r\n.", "sam@acme.example");
        try (Conversation imap = opened("sam@acme.example")) {
            assertThat(imap.say("a2 UID COPY 1 INBOX")).contains("a2 OK").contains(" 1 3]");
            assertThat(imap.say("a3 UID MOVE 2 INBOX")).contains("a3 OK").contains(" 2 4]");
            assertThat(imap.say("a4 UID SEARCH ALL")).contains("* SEARCH 1 3 4\n");
            assertThat(imap.say("a5 UID SEARCH SUBJECT one")).contains("* SEARCH 1 3\n");
        }
    }

    /** RFC 3501 6.4.8: what isn't there any more is passed over without an error. */
    @Test
    void areNamedInSetsWithGaps() {
        world.user(acme, "kim@acme.example");
        for (int i = 1; i <= 7; i++) {
            programs.deliver("Subject: number " + i + "\r\n\r\n.", "kim@acme.example");
        }
        try (Conversation imap = opened("kim@acme.example")) {
            imap.say("a2 UID STORE 2,5 +FLAGS.SILENT (\\Deleted)");
            assertThat(imap.say("a3 EXPUNGE")).contains("a3 OK");

            assertThat(imap.say("a4 UID FETCH 1:3,5:6,40:* (UID)"))
                    .contains("(UID 1)", "(UID 3)", "(UID 6)", "(UID 7)", "a4 OK")
                    .doesNotContain("(UID 4)");
            assertThat(imap.say("a5 FETCH 1,3:4 (UID)"))
                    .contains("(UID 1)", "(UID 4)", "(UID 6)", "a5 OK")
                    .doesNotContain("(UID 3)");
            assertThat(imap.say("a6 UID COPY 1:2,4:5,7,99 Archive")).contains("a6 OK");
            assertThat(imap.say("a7 UID COPY 2,5 Archive")).contains("a7 OK");
            assertThat(imap.say("a8 UID MOVE 2:3,6:50 Archive")).contains("a8 OK");
            assertThat(imap.say("a9 UID SEARCH ALL")).contains("* SEARCH 1 4\n");
            assertThat(imap.say("a10 SELECT Archive")).contains("* 6 EXISTS");
        }
    }

    private Conversation opened(String name) {
        Conversation imap = programs.imap();
        assertThat(imap.say("a0 LOGIN " + name + " \"" + World.PASSWORD + "\"")).contains("a0 OK");
        assertThat(imap.say("a1 SELECT INBOX")).contains("a1 OK");
        return imap;
    }

    /** Each is written by itself while both folders are held. */
    @Test
    void areNotMoreThanAThousandToAnotherOrganization() throws MailboxException {
        UserId tom = world.user(acme, "tom@acme.example");
        programs.deliver("Subject: one\r\n\r\n.", "tom@acme.example");
        var store = new MailStore(scopes, jdbc, Owners.BY_ID);
        var owner = new MailboxOwner(tom, acme.organization());
        Username name = Owners.BY_ID.name(owner);
        var messages = new MessageRows(store, name, Clock.systemUTC());
        Mailbox inbox = folder(new FolderRows(store, owner, true), name, "INBOX");
        List<MailboxMessage> read =
                messages.findInMailboxReactive(inbox, MessageRange.all(), FetchType.METADATA, -1)
                        .collectList()
                        .blockOptional()
                        .orElseThrow();
        var abroad =
                new Mailbox(
                        MailboxPath.forUser(name, "Other Users.desk@beta,example.INBOX"),
                        inbox.getUidValidity(),
                        new FolderId(world.organization("Beta").organization(), Ids.next()));
        abroad.setACL(
                new MailboxACL(
                        Map.of(
                                MailboxACL.EntryKey.createUserEntryKey(name),
                                MailboxACL.FULL_RIGHTS)));

        assertThatThrownBy(() -> messages.copy(abroad, Collections.nCopies(1_001, read.getFirst())))
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("at most 1,000 messages");
    }

    private static Mailbox folder(FolderRows folders, Username name, String folder) {
        return folders.findMailboxByPath(MailboxPath.forUser(name, folder))
                .blockOptional()
                .orElseThrow();
    }

    private long uses() {
        return TestDatabase.owner()
                .sql(
                        "SELECT coalesce(sum(uses), 0) FROM mail_bodies WHERE organization_id = :organization")
                .param("organization", acme.organization().value())
                .query(Long.class)
                .single();
    }
}
