package io.muster.mailengine;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** How all users of an organization stand, where they are connected, and the end of it for many. */
@MusterTest
class UserStatusTests {

    @Autowired private World world;
    @Autowired private EmbeddedMail mail;
    @Autowired private Jobs jobs;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String organization;
    private String domain;
    private Browser owner;
    private UserId olga;
    private UserId ann;
    private UserId bob;

    @BeforeEach
    void anOwnerWithTwoUsers() {
        String name = Ids.next().toString();
        domain = "@s" + name + ".example";
        programs = new MailPrograms(mail);
        acme = world.organization("Acme " + name);
        organization = "/api/v1/organizations/" + acme.organization();
        olga = world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
    }

    @Test
    void tellsByWhichServicesEachUserIsConnectedAndFromWhereHeCameLast() {
        world.signedIn("ann" + domain);
        try (Conversation first = reading("ann");
                Conversation second = reading("ann")) {
            first.say("a2 NOOP");
            second.say("a2 NOOP");

            JsonNode status = status(ann);

            assertThat(services(status)).containsExactly("WEB 1", "IMAP 2");
            assertThat(status.at("/lastAddress").asString()).isEqualTo("127.0.0.1");
            assertThat(status.at("/lastSignInAt").isNull()).isFalse();
            assertThat(services(status(bob))).isEmpty();
            assertThat(status(bob).at("/lastAddress").isNull()).isTrue();
        }
    }

    @Test
    void isNarrowedToWhoeverIsConnectedByAServiceAndPagedByPlace() {
        world.signedIn("ann" + domain);
        try (Conversation imap = reading("bob")) {
            imap.say("a2 NOOP");

            assertThat(accounts("connected=WEB&sort=account")).containsExactly("ann", "olga");
            assertThat(accounts("connected=IMAP")).containsExactly("bob");
            assertThat(accounts("connected=SUBMISSION")).isEmpty();
            assertThat(accounts("connected=WEB&connected=IMAP&search=bob")).containsExactly("bob");
            assertThat(owner.get(organization + "/users/count?connected=WEB").text("count"))
                    .isEqualTo("2");

            JsonNode page = page("connected=WEB&sort=account&limit=1");
            assertThat(names(page)).containsExactly("ann");
            assertThat(
                            names(
                                    page(
                                            "connected=WEB&sort=account&limit=1&cursor="
                                                    + page.at("/next").asString())))
                    .containsExactly("olga");
        }
    }

    /** MD-93. */
    @Test
    void tellsHowPasswordSecondFactorAndIndexStand() {
        assertThat(status(ann).at("/passwordSet").asBoolean()).isTrue();
        assertThat(status(ann).at("/secondFactor").asBoolean()).isFalse();
        assertThat(status(ann).at("/passwordExpired").asBoolean()).isFalse();
        assertThat(status(ann).at("/passwordChangesDisabled").asBoolean()).isFalse();
        assertThat(status(ann).at("/indexing").asString()).isEqualTo("FOLLOWING");

        owner.post(organization + "/users/" + ann + "/actions/expire-password", Map.of());
        secondFactor(bob);
        TestDatabase.owner()
                .sql("UPDATE sign_in_accounts SET change_barred = true WHERE user_id = :user")
                .param("user", bob.value())
                .update();

        assertThat(status(ann).at("/passwordExpired").asBoolean()).isTrue();
        assertThat(status(bob).at("/passwordChangesDisabled").asBoolean()).isTrue();
        assertThat(accounts("passwordExpired=true")).containsExactly("ann");
        assertThat(accounts("passwordExpired=false&sort=account")).containsExactly("bob", "olga");
        assertThat(accounts("secondFactor=true")).containsExactly("bob");
        assertThat(accounts("secondFactor=false&sort=account")).containsExactly("ann", "olga");
    }

    @Test
    void tellsThatPasswordsAreTooOldByTheRulesOfToday() {
        TestDatabase.owner()
                .sql(
                        "UPDATE sign_in_accounts SET password_set_at = now() - interval '40 days' WHERE user_id = :user")
                .param("user", ann.value())
                .update();
        assertThat(accounts("passwordExpired=true")).isEmpty();

        String rules = organization + "/password-policy";
        Browser.Answer now = owner.get(rules);
        Map<String, Object> wanted = new HashMap<>();
        now.json()
                .at("/rules")
                .properties()
                .forEach(field -> wanted.put(field.getKey(), field.getValue()));
        wanted.put("expiry", Map.of("days", 30, "warningDays", List.of(7)));
        Browser.Answer set =
                owner.put(
                        rules,
                        Map.of("rules", wanted, "secondFactorRequired", false),
                        now.header("ETag").orElseThrow());
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);

        assertThat(accounts("passwordExpired=true")).containsExactly("ann");
    }

    @Test
    void endsWhatAllWhoMatchHaveOpenByAServiceButNotOneselfNorSomebodyAbove() {
        Browser web = world.signedIn("ann" + domain);
        UserId hal = world.holding(acme, SystemRole.HELP_DESK.id(), "hal" + domain);
        Browser helpDesk = world.signedIn("hal" + domain);
        try (Conversation imap = reading("ann")) {
            Job mailOnly =
                    ended(
                            helpDesk.post(
                                    organization + "/users/actions/disconnect",
                                    Map.of(
                                            "selection",
                                            Map.of("filter", Map.of("connected", List.of("IMAP"))),
                                            "services",
                                            List.of("IMAP"))));
            assertThat(outcomes(mailOnly)).isEqualTo(Map.of(ann, "DONE "));
            assertThat(imap.ended()).isTrue();
            assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
        }

        UserId nobody = UserId.next();
        Job all =
                ended(
                        helpDesk.post(
                                organization + "/users/actions/disconnect",
                                Map.of(
                                        "selection",
                                        Map.of(
                                                "ids",
                                                Stream.of(ann, bob, olga, hal, nobody)
                                                        .map(UserId::toString)
                                                        .toList()))));

        assertThat(outcomes(all))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "UNCHANGED mailboxes.not-connected")
                .containsEntry(olga, "SKIPPED mailboxes.higher-rights")
                .containsEntry(hal, "SKIPPED mailboxes.yourself")
                .containsEntry(nobody, "SKIPPED mailboxes.no-such-user");
        assertThat(web.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(owner.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(ends(ann)).isEqualTo(2);
    }

    @Test
    void isForThoseWithThePermissionAndOfTheOwnOrganizationOnly() {
        world.holding(acme, SystemRole.AUDITOR.id(), "aud" + domain);
        Browser auditor = world.signedIn("aud" + domain);
        Map<String, Object> one = Map.of("selection", Map.of("ids", List.of(ann.toString())));

        assertThat(auditor.get(organization + "/users/statuses").status()).isEqualTo(200);
        assertThat(auditor.post(organization + "/users/actions/disconnect", one).text("permission"))
                .isEqualTo("users:disconnect");
        OrganizationScope other = world.organization("Other " + domain);
        world.owner(other, "oz" + domain.replace("@s", "@t"));
        assertThat(
                        world.signedIn("oz" + domain.replace("@s", "@t"))
                                .get(organization + "/users/statuses")
                                .status())
                .isEqualTo(404);
        assertThat(
                        owner.post(
                                        organization + "/users/actions/disconnect",
                                        Map.of(
                                                "selection",
                                                one.get("selection"),
                                                "services",
                                                List.of()))
                                .text("errors/0/field"))
                .isEqualTo("services");
    }

    private static void secondFactor(UserId user) {
        TestDatabase.owner()
                .sql(
                        "INSERT INTO totp_secrets (user_id, sealed, confirmed_at) VALUES (:user, 'x', now())")
                .param("user", user.value())
                .update();
    }

    private static int ends(UserId user) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE action = 'mailboxes.disconnected' AND subject_id = :user")
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    private JsonNode page(String query) {
        Browser.Answer answer = owner.get(organization + "/users/statuses?" + query);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private List<String> accounts(String query) {
        return names(page(query));
    }

    private static List<String> names(JsonNode page) {
        return page.at("/items")
                .valueStream()
                .map(row -> row.at("/account").asString().replaceAll("@.*", ""))
                .toList();
    }

    private JsonNode status(UserId user) {
        return page("limit=500")
                .at("/items")
                .valueStream()
                .filter(row -> row.at("/id").asString().equals(user.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> services(JsonNode status) {
        return status.at("/connections")
                .valueStream()
                .map(one -> one.at("/service").asString() + " " + one.at("/count").asInt())
                .toList();
    }

    private Conversation reading(String name) {
        Conversation imap = programs.imap();
        assertThat(imap.say("a1 LOGIN %s \"%s\"".formatted(name + domain, World.PASSWORD)))
                .contains("a1 OK");
        return imap;
    }

    private Job ended(Browser.Answer started) {
        return BegunJob.ended(jobs, acme, started);
    }
}
