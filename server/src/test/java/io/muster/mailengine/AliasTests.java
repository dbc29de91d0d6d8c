package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Further addresses of users and shared mailboxes. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AliasTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

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
    void mailArrivesAtTheAliasesOfAUserUntilTheyAreRemoved() throws MessagingException {
        UserId ann = world.user(acme, "ann@acme.example");

        assertThat(aliases(add(ann, "A.Miller@Acme.example")))
                .containsExactly("a.miller@acme.example");
        assertThat(aliases(add(ann, "ann@second.example")))
                .containsExactly("a.miller@acme.example", "ann@second.example");
        assertThat(deliver("one", "a.miller@acme.example")).startsWith("250");
        assertThat(deliver("two", "ann@second.example")).startsWith("250");
        assertThat(deliver("three", "ann+lists@second.example")).startsWith("250");

        assertThat(aliases(remove(ann, "a.miller@acme.example")))
                .containsExactly("ann@second.example");
        assertThat(deliver("late", "a.miller@acme.example")).startsWith("5");
        assertThat(programs.subjects("ann@acme.example", "INBOX"))
                .containsExactlyInAnyOrder("one", "two", "three");
        assertThat(actionsOn(ann.toString()))
                .containsExactly(
                        "mailboxes.aliases-changed",
                        "mailboxes.aliases-changed",
                        "mailboxes.aliases-changed");
    }

    @Test
    void nobodyTakesWhatIsBehindThePlusOfAnother() {
        UserId tim = world.user(acme, "tim@acme.example");
        world.user(acme, "tom@acme.example");
        OrganizationScope globex = world.organization("Initech");
        world.user(globex, "gea@initech.example");

        assertThat(add(tim, "tom+bank@acme.example").text("errors/0/code")).isEqualTo("taken");
        assertThat(add(tim, "gea+bank@initech.example").text("errors/0/code")).isEqualTo("taken");
        assertThat(add(tim, "tim+bank@acme.example").status()).isEqualTo(200);
        assertThat(add(tim, "nobody+bank@acme.example").status()).isEqualTo(200);
    }

    @Test
    void aMessageToBothAddressesArrivesOnce() throws MessagingException {
        UserId both = world.user(acme, "both@acme.example");
        add(both, "beide@acme.example");

        programs.deliver("Subject: once\r\n\r\n.", "both@acme.example", "beide@acme.example");

        assertThat(programs.subjects("both@acme.example", "INBOX")).containsExactly("once");
    }

    @Test
    void aUserSendsUnderHisAliasesAndNobodyElseDoes() {
        UserId ben = world.user(acme, "ben@acme.example");
        world.user(acme, "bea@acme.example");
        add(ben, "benjamin@acme.example");

        assertThat(sent("ben@acme.example", "benjamin@acme.example")).startsWith("250");
        assertThat(sent("bea@acme.example", "benjamin@acme.example")).startsWith("550 5.7.1");
        remove(ben, "benjamin@acme.example");
        assertThat(sent("ben@acme.example", "benjamin@acme.example")).startsWith("550 5.7.1");
    }

    @Test
    void aSharedMailboxTakesMailAtItsAliasesAndIsSentAsUnderThem() throws MessagingException {
        SharedMailboxes shared = new SharedMailboxes(owner, acme);
        String desk = shared.make("desk@acme.example");
        UserId dan = world.user(acme, "dan@acme.example");
        shared.give(desk, dan, SystemRole.MAILBOX_OWNER);
        world.user(acme, "dot@acme.example");

        assertThat(aliases(add(desk, "help@acme.example"))).containsExactly("help@acme.example");

        assertThat(deliver("please", "help@acme.example")).startsWith("250");
        assertThat(deliver("tagged", "help+now@acme.example")).startsWith("250");
        assertThat(programs.subjects("dan@acme.example", "Other Users.desk@acme,example.INBOX"))
                .containsExactly("please", "tagged");
        assertThat(sent("dan@acme.example", "help@acme.example")).startsWith("250");
        assertThat(sent("dot@acme.example", "help@acme.example")).startsWith("550 5.7.1");

        shared.delete(desk, Map.of("confirmation", "desk@acme.example"));
        assertThat(deliver("gone", "help@acme.example")).startsWith("5");
        assertThat(add(dan, "help@acme.example").status()).isEqualTo(200);
    }

    @Test
    void anAddressIsTakenOnceOverUsersMailboxesAndAliases() {
        UserId eve = world.user(acme, "eve@acme.example");
        UserId emil = world.user(acme, "emil@acme.example");
        String box = new SharedMailboxes(owner, acme).make("box@acme.example");
        add(eve, "second@acme.example");
        OrganizationScope globex = world.organization("Globex");
        world.owner(globex, "gina@globex.example");
        Browser other = world.signedIn("gina@globex.example");
        String theirs = "/api/v1/organizations/" + globex.organization();

        for (String taken :
                List.of("second@acme.example", "emil@acme.example", "box@acme.example")) {
            if (!taken.startsWith("emil")) {
                assertThat(add(emil, taken).text("errors/0/code")).isEqualTo("taken");
            }
            assertThat(
                            other.post(
                                            theirs + "/mailboxes",
                                            Map.of("name", "Box", "address", taken))
                                    .text("errors/0/code"))
                    .isEqualTo("taken");
        }
        assertThat(add(box, "second@acme.example").text("errors/0/code")).isEqualTo("taken");
        assertThat(add(emil, "emil@acme.example").text("errors/0/code")).isEqualTo("taken");
        assertThat(
                        owner.post(
                                        organization + "/users",
                                        Map.of("address", "second@acme.example"))
                                .status())
                .isEqualTo(409);
        assertThat(rename(emil, "second@acme.example", false).status()).isEqualTo(409);

        remove(eve, "second@acme.example");
        assertThat(rename(emil, "second@acme.example", false).status()).isEqualTo(200);
    }

    @Test
    void whoIsRenamedKeepsHisFormerAddressAsAnAliasIfThatIsWished() throws MessagingException {
        UserId kim = world.user(acme, "kim@acme.example");
        UserId lea = world.user(acme, "lea@acme.example");

        assertThat(rename(kim, "kim.new@acme.example", true).status()).isEqualTo(200);
        assertThat(rename(lea, "lea.new@acme.example", false).status()).isEqualTo(200);

        assertThat(aliases(list(kim))).containsExactly("kim@acme.example");
        assertThat(aliases(list(lea))).isEmpty();
        assertThat(deliver("kept", "kim@acme.example")).startsWith("250");
        assertThat(deliver("lost", "lea@acme.example")).startsWith("5");
        assertThat(programs.subjects("kim.new@acme.example", "INBOX")).containsExactly("kept");
        // It is none to sign in with any more.
        try (Conversation submission = programs.submission()) {
            assertThat(submission.say(MailSubmissionTests.plain("kim@acme.example")))
                    .startsWith("535");
        }
        // And back: the alias becomes the address, the address the alias.
        assertThat(rename(kim, "kim@acme.example", true).status()).isEqualTo(200);
        assertThat(aliases(list(kim))).containsExactly("kim.new@acme.example");
    }

    @Test
    void aRenamingThatIsRefusedLeavesTheAliasesAsTheyAre() {
        UserId max = world.user(acme, "max@acme.example");
        add(max, "max.alias@acme.example");
        UserId nora = world.user(acme, "nora@acme.example");
        String read = owner.get(organization + "/users/" + nora).header("ETag").orElseThrow();
        owner.put(
                organization + "/users/" + nora + "/names",
                Map.of("address", "nora@acme.example", "logonName", "nora"),
                read);

        Map<String, Object> names = new HashMap<>();
        names.put("address", "max.alias@acme.example");
        names.put("logonName", "nora");
        Browser.Answer refused =
                owner.put(
                        organization + "/users/" + max + "/names",
                        names,
                        owner.get(organization + "/users/" + max).header("ETag").orElseThrow());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(aliases(list(max))).containsExactly("max.alias@acme.example");
    }

    @Test
    void thereAreFiftyAtMost() {
        UserId many = world.user(acme, "many@acme.example");
        for (int alias = 1; alias <= 50; alias++) {
            assertThat(add(many, "many" + alias + "@acme.example").status()).isEqualTo(200);
        }

        assertThat(add(many, "many51@acme.example").text("errors/0/code")).isEqualTo("too-many");
        assertThat(rename(many, "more@acme.example", true).text("errors/0/code"))
                .isEqualTo("too-many-aliases");
        // Done already: nothing more.
        assertThat(add(many, "many7@acme.example").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        UserId otto = world.user(acme, "otto@acme.example");

        assertThat(add(otto, "").text("errors/0/code")).isEqualTo("required");
        assertThat(add(otto, "otto at home").text("errors/0/code")).isEqualTo("format");
        assertThat(add("01890000-0000-7000-8000-000000000000", "x@acme.example").status())
                .isEqualTo(404);
    }

    @Test
    void thoseOfSomebodyAboveAreNobodysToChange() {
        UserId boss = world.owner(acme, "boss@acme.example");
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "adam@acme.example");
        Browser administrator = world.signedIn("adam@acme.example");

        Browser.Answer refused =
                administrator.post(path(boss), Map.of("address", "chief@acme.example"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("type")).endsWith("mailboxes:settings-outranked");
        assertThat(aliases(list(boss))).isEmpty();
    }

    @Test
    void areFreeWhenTheirUserIsGoneForGood() {
        UserId pat = world.user(acme, "pat@acme.example");
        UserId quin = world.user(acme, "quin@acme.example");
        add(pat, "shared.name@acme.example");
        act(pat, "delete", Map.of());
        assertThat(add(quin, "shared.name@acme.example").text("errors/0/code")).isEqualTo("taken");
        assertThat(add(pat, "pat2@acme.example").status()).isEqualTo(409);

        act(pat, "purge", Map.of("confirmation", "pat@acme.example"));

        assertThat(add(quin, "shared.name@acme.example").status()).isEqualTo(200);
    }

    @Test
    void everybodySeesHisOwn() {
        UserId rita = world.user(acme, "rita@acme.example");
        add(rita, "margarita@acme.example");

        Browser.Answer own = world.signedIn("rita@acme.example").get("/api/v1/me/mail-settings");

        assertThat(own.text("address")).isEqualTo("rita@acme.example");
        assertThat(own.text("aliases/0")).isEqualTo("margarita@acme.example");
    }

    private void act(UserId user, String act, Map<String, ?> how) {
        Browser.Answer done = owner.post(organization + "/users/" + user + "/actions/" + act, how);
        assertThat(done.status()).as(done.response().body()).isBetween(200, 204);
    }

    private String deliver(String subject, String to) {
        return programs.deliver("Subject: " + subject + "\r\n\r\n.", to);
    }

    /** The answer to the message of a user under that address, in envelope and header. */
    private String sent(String user, String from) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(user));
            String answer = submission.say("MAIL FROM:<" + from + ">");
            if (!answer.startsWith("250")) {
                return answer;
            }
            submission.say("RCPT TO:<olga@acme.example>");
            submission.say("DATA");
            return submission.say("From: " + from + "\r\nSubject: hello\r\n\r\n.\r\n.");
        }
    }

    private Browser.Answer rename(UserId user, String address, boolean keepFormer) {
        String one = organization + "/users/" + user;
        return owner.put(
                one + "/names",
                Map.of("address", address, "keepFormer", keepFormer),
                owner.get(one).header("ETag").orElseThrow());
    }

    private String path(Object mailbox) {
        return organization + "/mailboxes/" + mailbox + "/aliases";
    }

    private Browser.Answer list(Object mailbox) {
        return owner.get(path(mailbox));
    }

    private Browser.Answer add(Object mailbox, String alias) {
        return owner.post(path(mailbox), Map.of("address", alias));
    }

    private Browser.Answer remove(Object mailbox, String alias) {
        return owner.post(path(mailbox) + "/actions/remove", Map.of("address", alias));
    }

    private static List<String> aliases(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> all = new ArrayList<>();
        answer.json().at("/items").forEach(one -> all.add(one.asString()));
        return all;
    }

    private static List<String> actionsOn(String subject) {
        return TestDatabase.owner()
                .sql(
                        "SELECT action FROM audit_entries WHERE subject_id = :subject::uuid AND action LIKE 'mailboxes.%' ORDER BY sequence")
                .param("subject", subject)
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
