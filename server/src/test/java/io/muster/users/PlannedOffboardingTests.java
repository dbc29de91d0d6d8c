package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What becomes of a planned leaving when much has changed before its day. */
@MusterTest
class PlannedOffboardingTests {

    private final World world;
    private final OffboardingRun run;
    private final OrganizationScope acme;
    private final String users;
    private final String ownersAddress = address();
    private final Browser owner;
    private final String adam = address();
    private final UserId adamId;
    private final Browser administrator;
    private final String lea = address();
    private final UserId leaver;

    PlannedOffboardingTests(@Autowired World world, @Autowired OffboardingRun run) {
        this.world = world;
        this.run = run;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.users = "/api/v1/organizations/" + acme.organization() + "/users/";
        world.owner(acme, ownersAddress);
        this.owner = world.signedIn(ownersAddress);
        this.adamId = world.holding(acme, SystemRole.ADMINISTRATOR.id(), adam);
        this.administrator = world.signedIn(adam);
        this.leaver = world.user(acme, lea);
    }

    @Test
    void isNotDoneInTheNameOfSomebodyWhoIsDisabled() {
        plan(administrator, "/api/v1");
        act(adamId, "disable");

        theDayComes();

        assertThat(outcomes()).containsOnly("FAILED users.offboarder-gone");
        assertThat(state(leaver)).isEqualTo("ACTIVE");
    }

    @Test
    void isNotDoneInTheNameOfSomebodyWhoIsDeleted() {
        plan(administrator, "/api/v1");
        act(adamId, "delete");

        theDayComes();

        assertThat(outcomes()).containsOnly("FAILED users.offboarder-gone");
        assertThat(state(leaver)).isEqualTo("ACTIVE");
    }

    @Test
    void takesNothingFromWhoRoseAboveThePlanner() {
        plan(administrator, "/api/v1");
        world.makeOwner(acme, leaver);
        String token = token();

        theDayComes();

        assertThat(outcomes()).hasSize(3).containsOnly("FAILED users.primary-administrator");
        assertThat(world.browser().withToken(token).get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void isNotDoneWhenWhoReallyPlannedItIsDisabled() {
        String eve = address();
        UserId eveId = world.holding(acme, SystemRole.ADMINISTRATOR.id(), eve);
        Browser hers = world.signedIn(eve);
        Browser.Answer begun =
                hers.post(
                        users + adamId + "/actions/impersonate",
                        Map.of("reason", "Ticket 4711", "allowChanges", true));
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(200);
        plan(hers, begun.text("path") + "api/v1");
        act(eveId, "disable");

        theDayComes();

        assertThat(outcomes()).containsOnly("FAILED users.offboarder-gone");
    }

    @Test
    void isNotDoneWhileTheOrganizationIsSwitchedOff() {
        OrganizationScope elsewhere = world.organization("Elsewhere " + UUID.randomUUID());
        String root = address();
        world.systemAdministrator(elsewhere, root);
        Browser system = world.signedIn(root);
        String organization = "/api/v1/organizations/" + acme.organization();
        plan(administrator, "/api/v1");
        system.post(organization + "/actions/switch-off", Map.of());

        theDayComes();

        system.post(organization + "/actions/switch-on", Map.of());
        assertThat(system.get(users + leaver).text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void isDoneThoughWhoPlannedItHasToChooseAPasswordFirst() {
        plan(administrator, "/api/v1");
        act(adamId, "expire-password");

        theDayComes();

        assertThat(state(leaver)).isEqualTo("DISABLED");
    }

    @Test
    void tellsWhoPlannedItWhenItCouldNotBeDone() {
        plan(administrator, "/api/v1");
        world.makeOwner(acme, leaver);

        theDayComes();
        run.run();

        assertThat(told(administrator)).containsExactly("DISABLE REVOKE_TOKENS REMOVE_FACTORS");
        assertThat(told(owner)).isEmpty();
        assertThat(mailsTo(adam)).hasSize(1);
    }

    @Test
    void tellsAllWhoMayDisableUsersWhenWhoPlannedItIsGone() {
        plan(administrator, "/api/v1");
        act(adamId, "disable");

        theDayComes();

        assertThat(told(owner)).hasSize(1);
        assertThat(mailsTo(ownersAddress)).hasSize(1);
        assertThat(mailsTo(adam)).isEmpty();
    }

    private static List<String> told(Browser browser) {
        return browser.get("/api/v1/me/notices")
                .json()
                .at("/items")
                .valueStream()
                .filter(notice -> notice.at("/kind").asString().equals("users.offboarding-failed"))
                .map(notice ->
                        notice.at("/facts/failures")
                                .valueStream()
                                .map(failure -> failure.at("/part").asString())
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private static List<String> mailsTo(String address) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT subject FROM outbox
                        WHERE recipient = :address AND subject LIKE 'The offboarding of%'
                        """)
                .param("address", address)
                .query((row, _) -> row.getString("subject"))
                .list();
    }

    private void plan(Browser browser, String api) {
        Browser.Answer planned =
                browser.post(
                        api + users.substring("/api/v1".length()) + leaver + "/offboardings",
                        Map.of(
                                "disableAt",
                                Instant.now().plus(Duration.ofDays(2)).toString(),
                                "revokeTokens",
                                true,
                                "removeFactors",
                                true));
        assertThat(planned.status()).as(planned.response().body()).isEqualTo(200);
    }

    private String token() {
        Browser.Answer made =
                world.signedIn(lea)
                        .post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "script",
                                        "password",
                                        World.PASSWORD,
                                        "permissions",
                                        List.of("users:read"),
                                        "days",
                                        30));
        assertThat(made.status()).as(made.response().body()).isLessThan(300);
        return made.text("text");
    }

    private void act(UserId user, String act) {
        Browser.Answer answer = owner.post(users + user + "/actions/" + act, Map.of());
        assertThat(answer.status()).as(answer.response().body()).isLessThan(300);
    }

    private void theDayComes() {
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE offboarding_steps SET due_at = due_at - interval '3 days'
                        WHERE state = 'PLANNED' AND offboarding_id IN (SELECT id FROM offboardings WHERE user_id = :user)
                        """)
                .param("user", leaver.value())
                .update();
        run.run();
    }

    private List<String> outcomes() {
        return owner.get(users + leaver + "/offboardings")
                .json()
                .at("/items/0/steps")
                .valueStream()
                .map(PlannedOffboardingTests::outcome)
                .toList();
    }

    private static String outcome(JsonNode step) {
        return step.at("/state").asString() + " " + step.at("/reason").asString();
    }

    private String state(UserId user) {
        return owner.get(users + user).text("state");
    }

    private static String address() {
        return "u" + UUID.randomUUID() + "@acme.example";
    }
}
