package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A user's latest session, as administrators see it. */
@MusterTest
class LatestSessionTests {

    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0";

    private final World world;
    private final LatestSessions latest;
    private final OrganizationScope acme;
    private final String maria = People.address();
    private final UserId mariaId;
    private final Browser owner;

    LatestSessionTests(@Autowired World world, @Autowired LatestSessions latest) {
        this.world = world;
        this.latest = latest;
        this.acme = world.organization(People.organization());
        this.mariaId = world.user(acme, maria);
        String address = People.address();
        world.owner(acme, address);
        this.owner = world.signedIn(address);
    }

    private String path(OrganizationScope scope) {
        return "/api/v1/organizations/" + scope.organization() + "/users/" + mariaId;
    }

    private Browser signedIn() {
        Browser browser = world.browser();
        browser.get("/api/v1/me");
        browser.send(
                "POST",
                "/api/v1/sign-in",
                Map.of("name", maria, "password", World.PASSWORD),
                Map.of("User-Agent", BROWSER));
        return browser;
    }

    @Test
    void tellsWhenFromWhereAndByWhatTheUserSignedIn() {
        assertThat(owner.get(path(acme)).json().at("/latestSession").isNull()).isTrue();
        Instant before = Instant.now().minusSeconds(1);
        signedIn();

        Browser.Answer user = owner.get(path(acme));
        assertThat(Instant.parse(user.text("latestSession/beganAt"))).isAfter(before);
        assertThat(user.text("latestSession/lastSeenAt"))
                .isEqualTo(user.text("latestSession/beganAt"));
        assertThat(user.text("latestSession/address")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(user.text("latestSession/browser")).isEqualTo(BROWSER);
        assertThat(user.text("latestSession/proof")).isEqualTo("PASSWORD");
        assertThat(user.json().at("/latestSession/open").asBoolean()).isTrue();
    }

    @Test
    void isStillToldWhenItIsOver() {
        signedIn().post("/api/v1/sign-out", Map.of());

        Browser.Answer user = owner.get(path(acme));
        assertThat(user.text("latestSession/browser")).isEqualTo(BROWSER);
        assertThat(user.json().at("/latestSession/open").asBoolean()).isFalse();
    }

    @Test
    void followsTheUsersRequests() {
        Browser browser = signedIn();
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE sessions SET last_seen_at = now() - interval '10 minutes' WHERE user_id = :id;
                        UPDATE latest_sessions
                        SET began_at = now() - interval '10 minutes', last_seen_at = now() - interval '10 minutes'
                        WHERE user_id = :id
                        """)
                .param("id", mariaId.value())
                .update();
        browser.get("/api/v1/me");

        LatestSession session = latest.of(acme, mariaId).orElseThrow();
        assertThat(session.lastSeenAt()).isAfter(session.beganAt().plusSeconds(500));
    }

    @Test
    void keepsTheSecondFactorOverTheStepOfANewPassword() {
        Browser browser = signedIn();
        byte[] secret =
                new Base32()
                        .decode(
                                browser.post("/api/v1/me/totp", Map.of("password", World.PASSWORD))
                                        .text("secret"));
        long step = Totp.step(Instant.now());
        browser.post("/api/v1/me/totp/confirmation", Map.of("code", Totp.code(secret, step)));
        owner.post(path(acme) + "/actions/expire-password", Map.of());

        Browser next = signedIn();
        next.post("/api/v1/sign-in/second-factor", Map.of("code", Totp.code(secret, step + 1)));
        assertThat(
                        next.post(
                                        "/api/v1/sign-in/new-password",
                                        Map.of("newPassword", People.NEW_PASSWORD))
                                .text("next"))
                .isEqualTo("SIGNED_IN");
        assertThat(latest.of(acme, mariaId).orElseThrow().proof())
                .isEqualTo(Proof.PASSWORD_AND_CODE);
    }

    @Test
    void isShownToNobodyOfAnotherOrganizationNorToWhoMayNotSeeUsers() {
        Browser browser = signedIn();
        OrganizationScope other = world.organization(People.organization());
        String stranger = People.address();
        world.owner(other, stranger);

        assertThat(browser.get(path(acme)).status()).isEqualTo(403);
        assertThat(world.signedIn(stranger).get(path(acme)).status()).isEqualTo(404);
        assertThat(world.signedIn(stranger).get(path(other)).status()).isEqualTo(404);
        assertThat(latest.of(other, mariaId)).isEmpty();
        assertThat(latest.of(acme, mariaId)).isPresent();
    }

    @Test
    void goesWithAUserWhoIsPurged() {
        signedIn();
        owner.post(path(acme) + "/actions/delete", Map.of());
        assertThat(
                        owner.post(path(acme) + "/actions/purge", Map.of("confirmation", maria))
                                .status())
                .isEqualTo(204);

        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT user_id FROM latest_sessions WHERE user_id = :id")
                                .param("id", mariaId.value())
                                .query((row, _) -> row.getString(1))
                                .list())
                .isEqualTo(List.of());
    }
}
