package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Everybody here comes from 127.0.0.1. */
@MusterTest
class SessionPolicyTests {

    private final World world;
    private final OrganizationScope acme;
    private final String path;
    private final String owner = People.address();
    private final String maria = People.address();
    private Browser browser;

    SessionPolicyTests(@Autowired World world) {
        this.world = world;
        this.acme = world.organization(People.organization());
        this.path = "/api/v1/organizations/" + acme.organization() + "/session-policy";
        this.browser = world.browser();
    }

    @BeforeEach
    void anOwnerIsSignedIn() {
        world.owner(acme, owner);
        world.user(acme, maria);
        browser = world.signedIn(owner);
    }

    private Browser.Answer set(Map<String, Object> rules) {
        return SessionRules.set(browser, path, rules);
    }

    /** As if the rules had been set from another place. */
    private void setFromElsewhere(String column, String networks) {
        set(Map.of());
        TestDatabase.owner()
                .sql(
                        "UPDATE session_policies SET "
                                + column
                                + " = :networks::inet[] WHERE organization_id = :organization")
                .param("networks", networks)
                .param("organization", acme.organization().value())
                .update();
    }

    private void sessionsAre(String what) {
        TestDatabase.owner()
                .sql(
                        "UPDATE sessions SET "
                                + what
                                + " WHERE user_id IN (SELECT user_id FROM sign_in_names WHERE name = :name)")
                .param("name", maria)
                .update();
    }

    @Test
    void anOrganizationWithoutRulesOfItsOwnHasThoseOfTheInstance() {
        Browser.Answer rules = browser.get(path);
        assertThat(rules.json().at("/idleMinutes").asInt()).isEqualTo(60);
        assertThat(rules.json().at("/oneSession").asBoolean()).isFalse();
        assertThat(rules.json().at("/allowed")).isEmpty();
    }

    @Test
    void onlyStricterRulesAreTaken() {
        assertThat(set(Map.of("idleMinutes", 61)).text("errors/0/field")).isEqualTo("idleMinutes");
        assertThat(set(Map.of("attempts", 11)).text("errors/0/field")).isEqualTo("attempts");
        assertThat(set(Map.of("attempts", 2)).text("errors/0/field")).isEqualTo("attempts");
        assertThat(set(Map.of("lockMinutes", 0)).text("errors/0/field")).isEqualTo("lockMinutes");
        assertThat(set(Map.of("lockMinutes", 61)).text("errors/0/field")).isEqualTo("lockMinutes");
        assertThat(set(Map.of("idleMinutes", 30)).status()).isEqualTo(200);
        assertThat(browser.get(path).json().at("/idleMinutes").asInt()).isEqualTo(30);
    }

    @Test
    void aSessionIsOverAfterTheOrganizationsIdleTime() {
        set(Map.of("idleMinutes", 10));
        Browser hers = world.signedIn(maria);
        sessionsAre("last_seen_at = now() - interval '9 minutes'");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(200);
        sessionsAre("last_seen_at = now() - interval '11 minutes'");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aSignInEndsTheSessionElsewhereWhereOneIsAllowed() {
        Browser before = world.signedIn(maria);
        world.signedIn(maria);
        assertThat(before.get("/api/v1/me").status()).isEqualTo(200);

        set(Map.of("oneSession", true));
        Browser first = world.signedIn(maria);
        Browser second = world.signedIn(maria);
        assertThat(before.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(first.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(second.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aSessionWorksFromOneAddressWhereTheRulesSaySo() {
        set(Map.of("oneAddress", true));
        Browser hers = world.signedIn(maria);
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(200);
        sessionsAre("address = '192.0.2.7'");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void nobodyComesInFromABlockedAddressAndWhoIsInIsOut() {
        Browser hers = world.signedIn(maria);
        setFromElsewhere("blocked", "{127.0.0.0/8}");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        Browser.Answer refused = world.browser().signIn(maria, World.PASSWORD);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("type")).isEqualTo("urn:problem:access:address-not-allowed");
    }

    @Test
    void aWrongPasswordFromABlockedAddressGetsTheUsualAnswer() {
        setFromElsewhere("blocked", "{127.0.0.0/8}");
        Browser.Answer wrong = world.browser().signIn(maria, "not my long passphrase");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("type")).isEqualTo("urn:problem:access:sign-in-refused");
    }

    @Test
    void usersComeInFromAllowedNetworksOnly() {
        setFromElsewhere("allowed", "{192.0.2.0/24}");
        assertThat(world.browser().signIn(maria, World.PASSWORD).status()).isEqualTo(403);
        setAllowed("{192.0.2.0/24,127.0.0.1}");
        assertThat(world.browser().signIn(maria, World.PASSWORD).status()).isEqualTo(200);
    }

    private void setAllowed(String networks) {
        TestDatabase.owner()
                .sql(
                        "UPDATE session_policies SET allowed = :networks::inet[] WHERE organization_id = :organization")
                .param("networks", networks)
                .param("organization", acme.organization().value())
                .update();
    }

    @Test
    void anApiTokenIsHeldToTheNetworksToo() {
        String token =
                browser.post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "Mine",
                                        "permissions",
                                        List.of("users:read"),
                                        "days",
                                        1,
                                        "password",
                                        World.PASSWORD))
                        .text("text");
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
        Browser program = world.browser();
        assertThat(program.send("GET", "/api/v1/permissions", null, bearer).status())
                .isEqualTo(200);
        setFromElsewhere("blocked", "{127.0.0.0/8}");
        assertThat(program.send("GET", "/api/v1/permissions", null, bearer).status())
                .isEqualTo(401);
    }

    @Test
    void nobodyShutsHimselfOut() {
        assertThat(set(Map.of("allowed", List.of("192.0.2.0/24"))).text("errors/0/code"))
                .isEqualTo("locks-out");
        assertThat(set(Map.of("allowed", List.of("192.0.2.0/24", "127.0.0.1", "::1"))).status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoNetworkIsNamed() {
        Browser.Answer refused =
                set(Map.of("blocked", List.of("192.0.2.0/24", "10.1/8", "2001:db8::/129", "x")));
        assertThat(refused.json().at("/errors").size()).isEqualTo(3);
        assertThat(refused.text("errors/0/field")).isEqualTo("blocked[1]");
    }
}
