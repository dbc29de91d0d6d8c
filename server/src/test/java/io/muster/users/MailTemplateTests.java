package io.muster.users;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Mails that an organization writes, keeps and sends to many of its users. */
@MusterTest
class MailTemplateTests {

    @Autowired World world;
    @Autowired Jobs jobs;
    @Autowired Secrets secrets;

    private OrganizationScope acme;
    private UserId ann;
    private UserId bob;
    private Browser owner;
    private String organization;
    private String templates;
    private String domain;

    @BeforeEach
    void anOrganizationOfThree() {
        String name = UserId.next().toString();
        domain = "@m" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        templates = organization + "/mail-templates";
    }

    @Test
    void areKeptUnderAName() {
        Answer made = owner.post(templates, mail(" Move ", "We move", "Hello,\r\n\r\nwe move."));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("Move");
        assertThat(made.text("text")).isEqualTo("Hello,\n\nwe move.");
        String path = templates + "/" + made.text("id");
        assertThat(made.header("Location")).contains(path);
        String etag = made.header("ETag").orElseThrow();
        Answer changed = owner.put(path, mail("Move", "We move soon", "Soon."), etag);
        assertThat(changed.text("subject")).isEqualTo("We move soon");
        assertThat(owner.put(path, mail("Move", "Lost", "Lost."), etag).status()).isEqualTo(412);
        assertThat(owner.delete(path, etag).status()).isEqualTo(412);
        assertThat(owner.get(templates).text("templates/0/subject")).isEqualTo("We move soon");
        assertThat(owner.delete(path, changed.header("ETag").orElseThrow()).status())
                .isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
        Answer entries = owner.get(organization + "/audit?subjectId=" + made.text("id"));
        assertThat(entries.text("items/0/action")).isEqualTo("notifications.template-deleted");
        assertThat(entries.text("items/1/before/subject")).isEqualTo("We move");
    }

    @Test
    void haveEachANameOfTheirOwn() {
        owner.post(templates, mail("Move", "We move", "Soon."));
        assertThat(owner.post(templates, mail("MOVE", "We move", "Soon.")).text("type"))
                .isEqualTo("urn:problem:notifications:template-name-taken");
    }

    @Test
    void areRefusedWithWhatCanNotBeSentAndNameThePlaceholderThatThereIsNot() {
        Answer refused =
                owner.post(
                        templates,
                        mail("Move", "Dear {{displayNaem}}", "{{ firstName }} and {{secret}}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("subject");
        assertThat(refused.text("errors/0/code")).isEqualTo("unknown-placeholder");
        assertThat(refused.text("errors/0/message"))
                .startsWith("{{displayNaem}} is no placeholder. There are {{displayName}}, ");
        assertThat(refused.text("errors/1/field")).isEqualTo("text");
        assertThat(refused.text("errors/1/message")).startsWith("{{secret}} is no placeholder");
        assertThat(code(mail("Move", "Your {{password}}", "Text")))
                .isEqualTo("password-in-subject");
        assertThat(code(mail("Move", "Dear {{displayName", "Text")))
                .isEqualTo("unknown-placeholder");
        assertThat(code(mail("Move", "We move\r\nBcc: eve@evil.example", "Text")))
                .isEqualTo("control-character");
        assertThat(code(mail("Move", "x".repeat(201), "Text"))).isEqualTo("length");
        assertThat(code(mail("Move", "We move", "x".repeat(10_001)))).isEqualTo("length");
        assertThat(code(mail("Move", "We move", " "))).isEqualTo("length");
        assertThat(code(mail(" ", "We move", "Text"))).isEqualTo("length");
    }

    @Test
    void areAHundredAtMost() {
        for (int i = 0; i < 100; i++) {
            assertThat(owner.post(templates, mail("Mail " + i, "We move", "Text")).status())
                    .isEqualTo(201);
        }
        Answer refused = owner.post(templates, mail("One more", "We move", "Text"));
        assertThat(refused.text("type")).isEqualTo("urn:problem:notifications:too-many-templates");
    }

    @Test
    void areShownAsOneUserWouldReadThem() {
        Map<String, String> mail =
                Map.of("subject", "For {{displayName}}", "text", "At {{organization}}: {{title}}.");
        Answer own = owner.post(templates + "/preview", mail);
        assertThat(own.text("subject")).isEqualTo("For Olga Example");
        assertThat(own.text("text")).startsWith("At Acme ").endsWith(": .");
        Answer anns =
                owner.post(
                        templates + "/preview",
                        Map.of(
                                "subject",
                                "{{firstName}}",
                                "text",
                                "{{address}}",
                                "userId",
                                ann.toString()));
        assertThat(anns.text("subject")).isEqualTo("Ann");
        assertThat(anns.text("text")).isEqualTo("ann" + domain);
        Answer nobodys =
                owner.post(
                        templates + "/preview",
                        Map.of("subject", "a", "text", "b", "userId", UserId.next().toString()));
        assertThat(nobodys.status()).isEqualTo(404);
    }

    @Test
    void goToEachOfTheSelectionOnceAndNameWhomTheyDoNotReach() {
        String logonOnly =
                owner.post(
                                organization + "/users",
                                Map.of("logonName", "l" + UserId.next().toString().substring(24)))
                        .text("id");
        owner.post(organization + "/users/" + bob + "/actions/delete", Map.of());
        String id = kept("For {{displayName}}", "Dear {{firstName}},\n\nyour address: {{address}}");
        Job job = send(id, ann, bob, UserId.valueOf(logonOnly));
        assertThat(job.done()).isEqualTo(1);
        assertThat(outcomes(job))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "SKIPPED users.deleted")
                .containsEntry(UserId.valueOf(logonOnly), "SKIPPED users.no-mail-address");
        assertThat(subjects("ann" + domain)).containsExactly("For Ann Example");
        assertThat(text("ann" + domain))
                .startsWith("Dear Ann,\n\nyour address: ann" + domain + "\n")
                .doesNotContain("Hello");
        Answer entries = owner.get(organization + "/audit?subjectId=" + ann);
        assertThat(entries.text("items/0/action")).isEqualTo("users.mailed");
        assertThat(entries.text("items/0/after/template")).isEqualTo("Move");
    }

    @Test
    void goToTheRecoveryAddressOfWhoHasNoOther() {
        String logonOnly =
                owner.post(
                                organization + "/users",
                                Map.of(
                                        "logonName",
                                        "l" + UserId.next().toString().substring(24),
                                        "profile",
                                        Map.of("recoveryAddress", "home" + domain)))
                        .text("id");
        assertThat(send(kept("Hello", "Text"), UserId.valueOf(logonOnly)).done()).isEqualTo(1);
        assertThat(subjects("home" + domain)).containsExactly("Hello");
    }

    @Test
    void takeNothingFromANameButItsText() {
        Answer read = owner.get(organization + "/users/" + ann);
        Answer named =
                owner.put(
                        organization + "/users/" + ann,
                        Map.of(
                                "profile",
                                Map.of("displayName", "{{address}} <b>$1\\</b>"),
                                "signInMethod",
                                "DEFAULT",
                                "passwordChangesDisabled",
                                false),
                        read.header("ETag").orElseThrow());
        assertThat(named.status()).as(named.response().body()).isEqualTo(200);
        send(kept("For {{displayName}}", "Dear {{displayName}}"), ann);
        assertThat(subjects("ann" + domain)).containsExactly("For {{address}} <b>$1\\</b>");
        assertThat(html("ann" + domain))
                .contains("Dear {{address}} &lt;b&gt;$1\\&lt;/b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void needTheRightToMailUsers() {
        String id = kept("Hello", "Text");
        world.holding(acme, SystemRole.HELP_DESK.id(), "hilda" + domain);
        Browser hilda = world.signedIn("hilda" + domain);
        assertThat(hilda.get(templates).text("permission")).isEqualTo("users:mail");
        assertThat(started(hilda, id, ann).text("permission")).isEqualTo("users:mail");
        assertThat(subjects("ann" + domain)).isEmpty();
        Answer unknown = started(owner, UserId.next().toString(), ann);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text("errors/0/field")).isEqualTo("templateId");
    }

    private String kept(String subject, String text) {
        Answer made = owner.post(templates, mail("Move", subject, text));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private String code(Map<String, String> mail) {
        return owner.post(templates, mail).text("errors/0/code");
    }

    private static Map<String, String> mail(String name, String subject, String text) {
        return Map.of("name", name, "subject", subject, "text", text);
    }

    private Answer started(Browser who, String template, UserId... users) {
        return who.post(
                organization + "/users/actions/mail",
                Map.of(
                        "selection",
                        Map.of("ids", Stream.of(users).map(UserId::toString).toList()),
                        "templateId",
                        template));
    }

    private Job send(String template, UserId... users) {
        Answer started = started(owner, template, users);
        return BegunJob.ended(jobs, acme, started);
    }

    private static List<String> subjects(String recipient) {
        return TestDatabase.owner()
                .sql(
                        "SELECT subject FROM outbox WHERE recipient = :recipient AND template = 'written'")
                .param("recipient", recipient)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private String text(String recipient) {
        return body(recipient, "text");
    }

    private String html(String recipient) {
        return body(recipient, "html");
    }

    private String body(String recipient, String part) {
        return TestDatabase.owner()
                .sql(
                        "SELECT id, body FROM outbox WHERE recipient = :recipient AND template = 'written'")
                .param("recipient", recipient)
                .query((row, _) ->
                        new String(
                                secrets.open(
                                        row.getString("body"),
                                        "mail",
                                        row.getObject("id", UUID.class)),
                                StandardCharsets.UTF_8))
                .list()
                .stream()
                .map(json -> new tools.jackson.databind.json.JsonMapper().readTree(json))
                .map(json -> json.path(part).asString())
                .findFirst()
                .orElseThrow();
    }
}
