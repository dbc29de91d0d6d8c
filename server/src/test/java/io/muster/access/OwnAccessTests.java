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

/** A user's own sessions and API tokens. */
@MusterTest
class OwnAccessTests {

    private final World world;
    private final String maria = People.address();
    private final OrganizationScope acme;
    private final String policy;
    private Browser browser;

    OwnAccessTests(@Autowired World world) {
        this.world = world;
        this.acme = world.organization(People.organization());
        this.policy = "/api/v1/organizations/" + acme.organization() + "/password-policy";
        this.browser = world.browser();
    }

    @BeforeEach
    void mariaIsSignedIn() {
        world.owner(acme, maria);
        browser = world.signedIn(maria);
    }

    private Browser.Answer make(List<String> permissions, String password) {
        return browser.post(
                "/api/v1/me/tokens",
                Map.of(
                        "name",
                        "backup",
                        "permissions",
                        permissions,
                        "days",
                        30,
                        "password",
                        password));
    }

    private Browser.Answer byToken(String method, String path, String token) {
        return world.browser().send(method, path, null, Map.of("Authorization", "Bearer " + token));
    }

    @Test
    void aUserSeesWhereHeIsSignedInAndEndsItThere() {
        Browser other = world.signedIn(maria);
        Browser.Answer list = browser.get("/api/v1/me/sessions");
        assertThat(list.json().at("/items").size()).isEqualTo(2);
        String theirs =
                list.json().at("/items/0/current").asBoolean()
                        ? list.text("items/1/id")
                        : list.text("items/0/id");

        assertThat(browser.send("DELETE", "/api/v1/me/sessions/" + theirs, null, Map.of()).status())
                .isEqualTo(204);
        assertThat(other.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void allOtherSessionsEndAtOnce() {
        Browser one = world.signedIn(maria);
        Browser two = world.signedIn(maria);

        assertThat(
                        browser.post("/api/v1/me/sessions/actions/end-others", Map.of())
                                .json()
                                .at("/ended")
                                .asInt())
                .isEqualTo(2);
        assertThat(List.of(one.get("/api/v1/me").status(), two.get("/api/v1/me").status()))
                .containsOnly(401);
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void nobodyEndsAnothersSession() {
        String peter = People.address();
        world.user(acme, peter);
        Browser peters = world.signedIn(peter);
        String id = peters.get("/api/v1/me/sessions").text("items/0/id");

        assertThat(browser.send("DELETE", "/api/v1/me/sessions/" + id, null, Map.of()).status())
                .isEqualTo(404);
        assertThat(peters.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anIdleSessionIsOverAndSoIsAnOldOne() {
        TestDatabase.owner()
                .sql("UPDATE sessions SET last_seen_at = now() - interval '61 minutes'")
                .update();
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);

        Browser old = world.signedIn(maria);
        TestDatabase.owner()
                .sql("UPDATE sessions SET created_at = now() - interval '25 hours'")
                .update();
        assertThat(old.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aTokenIsShownOnceAndDoesWhatItWasMadeFor() {
        Browser.Answer made = make(List.of("organization:read"), World.PASSWORD);
        String token = made.text("text");
        assertThat(made.status()).isEqualTo(201);
        assertThat(token).startsWith("mst_");

        assertThat(byToken("GET", policy, token).status()).isEqualTo(200);
        Browser.Answer refused =
                world.browser()
                        .send(
                                "PUT",
                                policy,
                                Map.of(),
                                Map.of("Authorization", "Bearer " + token, "If-Match", "\"0\""));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("policy:manage");
        Browser.Answer list = browser.get("/api/v1/me/tokens");
        assertThat(list.response().body()).doesNotContain(token);
        assertThat(list.text("items/0/lastUsedAt")).isNotEmpty();
    }

    @Test
    void aTokenMakesNoTokensAndChangesNoPassword() {
        String token = make(List.of("organization:read"), World.PASSWORD).text("text");

        assertThat(byToken("GET", "/api/v1/me/tokens", token).status()).isEqualTo(403);
        assertThat(byToken("GET", "/api/v1/me/password", token).status()).isEqualTo(403);
        assertThat(byToken("GET", "/api/v1/me", token).status()).isEqualTo(200);
    }

    @Test
    void nobodyGivesATokenWhatHeLacksAndEachNeedsThePassword() {
        assertThat(make(List.of("instance:settings"), World.PASSWORD).text("errors/0/code"))
                .isEqualTo("not-yours");
        assertThat(
                        make(List.of("organization:read"), "not my long passphrase")
                                .text("errors/0/field"))
                .isEqualTo("password");
    }

    @Test
    void aRevokedOrExpiredTokenOpensNothing() {
        Browser.Answer revoked = make(List.of("organization:read"), World.PASSWORD);
        Browser.Answer expired = make(List.of("organization:read"), World.PASSWORD);
        browser.send("DELETE", "/api/v1/me/tokens/" + revoked.text("token/id"), null, Map.of());
        TestDatabase.owner()
                .sql("UPDATE api_tokens SET expires_at = now() WHERE id = CAST(:id AS uuid)")
                .param("id", expired.text("token/id"))
                .update();

        assertThat(byToken("GET", policy, revoked.text("text")).status()).isEqualTo(401);
        assertThat(byToken("GET", policy, expired.text("text")).status()).isEqualTo(401);
    }

    @Test
    void aTokenRevokesItselfAndNoOther() {
        String token = make(List.of("organization:read"), World.PASSWORD).text("text");
        Browser.Answer other = make(List.of("organization:read"), World.PASSWORD);

        assertThat(byToken("DELETE", "/api/v1/me/tokens/" + other.text("token/id"), token).status())
                .isEqualTo(403);
        assertThat(byToken("DELETE", "/api/v1/me/tokens/current", token).status()).isEqualTo(204);
        assertThat(byToken("GET", policy, token).status()).isEqualTo(401);
        assertThat(byToken("GET", policy, other.text("text")).status()).isEqualTo(200);
        assertThat(browser.send("DELETE", "/api/v1/me/tokens/current", null, Map.of()).status())
                .as("a session carries no token")
                .isEqualTo(404);
    }

    @Test
    void aTokenLosesWhatItsUserLoses() {
        String token = make(List.of("organization:read"), World.PASSWORD).text("text");
        TestDatabase.owner()
                .sql("DELETE FROM role_grants WHERE organization_id = :organization")
                .param("organization", acme.organization().value())
                .update();

        assertThat(byToken("GET", policy, token).status()).isIn(403, 404);
    }

    @Test
    void aTokenInTheRequestMakesTheCookieCountForNothing() {
        assertThat(
                        browser.send(
                                        "GET",
                                        "/api/v1/me",
                                        null,
                                        Map.of("Authorization", "Bearer mst_wrong"))
                                .status())
                .isEqualTo(401);
    }
}
