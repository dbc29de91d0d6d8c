package io.muster.notifications;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Passwords that are made up and go to their users by mail. */
@MusterTest
class MailedPasswordTests {

    private static final String NO_WAY = "urn:problem:users:no-way-for-mail";

    @Autowired World world;
    @Autowired Jobs jobs;
    @Autowired Secrets secrets;

    private final FakeRelay relay = new FakeRelay();
    private OrganizationScope acme;
    private Browser root;
    private Browser owner;
    private String organization;
    private String users;
    private String domain;
    private UserId ann;

    @BeforeEach
    void anOrganizationWithAUserWhoReadsHisMailElsewhere() {
        TestDatabase.owner().sql("DELETE FROM outbox").update();
        TestDatabase.owner().sql("DELETE FROM relay").update();
        TestDatabase.owner().sql("DELETE FROM sign_in_attempts").update();
        String name = UserId.next().toString();
        domain = "@p" + name + ".example";
        acme = world.organization("Acme " + name);
        world.systemAdministrator(acme, "root" + domain);
        root = world.signedIn("root" + domain);
        world.owner(acme, "olga" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        users = organization + "/users";
        ann = person("ann", Map.of("password", World.PASSWORD));
    }

    @AfterEach
    void noRelay() {
        relay.close();
        TestDatabase.owner().sql("DELETE FROM relay").update();
    }

    @Test
    void holdOnceTheMailIsHandedOverAndNotBefore() {
        relay.answering("RCPT", "451 4.7.1 later");
        setRelay();
        Browser hers = world.signedIn("ann" + domain);
        assertThat(owner.post(one(ann), Map.of()).status()).isEqualTo(202);
        awaitReason("recipient-refused-451");
        String made = waiting(ann);
        assertThat(signIn("ann", made).status()).isEqualTo(401);
        assertThat(signIn("ann", World.PASSWORD).status()).isEqualTo(200);
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(200);

        relay.answering("RCPT", "250 fine");
        resend();
        awaitState("SENT");
        assertThat(relay.taken().getFirst().recipients()).containsExactly("ann@home.example");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(signIn("ann", World.PASSWORD).status()).isEqualTo(401);
        assertThat(signIn("ann", made).text("next")).isEqualTo("NEW_PASSWORD");
        for (String action : List.of("users.password-mail-sent", "users.password-reset")) {
            assertThat(
                            count(
                                    "SELECT count(*) FROM audit_entries WHERE subject_id = :id AND action = '"
                                            + action
                                            + "'",
                                    ann))
                    .as(action)
                    .isOne();
        }
    }

    @Test
    void leaveThePasswordOfBeforeWhereTheMailIsRefused() {
        relay.answering("RCPT", "550 5.1.1 nobody");
        setRelay();
        assertThat(owner.post(one(ann), Map.of()).status()).isEqualTo(202);
        awaitState("FAILED");
        assertThat(signIn("ann", waiting(ann)).status()).isEqualTo(401);
        assertThat(signIn("ann", World.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void areMadeForNobodyWhileNoMailCanBeSent() {
        String template = template("Your password: {{password}}");
        assertThat(owner.get(organization + "/mail-way").json().at("/open").asBoolean()).isFalse();
        assertThat(owner.post(one(ann), Map.of()).text("type")).isEqualTo(NO_WAY);
        assertThat(owner.post(users + "/actions/send-password-mail", of(ann)).text("type"))
                .isEqualTo(NO_WAY);
        assertThat(owner.post(users + "/actions/mail", mail(template, ann)).text("type"))
                .isEqualTo(NO_WAY);
        assertThat(count("SELECT count(*) FROM mailed_passwords WHERE user_id = :id", ann))
                .isZero();
        assertThat(signIn("ann", World.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void takeNothingFromOneThatWasChosenMeanwhile() {
        relay.answering("RCPT", "451 4.7.1 later");
        setRelay();
        owner.post(one(ann), Map.of());
        awaitReason("recipient-refused-451");
        Map<String, Object> chosen =
                Map.of("password", "seven green bottles standing", "mustChangePassword", false);
        assertThat(owner.post(users + "/" + ann + "/actions/reset-password", chosen).status())
                .isEqualTo(200);
        relay.answering("RCPT", "250 fine");
        resend();
        awaitState("SENT");
        assertThat(signIn("ann", "seven green bottles standing").text("next"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void goToManyAndNotToWhomTheyAreOfNoUse() {
        setRelay();
        UserId elsewhere = person("dee", Map.of("signInMethod", "DIRECTORY"));
        UserId disabled = person("dis", Map.of("password", World.PASSWORD));
        owner.post(users + "/" + disabled + "/actions/disable", Map.of());
        UserId herself = holder("olga");
        Answer begun =
                owner.post(
                        users + "/actions/send-password-mail",
                        of(ann, elsewhere, disabled, herself));
        assertThat(outcomes(BegunJob.ended(jobs, acme, begun)))
                .containsEntry(ann, "DONE ")
                .containsEntry(elsewhere, "SKIPPED users.no-own-password")
                .containsEntry(disabled, "SKIPPED users.not-active")
                .containsEntry(herself, "SKIPPED users.oneself");
        awaitState("SENT");
        assertThat(signIn("ann", World.PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void standInMailsOfTheOrganizationForWhoHasOneHere() {
        setRelay();
        UserId dee = person("dee", Map.of("signInMethod", "DIRECTORY"));
        String untold = template("Sign in at {{portal}} as {{signInName}}.");
        BegunJob.ended(jobs, acme, owner.post(users + "/actions/mail", mail(untold, ann)));
        assertThat(signIn("ann", World.PASSWORD).status()).isEqualTo(200);

        relay.answering("RCPT", "451 4.7.1 later");
        String telling = template("Sign in at {{portal}} as {{signInName}} with {{password}}.");
        Answer begun = owner.post(users + "/actions/mail", mail(telling, ann, dee));
        assertThat(outcomes(BegunJob.ended(jobs, acme, begun)))
                .containsEntry(ann, "DONE ")
                .containsEntry(dee, "DONE ");
        String made = waiting(ann);
        assertThat(texts()).anySatisfy(text -> assertThat(text).contains(made, "ann" + domain));
        assertThat(texts())
                .anySatisfy(text -> assertThat(text).contains("in the directory of your"));
        assertThat(count("SELECT count(*) FROM mailed_passwords WHERE user_id = :id", dee))
                .isZero();
    }

    /** The texts that wait. */
    private List<String> texts() {
        return TestDatabase.owner()
                .sql("SELECT id, body FROM outbox WHERE body IS NOT NULL")
                .query((row, _) ->
                        new String(
                                secrets.open(
                                        row.getString("body"),
                                        "mail",
                                        row.getObject("id", UUID.class)),
                                StandardCharsets.UTF_8))
                .list();
    }

    private String waiting(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT sealed FROM mailed_passwords WHERE user_id = :id")
                .param("id", user.value())
                .query((row, _) ->
                        new String(
                                secrets.open(
                                        row.getString("sealed"), "mailed-password", user.value()),
                                StandardCharsets.UTF_8))
                .single();
    }

    private String template(String text) {
        Answer made =
                owner.post(
                        organization + "/mail-templates",
                        Map.of("name", UserId.next().toString(), "subject", "Hello", "text", text));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private static Map<String, Object> of(UserId... users) {
        List<String> ids = Arrays.stream(users).map(UserId::toString).toList();
        return Map.of("selection", Map.of("ids", ids));
    }

    private static Map<String, Object> mail(String template, UserId... users) {
        Map<String, Object> request = new HashMap<>(of(users));
        request.put("templateId", template);
        return request;
    }

    private UserId person(String name, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("address", name + domain);
        request.put("profile", Map.of("recoveryAddress", name + "@home.example"));
        Answer made = owner.post(users, request);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return UserId.valueOf(made.text("id"));
    }

    private String one(UserId user) {
        return users + "/" + user + "/actions/send-password-mail";
    }

    private Answer signIn(String name, String password) {
        return world.browser().signIn(name + domain, password);
    }

    private UserId holder(String name) {
        return new UserId(
                TestDatabase.owner()
                        .sql("SELECT user_id FROM sign_in_names WHERE name = :name")
                        .param("name", name + domain)
                        .query(UUID.class)
                        .single());
    }

    private void setRelay() {
        Answer set =
                root.put(
                        "/api/v1/relay",
                        Map.of(
                                "host", "127.0.0.1",
                                "port", relay.port(),
                                "security", "NONE",
                                "account", "",
                                "senderAddress", "muster@example.org",
                                "senderName", "Muster"),
                        "\"0\"");
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
    }

    private void resend() {
        String id = column("id");
        assertThat(root.post("/api/v1/outbox/" + id + "/resend", Map.of()).status()).isEqualTo(200);
    }

    private static void awaitState(String state) {
        await().untilAsserted(() -> assertThat(column("state")).isEqualTo(state));
    }

    private static void awaitReason(String reason) {
        await().untilAsserted(() -> assertThat(column("reason")).isEqualTo(reason));
    }

    /** Of the mail with the password. */
    private static String column(String name) {
        return TestDatabase.owner()
                .sql(
                        "SELECT to_jsonb(outbox) ->> :name FROM outbox WHERE template = 'password-made'")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static long count(String sql, UserId user) {
        return TestDatabase.owner().sql(sql).param("id", user.value()).query(Long.class).single();
    }
}
