package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserSuspensionTests {

    @Autowired World world;
    @Autowired Scopes scopes;
    @Autowired UserActs acts;

    private OrganizationScope acme;
    private UserId olga;
    private UserId rootId;
    private OrganizationId rootsHome;
    private Browser owner;
    private Browser root;
    private String users;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        acme = world.organization("Acme");
        olga = world.owner(acme, "olga@acme.example");
        OrganizationScope home = world.organization("Home");
        rootsHome = home.organization();
        rootId = world.systemAdministrator(home, "root@home.example");
        owner = world.signedIn("olga@acme.example");
        root = world.signedIn("root@home.example");
        users = "/api/v1/organizations/" + acme.organization() + "/users/";
    }

    @Test
    void endsTheSessionsOfADisabledUserAndLetsHimInNoMore() {
        UserId ann = world.user(acme, "ann@acme.example");
        Browser hers = world.signedIn("ann@acme.example");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(200);

        Browser.Answer disabled = act(ann, "disable", Map.of());

        assertThat(disabled.text("state")).isEqualTo("DISABLED");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(signIn("ann@acme.example")).isEqualTo(401);
        assertThat(act(ann, "enable", Map.of()).text("state")).isEqualTo("ACTIVE");
        assertThat(signIn("ann@acme.example")).isEqualTo(200);
    }

    @Test
    void keepsIncomingMessagesOnlyWhenAskedTo() {
        UserId bea = world.user(acme, "bea@acme.example");
        assertThat(act(bea, "disable", Map.of()).json().at("/allowIncoming").asBoolean()).isFalse();
        assertThat(
                        act(bea, "disable", Map.of("allowIncoming", true))
                                .json()
                                .at("/allowIncoming")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void clearsAllowIncomingWithTheNextEnabling() {
        UserId cid = world.user(acme, "cid@acme.example");
        act(cid, "disable", Map.of("allowIncoming", true));
        Browser.Answer enabled = act(cid, "enable", Map.of());
        assertThat(enabled.json().at("/allowIncoming").asBoolean()).isFalse();
        assertThat(enabled.text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void countsEnablingAnEnabledUserAsSuccessAndChangesNothing() {
        UserId dan = world.user(acme, "dan@acme.example");
        Browser.Answer answer = act(dan, "enable", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/version").asInt()).isEqualTo(1);
        assertThat(audited("users.enabled", "dan@acme.example")).isZero();
    }

    @Test
    void letsAUserWithoutAPasswordGoOnWaitingWhenHeIsEnabled() {
        Browser.Answer made =
                owner.post(users.substring(0, users.length() - 1), Map.of("logonName", "wanda"));
        UserId wanda = UserId.valueOf(made.text("id"));
        act(wanda, "disable", Map.of());
        assertThat(act(wanda, "enable", Map.of()).text("state")).isEqualTo("WAITING_FOR_PASSWORD");
    }

    @Test
    void refusesToDisableOneself() {
        Browser.Answer answer = act(olga, "disable", Map.of());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("urn:problem:users:oneself");
    }

    @Test
    void leavesAnOwnerToSystemAdministrators() {
        UserId otto = world.owner(acme, "otto@acme.example");
        Browser.Answer refused = act(otto, "disable", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:users:primary-administrator");
        assertThat(root.post(users + otto + "/actions/disable", Map.of()).text("state"))
                .isEqualTo("DISABLED");
        assertThat(act(otto, "enable", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:primary-administrator");
        root.post(users + otto + "/actions/delete", Map.of());
        assertThat(act(otto, "restore", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:primary-administrator");
    }

    @Test
    void leavesASystemAdministratorToHisLike() {
        UserId sys = world.systemAdministrator(acme, "sys@acme.example");
        assertThat(act(sys, "disable", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:more-rights");
        assertThat(act(sys, "reset-password", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:more-rights");
        assertThat(root.post(users + sys + "/actions/disable", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void keepsTheLastOwnerAlsoFromASystemAdministrator() {
        OrganizationScope globex = world.organization("Globex");
        UserId only = world.owner(globex, "only@globex.example");
        String path = "/api/v1/organizations/" + globex.organization() + "/users/" + only;
        for (String verb : List.of("disable", "delete")) {
            Browser.Answer refused = root.post(path + "/actions/" + verb, Map.of());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("type")).isEqualTo("urn:problem:users:last-owner");
        }
        assertThat(
                        root.post(
                                        path + "/actions/purge",
                                        Map.of("confirmation", "only@globex.example"))
                                .text("type"))
                .isEqualTo("urn:problem:users:last-owner");

        world.owner(globex, "second@globex.example");
        assertThat(root.post(path + "/actions/disable", Map.of()).text("state"))
                .isEqualTo("DISABLED");
    }

    @Test
    void keepsTheLastSystemAdministratorAlsoFromOneWhoWasDisabledMeanwhile() {
        UserId second = world.systemAdministrator(acme, "second@acme.example");
        OrganizationScope begun =
                scopes.resume(scopes.machinery(), World.actor(second), rootsHome).orElseThrow();
        assertThat(root.post(users + second + "/actions/disable", Map.of()).status())
                .isEqualTo(200);
        assertThat(acts.perform(begun, new UserAct.Disable(false), List.of(rootId)).get(rootId))
                .isEqualTo(new UserAct.Verdict.Refused(UserRule.LAST_SYSTEM_ADMINISTRATOR));
    }

    @Test
    void expiresAPasswordSoThatItOnlyOpensThePageForANewOne() {
        UserId eva = world.user(acme, "eva@acme.example");
        Browser hers = world.signedIn("eva@acme.example");
        Browser.Answer expired = act(eva, "expire-password", Map.of());
        assertThat(expired.json().at("/mustChangePassword").asBoolean()).isTrue();
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        Browser next = world.browser();
        assertThat(next.signIn("eva@acme.example", World.PASSWORD).text("next"))
                .isEqualTo("NEW_PASSWORD");
        assertThat(next.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void liftsTheBarOnPasswordChangesWithTheExpiry() {
        UserId fay = world.user(acme, "fay@acme.example");
        Browser.Answer barred = edit(fay, "DEFAULT", true);
        assertThat(barred.json().at("/passwordChangesDisabled").asBoolean()).isTrue();
        assertThat(
                        act(fay, "expire-password", Map.of())
                                .json()
                                .at("/passwordChangesDisabled")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void expiresNoPasswordOfADirectory() {
        UserId gus = world.user(acme, "gus@acme.example");
        edit(gus, "DIRECTORY", false);
        assertThat(act(gus, "expire-password", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:no-own-password");
    }

    @Test
    void neitherResetsNorMailsAPasswordToAUserOfADirectory() {
        UserId ina = world.user(acme, "ina@acme.example");
        edit(ina, "DIRECTORY", false);
        for (String verb : List.of("reset-password", "send-password-link")) {
            Browser.Answer refused = act(ina, verb, Map.of());
            assertThat(refused.status()).as(verb).isEqualTo(409);
            assertThat(refused.text("type"))
                    .as(verb)
                    .isEqualTo("urn:problem:users:no-own-password");
        }
    }

    @Test
    void forgetsThePasswordOfAUserWhoTurnsToADirectory() {
        UserId lou = world.user(acme, "lou@acme.example");
        Browser his = world.signedIn("lou@acme.example");
        edit(lou, "DIRECTORY", false);
        assertThat(his.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().signIn("lou@acme.example", World.PASSWORD).status())
                .isEqualTo(401);
        assertThat(edit(lou, "DEFAULT", false).text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        assertThat(world.browser().signIn("lou@acme.example", World.PASSWORD).status())
                .isEqualTo(401);
    }

    @Test
    void dropsTheExpiryOfAUserWhoTurnsToADirectory() {
        UserId hal = world.user(acme, "hal@acme.example");
        act(hal, "expire-password", Map.of());
        assertThat(edit(hal, "DIRECTORY", false).json().at("/mustChangePassword").asBoolean())
                .isFalse();
    }

    @Test
    void givesAnotherPasswordAndEndsTheSessions() {
        UserId ida = world.user(acme, "ida@acme.example");
        Browser hers = world.signedIn("ida@acme.example");
        Browser.Answer reset =
                act(
                        ida,
                        "reset-password",
                        Map.of("password", "quite another phrase", "mustChangePassword", false));
        assertThat(reset.status()).isEqualTo(200);
        assertThat(reset.json().at("/temporaryPassword").isNull()).isTrue();
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(signIn("ida@acme.example")).isEqualTo(401);
        assertThat(world.browser().signIn("ida@acme.example", "quite another phrase").status())
                .isEqualTo(200);
    }

    @Test
    void makesUpATemporaryPasswordThatIsShownOnceAndMustBeChanged() {
        UserId jim = world.user(acme, "jim@acme.example");
        String temporary = act(jim, "reset-password", Map.of()).text("temporaryPassword");
        assertThat(temporary).hasSize(18);
        assertThat(world.browser().signIn("jim@acme.example", temporary).text("next"))
                .isEqualTo("NEW_PASSWORD");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM audit_entries WHERE after::text LIKE :x")
                                .param("x", "%" + temporary + "%")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void writesEachChangeToTheAuditLog() {
        UserId kai = world.user(acme, "kai@acme.example");
        act(kai, "disable", Map.of());
        act(kai, "enable", Map.of());
        act(kai, "expire-password", Map.of());
        assertThat(audited("users.disabled", "kai@acme.example")).isOne();
        assertThat(audited("users.enabled", "kai@acme.example")).isOne();
        assertThat(audited("users.password-expired", "kai@acme.example")).isOne();
    }

    @Test
    void isClosedToWhoLacksTheRight() {
        UserId lea = world.user(acme, "lea@acme.example");
        Browser hers = world.signedIn("lea@acme.example");
        assertThat(hers.post(users + olga + "/actions/disable", Map.of()).text("permission"))
                .isEqualTo("users:disable");
        assertThat(hers.post(users + olga + "/actions/reset-password", Map.of()).text("permission"))
                .isEqualTo("users:passwords");
        assertThat(act(lea, "disable", Map.of()).status()).isEqualTo(200);
    }

    private Browser.Answer act(UserId user, String verb, Map<String, ?> request) {
        return owner.post(users + user + "/actions/" + verb, request);
    }

    private Browser.Answer edit(UserId user, String method, boolean barred) {
        Browser.Answer read = owner.get(users + user);
        return owner.put(
                users + user,
                Map.of(
                        "signInMethod",
                        method,
                        "passwordChangesDisabled",
                        barred,
                        "profile",
                        profile(read)),
                read.header("ETag").orElseThrow());
    }

    private static Object profile(Browser.Answer read) {
        return read.json().at("/profile");
    }

    private int signIn(String name) {
        return world.browser().signIn(name, World.PASSWORD).status();
    }

    private static int audited(String action, String name) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE action = :action AND subject_name = :name")
                .param("action", action)
                .param("name", name)
                .query(Integer.class)
                .single();
    }
}
