package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** What users do with their folders by mail program. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailFolderTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;

    @BeforeAll
    void anOrganization() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
    }

    /** RFC 3501 6.3.4. */
    @Test
    void theInboxIsNeverDeleted() {
        try (Conversation imap = user("ida@acme.example")) {
            programs.deliver("Subject: kept\r\n\r\n.", "ida@acme.example");

            assertThat(imap.say("a1 DELETE INBOX")).contains("a1 NO");
            assertThat(imap.say("a2 DELETE inbox")).contains("a2 NO");

            assertThat(imap.say("a3 STATUS INBOX (MESSAGES)")).contains("MESSAGES 1");
            assertThat(imap.say("a4 DELETE Archive")).contains("a4 OK");
        }
    }

    /** RFC 6154. */
    @Test
    void programsAreToldWhatTheStandardFoldersAreFor() {
        try (Conversation imap = user("una@acme.example")) {
            assertThat(imap.say("a1 CREATE \"Other\"")).contains("a1 OK");
            for (String list :
                    List.of(
                            "LIST \"\" \"*\"",
                            "LIST \"\" \"*\" RETURN (SPECIAL-USE)",
                            "LIST (SPECIAL-USE) \"\" \"*\"")) {
                String answer = imap.say("a2 " + list);
                assertThat(answer)
                        .containsPattern("\\([^)]*\\\\Drafts[^)]*\\) \"\\.\" \"Drafts\"")
                        .containsPattern("\\([^)]*\\\\Sent[^)]*\\) \"\\.\" \"Sent\"")
                        .containsPattern("\\([^)]*\\\\Archive[^)]*\\) \"\\.\" \"Archive\"")
                        .containsPattern("\\([^)]*\\\\Junk[^)]*\\) \"\\.\" \"Spam\"")
                        .containsPattern("\\([^)]*\\\\Trash[^)]*\\) \"\\.\" \"Trash\"");
                assertThat(answer.contains("\"Other\""))
                        .isEqualTo(!list.startsWith("LIST (SPECIAL"));
            }
            assertThat(imap.say("a3 CAPABILITY")).contains("SPECIAL-USE");
        }
    }

    /** RFC 5258. */
    @Test
    void eachIsListedOnceHoweverOftenItIsSubscribed() {
        try (Conversation imap = user("sue@acme.example")) {
            assertThat(imap.say("a1 SUBSCRIBE INBOX")).contains("a1 OK");
            assertThat(imap.say("a2 SUBSCRIBE Sent")).contains("a2 OK");

            assertThat(imap.say("a3 LIST \"\" \"*\" RETURN (SUBSCRIBED)"))
                    .contains("a3 OK")
                    .containsOnlyOnce("\"INBOX\"")
                    .containsOnlyOnce("\"Sent\"");
            assertThat(imap.say("a4 LIST (SUBSCRIBED) \"\" \"*\"").lines())
                    .filteredOn(line -> line.startsWith("* LIST"))
                    .hasSize(6);
            assertThat(imap.say("a5 UNSUBSCRIBE Sent")).contains("a5 OK");
            assertThat(imap.say("a6 LSUB \"\" \"*\"")).contains("a6 OK").doesNotContain("Sent");
            assertThat(imap.say("a7 CREATE \"a:b:c\"")).contains("a7 OK");
            assertThat(imap.say("a8 SUBSCRIBE \"a:b:c\"")).contains("a8 OK");
            assertThat(imap.say("a9 LSUB \"\" \"*\"")).containsOnlyOnce("\"a:b:c\"");
        }
    }

    /** RFC 3501 6.3.5. */
    @Test
    void theInboxIsRenamedWithItsMessagesAloneAndAnEmptyOneStays() {
        try (Conversation imap = user("rae@acme.example")) {
            programs.deliver("Subject: old\r\n\r\n.", "rae@acme.example");
            imap.say("a1 CREATE INBOX.below");
            imap.say("a2 DELETE Spam");
            assertThat(imap.say("a3 RENAME INBOX Sent")).contains("a3 NO");

            assertThat(imap.say("a4 RENAME INBOX Old")).contains("a4 OK");

            programs.deliver("Subject: new\r\n\r\n.", "rae@acme.example");
            assertThat(imap.say("a5 LIST \"\" *"))
                    .contains("\"INBOX\"", "\"INBOX.below\"", "\"Old\"")
                    .doesNotContain("Old.below", "Spam");
            imap.say("a6 SELECT Old");
            assertThat(imap.say("a7 FETCH 1:* (BODY.PEEK[HEADER])"))
                    .contains("Subject: old")
                    .doesNotContain("Subject: new");
            imap.say("a8 SELECT INBOX");
            assertThat(imap.say("a9 FETCH 1:* (BODY.PEEK[HEADER])"))
                    .contains("Subject: new")
                    .doesNotContain("Subject: old");
        }
    }

    /** RFC 3501 6.3.8: also where a renamed folder left no folder above it. */
    @Test
    void areFoundLevelByLevel() {
        try (Conversation imap = user("lou@acme.example")) {
            assertThat(imap.say("a1 RENAME Archive Years.Past.Archive")).contains("a1 OK");

            assertThat(imap.say("a2 LIST \"\" %"))
                    .containsPattern("\\* LIST \\([^)]*\\\\Noselect[^)]*\\) \"\\.\" \"Years\"\n")
                    .doesNotContain("Past");
            assertThat(imap.say("a3 LIST \"\" Years.%")).contains("\\Noselect", "\"Years.Past\"");
            assertThat(imap.say("a4 LIST \"Years.Past.\" %"))
                    .contains("\"Years.Past.Archive\"")
                    .doesNotContain("Noselect");
        }
    }

    private Conversation user(String address) {
        world.user(acme, address);
        Conversation imap = programs.imap();
        assertThat(imap.say("a0 LOGIN " + address + " \"" + World.PASSWORD + "\""))
                .contains("a0 OK");
        return imap;
    }
}
