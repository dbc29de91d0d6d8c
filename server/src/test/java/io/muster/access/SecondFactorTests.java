package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class SecondFactorTests {

    private final World world;
    private final PasswordPolicies policies;
    private final String maria = People.address();
    private OrganizationScope acme;
    private Browser browser;

    /** The step whose code is used next; each is good for one use. */
    private long step = Totp.step(Instant.now());

    SecondFactorTests(@Autowired World world, @Autowired PasswordPolicies policies) {
        this.world = world;
        this.policies = policies;
        this.acme = world.organization(People.organization());
        this.browser = world.browser();
    }

    @BeforeEach
    void mariaIsSignedIn() {
        world.user(acme, maria);
        browser = world.signedIn(maria);
    }

    private static Map<String, String> password(String password) {
        return Map.of("password", password);
    }

    private String code(byte[] secret) {
        return Totp.code(secret, step++);
    }

    private byte[] offered() {
        Browser.Answer offer = browser.post("/api/v1/me/totp", password(World.PASSWORD));
        return new Base32().decode(offer.text("secret"));
    }

    private byte[] enabled() {
        byte[] secret = offered();
        browser.post("/api/v1/me/totp/confirmation", Map.of("code", code(secret)));
        return secret;
    }

    private Browser.Answer second(Browser at, String code) {
        return at.post("/api/v1/sign-in/second-factor", Map.of("code", code));
    }

    @Test
    void anAppIsSetUpWithItsSecretShownOnceAndAskedForFromThenOn() {
        Browser.Answer offer = browser.post("/api/v1/me/totp", password(World.PASSWORD));
        byte[] secret = new Base32().decode(offer.text("secret"));
        assertThat(offer.text("uri"))
                .startsWith("otpauth://totp/Muster:")
                .contains("secret=" + offer.text("secret"));
        assertThat(
                        browser.post("/api/v1/me/totp/confirmation", Map.of("code", code(secret)))
                                .json()
                                .at("/codes")
                                .size())
                .isEqualTo(10);

        Browser next = world.browser();
        Browser.Answer first = next.signIn(maria, World.PASSWORD);
        assertThat(first.text("next")).isEqualTo("SECOND_FACTOR");
        assertThat(first.json().at("/methods").toString()).contains("TOTP", "RECOVERY_CODE");
        assertThat(next.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(second(next, code(secret)).text("next")).isEqualTo("SIGNED_IN");
        assertThat(next.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anAppThatWasNotConfirmedIsNotAskedFor() {
        offered();

        assertThat(world.browser().signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void aWrongCodeConfirmsNothing() {
        offered();

        Browser.Answer refused =
                browser.post("/api/v1/me/totp/confirmation", Map.of("code", "000000"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/code")).isEqualTo("wrong");
        assertThat(browser.get("/api/v1/me/totp").json().at("/enabledAt").isNull()).isTrue();
    }

    @Test
    void settingUpAndRemovingNeedThePassword() {
        assertThat(browser.post("/api/v1/me/totp", password("not my long passphrase")).status())
                .isEqualTo(422);
        enabled();
        assertThat(
                        browser.post("/api/v1/me/totp/removal", password("not my long passphrase"))
                                .status())
                .isEqualTo(422);
        assertThat(browser.post("/api/v1/me/totp/removal", password(World.PASSWORD)).status())
                .isEqualTo(204);
        assertThat(world.browser().signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void aCodeIsGoodForOneSignIn() {
        byte[] secret = enabled();
        String code = code(secret);
        Browser one = world.browser();
        Browser two = world.browser();
        one.signIn(maria, World.PASSWORD);
        two.signIn(maria, World.PASSWORD);

        assertThat(second(one, code).text("next")).isEqualTo("SIGNED_IN");
        assertThat(second(two, code).status()).isEqualTo(422);
    }

    @Test
    void aRecoveryCodeStandsInOnce() {
        byte[] secret = offered();
        String recovery =
                browser.post("/api/v1/me/totp/confirmation", Map.of("code", code(secret)))
                        .text("codes/3");
        Browser one = world.browser();
        Browser two = world.browser();
        one.signIn(maria, World.PASSWORD);
        two.signIn(maria, World.PASSWORD);

        assertThat(second(one, recovery.toUpperCase(Locale.ROOT)).text("next"))
                .isEqualTo("SIGNED_IN");
        assertThat(second(two, recovery).status()).isEqualTo(422);
        assertThat(one.get("/api/v1/me/recovery-codes").json().at("/left").asInt()).isEqualTo(9);
    }

    @Test
    void newRecoveryCodesMakeTheOldOnesVoid() {
        byte[] secret = offered();
        String old =
                browser.post("/api/v1/me/totp/confirmation", Map.of("code", code(secret)))
                        .text("codes/0");
        String fresh =
                browser.post("/api/v1/me/recovery-codes", password(World.PASSWORD)).text("codes/0");
        Browser next = world.browser();
        next.signIn(maria, World.PASSWORD);

        assertThat(second(next, old).status()).isEqualTo(422);
        assertThat(second(next, fresh).text("next")).isEqualTo("SIGNED_IN");
    }

    @Test
    void guessingCodesIsSlowedDownAlsoOverManySignIns() {
        byte[] secret = enabled();
        for (int i = 0; i < 10; i++) {
            Browser stranger = world.browser();
            stranger.signIn(maria, World.PASSWORD);
            assertThat(second(stranger, "000000").status()).isEqualTo(422);
        }
        Browser stranger = world.browser();
        stranger.signIn(maria, World.PASSWORD);
        assertThat(second(stranger, Totp.code(secret, step)).status()).isEqualTo(429);

        browser.signIn(maria, World.PASSWORD);
        assertThat(second(browser, code(secret)).text("next")).isEqualTo("SIGNED_IN");
    }

    @Test
    void theSecondStepNeedsTheFirst() {
        byte[] secret = enabled();

        assertThat(second(world.browser(), code(secret)).status()).isIn(401, 403);
        assertThat(second(browser, code(secret)).status()).isEqualTo(401);
    }

    @Test
    void anOrganizationThatRequiresASecondFactorHasItSetUpAtTheNextSignIn() {
        policies.set(acme, PasswordPolicy.STANDARD, true, 0);
        Browser next = world.browser();
        assertThat(next.signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("SECOND_FACTOR_SETUP");
        assertThat(next.get("/api/v1/me").status()).isEqualTo(401);

        byte[] secret =
                new Base32()
                        .decode(
                                next.post("/api/v1/sign-in/second-factor/setup", Map.of())
                                        .text("secret"));
        Browser.Answer done =
                next.post(
                        "/api/v1/sign-in/second-factor/setup/confirmation",
                        Map.of("code", code(secret)));
        assertThat(done.text("next")).isEqualTo("SIGNED_IN");
        assertThat(done.json().at("/recoveryCodes").size()).isEqualTo(10);
        assertThat(next.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aRequiredSecondFactorIsNotRemoved() {
        enabled();
        policies.set(acme, PasswordPolicy.STANDARD, true, 0);

        Browser.Answer refused = browser.post("/api/v1/me/totp/removal", password(World.PASSWORD));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:access:second-factor-required");
    }

    @Test
    void theDatabaseAloneHoldsNeitherSeedNorRecoveryCode() {
        byte[] secret = offered();
        String recovery =
                browser.post("/api/v1/me/totp/confirmation", Map.of("code", code(secret)))
                        .text("codes/0");
        String stored =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT string_agg(t::text, ' ') || (SELECT string_agg(c::text, ' ') FROM recovery_codes c)
                                FROM totp_secrets t
                                """)
                        .query(String.class)
                        .single();

        assertThat(stored)
                .contains("v1.")
                .doesNotContain(recovery)
                .doesNotContain(recovery.replace("-", ""))
                .doesNotContain(Totp.base32(secret));
    }
}
