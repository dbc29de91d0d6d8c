package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailServices;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.ServiceSwitch;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The services of a user, each switched on or off. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailServiceSwitchTests {

    private static final String LOGIN = "a1 LOGIN %s \"" + World.PASSWORD + "\"";

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired MailServices services;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    @Test
    void areAllOnAtFirst() {
        UserId ann = world.user(acme, "ann@acme.example");

        Browser.Answer read = owner.get(path(ann));

        for (String service : List.of("imap", "submission", "reception", "webmail")) {
            assertThat(read.json().at("/" + service).asBoolean()).as(service).isTrue();
        }
        assertThat(login("ann@acme.example")).contains("a1 OK");
        assertThat(authenticated("ann@acme.example")).startsWith("235");
    }

    @Test
    void imapThatIsOffLetsNobodyInAndEndsWhatIsOpenWithinASecond() {
        UserId ben = world.user(acme, "ben@acme.example");
        try (Conversation imap = programs.imap();
                Conversation submission = programs.submission()) {
            assertThat(imap.say(LOGIN.formatted("ben@acme.example"))).contains("a1 OK");
            submission.say(MailSubmissionTests.plain("ben@acme.example"));

            off(ben, "imap");

            Instant switched = Instant.now();
            assertThat(imap.ended()).isTrue();
            assertThat(Duration.between(switched, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(submission.say("MAIL FROM:<ben@acme.example>"))
                    .as("another service goes on")
                    .startsWith("250");
        }
        assertThat(login("ben@acme.example"))
                .contains("a1 NO [ALERT]", "IMAP is switched off for this account.");
        try (Conversation imap = programs.imap()) {
            assertThat(
                            imap.say(
                                    MailSubmissionTests.plain("ben@acme.example")
                                            .replace("AUTH PLAIN", "a1 AUTHENTICATE PLAIN")))
                    .contains("a1 NO [ALERT]");
        }
        assertThat(refusals(ben)).isEqualTo(2);

        off(ben);
        assertThat(login("ben@acme.example")).contains("a1 OK");
    }

    @Test
    void nobodyLearnsWithoutThePasswordThatImapIsOff() {
        UserId cid = world.user(acme, "cid@acme.example");
        off(cid, "imap");

        try (Conversation imap = programs.imap()) {
            assertThat(imap.say("a1 LOGIN cid@acme.example \"a wrong password\""))
                    .contains("a1 NO")
                    .doesNotContain("switched off");
        }
    }

    @Test
    void submissionThatIsOffLetsNobodyInAndEndsWhatIsOpenWithinASecond() {
        UserId dan = world.user(acme, "dan@acme.example");
        try (Conversation submission = programs.submission();
                Conversation imap = programs.imap()) {
            submission.say(MailSubmissionTests.plain("dan@acme.example"));
            imap.say(LOGIN.formatted("dan@acme.example"));

            off(dan, "submission");

            Instant switched = Instant.now();
            assertThat(submission.ended()).isTrue();
            assertThat(Duration.between(switched, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(imap.say("a2 SELECT INBOX")).contains("a2 OK");
        }
        assertThat(authenticated("dan@acme.example"))
                .startsWith("535 5.7.13")
                .contains("switched off");
        assertThat(refusals(dan)).isOne();
    }

    @Test
    void mailForSomebodyWithoutReceptionIsRefused() {
        UserId eve = world.user(acme, "eve@acme.example");
        owner.post(
                organization + "/mailboxes/" + eve + "/aliases",
                Map.of("address", "evelyn@acme.example"));
        off(eve, "reception");

        for (String address : List.of("eve@acme.example", "evelyn@acme.example")) {
            try (Conversation smtp = programs.smtp()) {
                smtp.say("MAIL FROM:<stranger@elsewhere.example>");
                assertThat(smtp.say("RCPT TO:<" + address + ">")).startsWith("550 5.2.1");
            }
        }
        assertThat(login("eve@acme.example")).contains("a1 OK");

        off(eve);
        assertThat(programs.deliver("Subject: again\r\n\r\n.", "eve@acme.example"))
                .startsWith("250");
    }

    @Test
    void webmailThatIsOffIsOverAtTheNextClick() {
        UserId web = world.user(acme, "web@acme.example");
        Browser browser = world.signedIn("web@acme.example");
        assertThat(browser.get("/api/v1/me/mail/mailboxes").status()).isEqualTo(200);

        off(web, "webmail");

        Browser.Answer refused = browser.get("/api/v1/me/mail/mailboxes");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("type")).isEqualTo("urn:problem:webmail:switched-off");
        assertThat(login("web@acme.example")).contains("a1 OK");
        off(web);
        assertThat(browser.get("/api/v1/me/mail/mailboxes").status()).isEqualTo(200);
    }

    @Test
    void webmailIsAskedForByWhatServesIt() {
        UserId fay = world.user(acme, "fay@acme.example");
        MailboxOwner his = new MailboxOwner(fay, acme.organization());
        assertThat(services.allows(his, ServiceSwitch.WEBMAIL)).isTrue();

        off(fay, "webmail", "imap");

        assertThat(services.allows(his, ServiceSwitch.WEBMAIL)).isFalse();
        assertThat(services.allows(his, ServiceSwitch.SUBMISSION)).isTrue();
        Browser.Answer own = world.signedIn("fay@acme.example").get("/api/v1/me/mail-settings");
        assertThat(own.json().at("/services/webmail").asBoolean()).isFalse();
        assertThat(own.json().at("/services/reception").asBoolean()).isTrue();
    }

    @Test
    void areAuditedAndForgottenWithTheirUser() {
        UserId gil = world.user(acme, "gil@acme.example");
        off(gil, "imap");
        off(gil, "imap");

        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT after::text AS after FROM audit_entries WHERE subject_id = :id::uuid AND action = 'mailboxes.services-changed'")
                                .param("id", gil.toString())
                                .query((row, _) -> row.getString("after"))
                                .list())
                .singleElement()
                .asString()
                .isEqualToIgnoringWhitespace("{\"imap\": false}");

        owner.post(organization + "/users/" + gil + "/actions/delete", Map.of());
        owner.post(
                organization + "/users/" + gil + "/actions/purge",
                Map.of("confirmation", "gil@acme.example"));
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT 1 FROM mail_services_off WHERE user_id = :id::uuid")
                                .param("id", gil.toString())
                                .query()
                                .listOfRows())
                .isEmpty();
    }

    @Test
    void ofSomebodyAboveOrOfNobodyAreNotSwitched() {
        UserId boss = world.owner(acme, "boss@acme.example");
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "adam@acme.example");
        world.holding(acme, SystemRole.HELP_DESK.id(), "hedi@acme.example");
        String desk = new SharedMailboxes(owner, acme).make("desk@acme.example");

        assertThat(
                        world.signedIn("adam@acme.example")
                                .put(path(boss), wish("imap"), "\"1\"")
                                .status())
                .isEqualTo(403);
        assertThat(
                        world.signedIn("hedi@acme.example")
                                .put(path(boss), wish("imap"), "\"1\"")
                                .status())
                .isEqualTo(403);
        assertThat(owner.put(path(desk), wish("imap"), "\"1\"").status()).isEqualTo(404);
        assertThat(owner.get(path(desk)).status()).isEqualTo(404);
        assertThat(owner.get(path(UserId.next())).status()).isEqualTo(404);
    }

    private String login(String user) {
        try (Conversation imap = programs.imap()) {
            return imap.say(LOGIN.formatted(user));
        }
    }

    private String authenticated(String user) {
        try (Conversation submission = programs.submission()) {
            return submission.say(MailSubmissionTests.plain(user));
        }
    }

    private static long refusals(UserId user) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = :id::uuid AND action = 'access.sign-in-refused'")
                .param("id", user.toString())
                .query(Long.class)
                .single();
    }

    @Test
    void areNotChangedOverWhatSomebodyElseChanged() {
        UserId vic = world.user(acme, "vic@acme.example");
        String read = owner.get(path(vic)).header("ETag").orElseThrow();
        off(vic, "imap");

        Browser.Answer late = owner.put(path(vic), wish("webmail"), read);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().at("/current/imap").asBoolean()).isFalse();
        assertThat(owner.send("PUT", path(vic), wish(), Map.of()).status()).isEqualTo(428);
        off(vic);
        assertThat(owner.put(path(vic), wish("webmail"), read).status())
                .as("it is again what was read")
                .isEqualTo(200);
    }

    /** Switches these off and all others on. */
    private void off(UserId user, String... off) {
        Browser.Answer done =
                owner.put(
                        path(user), wish(off), owner.get(path(user)).header("ETag").orElseThrow());
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
    }

    private static Map<String, Boolean> wish(String... off) {
        Map<String, Boolean> wish = new HashMap<>();
        for (String service : List.of("imap", "submission", "reception", "webmail")) {
            wish.put(service, !Arrays.asList(off).contains(service));
        }
        return wish;
    }

    private String path(Object user) {
        return organization + "/users/" + user + "/mail-services";
    }
}
