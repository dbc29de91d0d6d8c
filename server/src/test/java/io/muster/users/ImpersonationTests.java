package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Impersonations;
import io.muster.access.OrganizationScope;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** An administrator works with the account of a user. */
@MusterTest
class ImpersonationTests {

    private static final Map<String, Object> LOOKING = Map.of("reason", "Ticket 4711");
    private static final Map<String, Object> CHANGING =
            Map.of("reason", "Ticket 4711", "allowChanges", true);

    private final World world;
    private final Impersonations impersonations;
    private final Jobs jobs;
    private final OrganizationScope acme;
    private final String maria = address();
    private final UserId mariaId;
    private final Browser administrator;
    private final UserId administratorId;

    ImpersonationTests(
            @Autowired World world,
            @Autowired Impersonations impersonations,
            @Autowired Jobs jobs) {
        this.world = world;
        this.impersonations = impersonations;
        this.jobs = jobs;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.mariaId = world.user(acme, maria);
        String address = address();
        this.administratorId = world.holding(acme, SystemRole.ADMINISTRATOR.id(), address);
        this.administrator = world.signedIn(address);
    }

    private static String address() {
        return "u" + UUID.randomUUID() + "@acme.example";
    }

    private String user(UserId user) {
        return "/api/v1/organizations/" + acme.organization() + "/users/" + user;
    }

    private Browser.Answer ask(Browser who, UserId whom, Map<String, Object> wish) {
        return who.post(user(whom) + "/actions/impersonate", wish);
    }

    /** Where the API is as Maria sees it. */
    private String as(Map<String, Object> wish) {
        Browser.Answer begun = ask(administrator, mariaId, wish);
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.text("path")).isEqualTo("/as/" + begun.text("id") + "/");
        return begun.text("path") + "api/v1";
    }

    private String profileUnder(String as, String phone) {
        Browser.Answer read = administrator.get(as + "/me/profile");
        ObjectNode profile = (ObjectNode) read.json().at("/profile");
        Browser.Answer saved =
                administrator.put(
                        as + "/me/profile",
                        profile.put("mobilePhone", phone),
                        read.header("ETag").orElse(""));
        return saved.status() + " " + saved.text("type");
    }

    @Test
    void showsEverythingAsTheUserSeesIt() {
        String as = as(LOOKING);

        assertThat(administrator.get(as + "/me").text("user/address")).isEqualTo(maria);
        assertThat(administrator.get(as + "/me").json().at("/organizations/0/permissions"))
                .isEmpty();
        assertThat(administrator.get(as + "/me/profile").status()).isEqualTo(200);
        assertThat(administrator.get(as + "/me/sessions").status()).isEqualTo(200);
        Browser.Answer current = administrator.get(as + "/me/impersonation");
        assertThat(current.text("reason")).isEqualTo("Ticket 4711");
        assertThat(current.json().at("/readOnly").asBoolean()).isTrue();
        // The administrator's other tabs are his own.
        assertThat(administrator.get("/api/v1/me").text("user/id"))
                .isEqualTo(administratorId.toString());
        assertThat(administrator.get("/api/v1/me/impersonation").status()).isEqualTo(404);
    }

    @Test
    void changesNothingUnlessThatWasAskedFor() {
        assertThat(profileUnder(as(LOOKING), "+43 1 4711"))
                .isEqualTo("403 urn:problem:access:read-only");
        assertThat(profileUnder(as(CHANGING), "+43 1 4711")).startsWith("200");
    }

    @Test
    void isToldToTheUserByMailWhereHisOrganizationWantsThat() {
        as(LOOKING);
        assertThat(mails()).isEmpty();

        Browser owner = owner();
        String organization = "/api/v1/organizations/" + acme.organization();
        Browser.Answer read = owner.get(organization);
        ObjectNode settings =
                ((ObjectNode) read.json())
                        .retain(
                                "name",
                                "description",
                                "timeZone",
                                "language",
                                "taxNumber",
                                "billingAddress",
                                "mailboxLimitOctets")
                        .put("tellsOfImpersonation", true);
        assertThat(owner.put(organization, settings, read.header("ETag").orElse("")).status())
                .isEqualTo(200);
        as(LOOKING);

        assertThat(mails()).containsExactly("An administrator works with your account");
        ask(administrator, administratorId, LOOKING);
        assertThat(mails()).as("a refused one tells nothing").hasSize(1);
    }

    private List<String> mails() {
        return TestDatabase.owner()
                .sql("SELECT subject FROM outbox WHERE recipient = :maria")
                .param("maria", maria)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void isWrittenWithBothNamesIntoEveryEntryOfTheAuditLog() {
        String as = as(CHANGING);
        profileUnder(as, "+43 1 4711");
        administrator.post(as + "/me/impersonation/actions/end", Map.of());

        Browser owner = owner();
        Browser.Answer log =
                owner.get(
                        "/api/v1/organizations/"
                                + acme.organization()
                                + "/audit?impersonatedId="
                                + mariaId);
        assertThat(log.json().at("/items").findValuesAsString("action"))
                .containsExactly("access.impersonation-ended", "users.edited");
        assertThat(log.json().at("/items").findValuesAsString("actorId"))
                .containsOnly(administratorId.toString());
        Browser.Answer started =
                owner.get(
                        "/api/v1/organizations/"
                                + acme.organization()
                                + "/audit?action=access.impersonation-started");
        assertThat(started.text("items/0/actorId")).isEqualTo(administratorId.toString());
        assertThat(started.text("items/0/subjectId")).isEqualTo(mariaId.toString());
        assertThat(started.text("items/0/after/reason")).isEqualTo("Ticket 4711");
        assertThat(
                        owner.post(
                                        "/api/v1/organizations/"
                                                + acme.organization()
                                                + "/audit/verify",
                                        Map.of())
                                .json()
                                .at("/valid")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void isTheOneWhoActsInAJobTooThatWasStartedFromThere() {
        UserId helpDesk = world.holding(acme, SystemRole.HELP_DESK.id(), address());
        String as = ask(administrator, helpDesk, CHANGING).text("path") + "api/v1";

        BegunJob.ended(
                jobs,
                acme,
                administrator.post(
                        as + "/organizations/" + acme.organization() + "/users/actions/disable",
                        Map.of("selection", Map.of("ids", List.of(mariaId)))));

        Browser.Answer log =
                owner().get(
                                "/api/v1/organizations/"
                                        + acme.organization()
                                        + "/audit?action=users.disabled");
        assertThat(log.text("items/0/actorId")).isEqualTo(administratorId.toString());
        assertThat(log.text("items/0/impersonatedId")).isEqualTo(helpDesk.toString());
    }

    @Test
    void neverTouchesWhatProvesWhoTheUserIs() {
        String as = as(CHANGING);

        for (String own :
                List.of(
                        "/me/password",
                        "/me/totp",
                        "/me/passkeys/options",
                        "/me/tokens",
                        "/me/sessions/actions/end-others",
                        "/sign-out")) {
            Browser.Answer refused = administrator.post(as + own, Map.of());
            assertThat(refused.text("type"))
                    .as(own)
                    .isEqualTo("urn:problem:access:not-while-impersonating");
            assertThat(refused.status()).as(own).isEqualTo(403);
        }
        assertThat(world.browser().signIn(maria, World.PASSWORD).status()).isEqualTo(200);
        assertThat(administrator.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void isSeenByTheUserWhoseLastSignInStaysAsItWas() {
        as(LOOKING);

        assertThat(administrator.get(user(mariaId)).json().at("/lastSignInAt").isNull()).isTrue();
        Browser her = world.signedIn(maria);
        Browser.Answer who = her.get("/api/v1/me/impersonations");
        assertThat(who.text("items/0/impersonatorId")).isEqualTo(administratorId.toString());
        assertThat(who.text("items/0/reason")).isEqualTo("Ticket 4711");
        assertThat(who.json().at("/items/0/endedAt").isNull()).isTrue();
    }

    @Test
    void worksForADisabledUserToo() {
        administrator.post(user(mariaId) + "/actions/disable", Map.of());

        String as = as(LOOKING);

        assertThat(administrator.get(as + "/me/profile").status()).isEqualTo(200);
    }

    @Test
    void isOverWhenItIsEndedAndOnlyTheSessionThatBeganItIsLetIn() {
        String as = as(LOOKING);
        assertThat(owner().get(as + "/me").text("type"))
                .isEqualTo("urn:problem:access:impersonation-ended");
        assertThat(world.browser().get(as + "/me").status()).isEqualTo(401);

        assertThat(administrator.post(as + "/me/impersonation/actions/end", Map.of()).status())
                .isEqualTo(204);

        assertThat(administrator.get(as + "/me").text("type"))
                .isEqualTo("urn:problem:access:impersonation-ended");
        assertThat(administrator.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void isOverWithItsTimeOrItsTab() {
        String late = as(LOOKING);
        String closed = as(LOOKING);
        String loaded = as(LOOKING);
        administrator.post(closed + "/me/impersonation/actions/leave", Map.of());
        administrator.post(loaded + "/me/impersonation/actions/leave", Map.of());
        assertThat(administrator.get(loaded + "/me").status()).isEqualTo(200);
        database("UPDATE impersonations SET ends_at = now() WHERE id = '" + id(late) + "'");
        database(
                "UPDATE impersonations SET leaving_at = leaving_at - interval '1 minute' WHERE id IN ('"
                        + id(closed)
                        + "', '"
                        + id(loaded)
                        + "')");

        assertThat(administrator.get(late + "/me").status()).isEqualTo(401);
        assertThat(administrator.get(closed + "/me").status()).isEqualTo(401);
        assertThat(administrator.get(loaded + "/me").status()).isEqualTo(200);

        impersonations.endOverdue();
        impersonations.endOverdue();
        Browser.Answer ends =
                owner().get(
                                "/api/v1/organizations/"
                                        + acme.organization()
                                        + "/audit?action=access.impersonation-ended");
        assertThat(ends.json().at("/items")).hasSize(2);
    }

    private static void database(String statement) {
        TestDatabase.owner().sql(statement).update();
    }

    private static String id(String as) {
        return as.substring("/as/".length(), "/as/".length() + 36);
    }

    @Test
    void isOverForAnAdministratorWhoMayNoMore() {
        String demoted = as(LOOKING);
        TestDatabase.owner()
                .sql("DELETE FROM role_grants WHERE user_id = :user")
                .param("user", administratorId.value())
                .update();
        assertThat(administrator.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(administrator.get(demoted + "/me").text("type"))
                .isEqualTo("urn:problem:access:impersonation-ended");
    }

    @Test
    void isOverWithTheSessionThatBeganIt() {
        String as = as(LOOKING);

        administrator.post("/api/v1/sign-out", Map.of());

        assertThat(administrator.get(as + "/me").status()).isEqualTo(401);
    }

    @Test
    void isOverWhenTheAdministratorIsDisabled() {
        String as = as(LOOKING);

        owner().post(user(administratorId) + "/actions/disable", Map.of());

        assertThat(administrator.get(as + "/me").status()).isEqualTo(401);
    }

    @Test
    void isRefusedWhereItWouldRaiseRights() {
        UserId boss = world.owner(acme, address());
        UserId root = world.systemAdministrator(acme, address());
        String help = address();
        UserId helpDesk = world.holding(acme, SystemRole.HELP_DESK.id(), help);

        assertThat(ask(administrator, boss, LOOKING).text("type"))
                .isEqualTo("urn:problem:users:primary-administrator");
        assertThat(ask(administrator, root, LOOKING).status()).isEqualTo(409);
        assertThat(ask(administrator, administratorId, LOOKING).text("type"))
                .isEqualTo("urn:problem:users:oneself");
        assertThat(ask(world.signedIn(help), mariaId, LOOKING).status()).isEqualTo(403);
        assertThat(ask(administrator, helpDesk, LOOKING).status()).isEqualTo(200);
    }

    @Test
    void opensAnOwnersAccountToASystemAdministratorOnly() {
        UserId boss = world.owner(acme, address());
        String root = address();
        UserId other = world.systemAdministrator(acme, address());
        world.systemAdministrator(acme, root);
        Browser system = world.signedIn(root);

        Browser.Answer begun = ask(system, boss, CHANGING);
        assertThat(begun.status()).isEqualTo(200);
        String as = begun.text("path") + "api/v1";
        // His rights, and none of the instance.
        assertThat(system.get(as + user(mariaId).substring("/api/v1".length())).status())
                .isEqualTo(200);
        assertThat(system.get(as + "/system-administrators").status()).isEqualTo(403);
        assertThat(system.get(as + "/me").json().at("/instancePermissions")).isEmpty();
        assertThat(ask(system, other, LOOKING).text("type"))
                .isEqualTo("urn:problem:users:more-rights");
    }

    @Test
    void givesNoRightThatTheAdministratorLacksHimself() {
        String help = address();
        UserId helpDesk = world.holding(acme, SystemRole.HELP_DESK.id(), help);
        Browser.Answer begun = ask(administrator, helpDesk, CHANGING);
        String as = begun.text("path") + "api/v1";
        String users = "/organizations/" + acme.organization() + "/users";
        assertThat(administrator.get(as + users).status()).isEqualTo(200);
        assertThat(
                        administrator
                                .get(as + "/organizations/" + acme.organization() + "/audit")
                                .status())
                .isEqualTo(403);

        // Not from there into yet another account.
        assertThat(
                        administrator
                                .post(as + users + "/" + mariaId + "/actions/impersonate", LOOKING)
                                .status())
                .isIn(403, 409);
    }

    @Test
    void namesWhatIsWrongWithTheWish() {
        assertThat(ask(administrator, mariaId, Map.of("reason", " ")).text("errors/0/field"))
                .isEqualTo("reason");
        assertThat(
                        ask(administrator, mariaId, Map.of("reason", "x", "minutes", 121))
                                .text("errors/0/field"))
                .isEqualTo("minutes");
        assertThat(ask(administrator, mariaId, Map.of()).status()).isEqualTo(422);
        assertThat(ask(administrator, new UserId(UUID.randomUUID()), LOOKING).status())
                .isEqualTo(404);
    }

    @Test
    void isNotForTokens() {
        Browser.Answer made =
                administrator.post(
                        "/api/v1/me/tokens",
                        Map.of(
                                "name",
                                "t",
                                "permissions",
                                List.of("users:impersonate", "users:read"),
                                "days",
                                1,
                                "password",
                                World.PASSWORD));
        assertThat(made.status()).as(made.response().body()).isBetween(200, 201);
        Browser program = world.browser().withToken(made.text("text"));

        assertThat(ask(program, mariaId, LOOKING).text("type"))
                .isEqualTo("urn:problem:users:no-session-of-ones-own");
    }

    private Browser owner() {
        String address = address();
        world.owner(acme, address);
        return world.signedIn(address);
    }
}
