package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * An administrator opens the mail of a user with his own mail program, while he impersonates him.
 */
@MusterTest
class DelegatedMailTests {

    private final MailPrograms programs;
    private final World world;
    private final OrganizationScope acme;
    private final String maria = address();
    private final UserId mariaId;
    private final String admin = address();
    private final Browser administrator;

    DelegatedMailTests(@Autowired World world, @Autowired EmbeddedMail mail) {
        this.world = world;
        this.programs = new MailPrograms(mail);
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.mariaId = world.user(acme, maria);
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), admin);
        this.administrator = world.signedIn(admin);
        programs.deliver("Subject: one\r\n\r\nfirst", maria);
    }

    private static String address() {
        return "u" + UUID.randomUUID() + "@acme.example";
    }

    /** Where the impersonation that begins with this can be ended. */
    private String impersonates(boolean changing) {
        Map<String, Object> wish = new HashMap<>(Map.of("reason", "Ticket 4711"));
        wish.put("allowChanges", changing);
        Browser.Answer begun =
                administrator.post(
                        "/api/v1/organizations/"
                                + acme.organization()
                                + "/users/"
                                + mariaId
                                + "/actions/impersonate",
                        wish);
        assertThat(begun.status()).isEqualTo(200);
        return begun.text("path") + "api/v1/me/impersonation/actions/end";
    }

    /** PLAIN of RFC 4616: the user, the administrator, his password. */
    static String as(String user, String administrator, String password) {
        String fields = user + "\0" + administrator + "\0" + password;
        return "AUTHENTICATE PLAIN "
                + Base64.getEncoder().encodeToString(fields.getBytes(StandardCharsets.UTF_8));
    }

    private String signsInAs(Conversation imap, String user) {
        return imap.say("a1 " + as(user, admin, World.PASSWORD));
    }

    @Test
    void isRefusedAsAWrongPasswordIsWhereNoImpersonationRuns() {
        String other = address();
        world.user(acme, other);
        String wrong = attempt(maria, admin, "wrong password");
        assertThat(wrong).startsWith("a1 NO");
        assertThat(attempt(maria, admin, World.PASSWORD)).isEqualTo(wrong);

        impersonates(false);

        assertThat(attempt(other, admin, World.PASSWORD)).as("another user").isEqualTo(wrong);
        assertThat(attempt("nobody@acme.example", admin, World.PASSWORD)).isEqualTo(wrong);
        assertThat(attempt(maria, other, World.PASSWORD))
                .as("somebody else's impersonation")
                .isEqualTo(wrong);
        assertThat(attempt(maria, admin, "wrong password")).isEqualTo(wrong);
        assertThat(attempt(maria, admin, World.PASSWORD)).startsWith("a1 OK");
    }

    private String attempt(String user, String administrator, String password) {
        try (Conversation imap = programs.imap()) {
            return imap.say("a1 " + as(user, administrator, password));
        }
    }

    @Test
    void looksOnlyUnlessMoreWasAskedFor() {
        impersonates(false);
        try (Conversation imap = programs.imap()) {
            assertThat(signsInAs(imap, maria)).startsWith("a1 OK");
            assertThat(imap.say("a2 SELECT INBOX")).contains("1 EXISTS", "a2 OK [READ-ONLY]");
            assertThat(imap.say("a3 FETCH 1 (BODY[] FLAGS)"))
                    .contains("first")
                    .doesNotContain("Seen");
            for (String change :
                    new String[] {
                        "STORE 1 +FLAGS (\\Flagged)",
                        "COPY 1 Archive",
                        "MOVE 1 Trash",
                        "EXPUNGE",
                        "CREATE New",
                        "DELETE Archive",
                        "RENAME Archive Old",
                        "SUBSCRIBE INBOX",
                        "UNSUBSCRIBE INBOX",
                        "SETACL INBOX " + admin + " lr"
                    }) {
                assertThat(imap.say("a4 " + change)).as(change).startsWith("a4 NO");
            }
            imap.send("a5 APPEND Drafts {3+}\r\n");
            assertThat(imap.say("abc")).startsWith("a5 NO");
            assertThat(imap.say("a6 SEARCH UNSEEN")).contains("* SEARCH 1\n");
        }

        impersonates(true);
        try (Conversation imap = programs.imap()) {
            signsInAs(imap, maria);
            assertThat(imap.say("a2 SELECT INBOX")).contains("a2 OK [READ-WRITE]");
            assertThat(imap.say("a3 STORE 1 +FLAGS (\\Flagged)")).contains("Flagged", "a3 OK");
        }
    }

    @Test
    void endsWithTheImpersonation() {
        String impersonation = impersonates(false);
        try (Conversation imap = programs.imap()) {
            assertThat(signsInAs(imap, maria)).startsWith("a1 OK");
            imap.say("a2 SELECT INBOX");
            imap.send("a3 IDLE\r\n");
            assertThat(imap.line()).startsWith("+");

            assertThat(administrator.post(impersonation, Map.of()).status()).isLessThan(300);

            assertThat(imap.line()).as("closed").isEmpty();
        }
        try (Conversation imap = programs.imap()) {
            assertThat(signsInAs(imap, maria)).startsWith("a1 NO");
        }
    }

    @Test
    void isRecordedWithBothNamesAndNoUseByTheUser() {
        impersonates(false);
        try (Conversation imap = programs.imap()) {
            assertThat(signsInAs(imap, maria)).startsWith("a1 OK");
            assertThat(world.signedIn(maria).get("/api/v1/me/mail-connections").json().toString())
                    .doesNotContain("IMAP");
        }

        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT count(*) FROM audit_entries
                                        WHERE action = 'access.impersonation-mail-opened' AND impersonated_id = :maria
                                        """)
                                .param("maria", mariaId.value())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM mail_uses WHERE user_id = :maria")
                                .param("maria", mariaId.value())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void opensAlsoTheMailOfADisabledUser() {
        assertThat(
                        administrator
                                .post(
                                        "/api/v1/organizations/"
                                                + acme.organization()
                                                + "/users/"
                                                + mariaId
                                                + "/actions/disable",
                                        Map.of())
                                .status())
                .isLessThan(300);
        impersonates(false);
        try (Conversation imap = programs.imap()) {
            assertThat(signsInAs(imap, maria)).startsWith("a1 OK");
            assertThat(imap.say("a2 SELECT INBOX")).contains("1 EXISTS");
        }
    }
}
