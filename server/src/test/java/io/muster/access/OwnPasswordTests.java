package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class OwnPasswordTests {

    private final World world;
    private final Scopes scopes;
    private final PasswordPolicies policies;
    private final String maria = People.address();
    private OrganizationScope acme;
    private Browser browser;

    OwnPasswordTests(
            @Autowired World world,
            @Autowired Scopes scopes,
            @Autowired PasswordPolicies policies) {
        this.world = world;
        this.scopes = scopes;
        this.policies = policies;
        this.acme = world.organization(People.organization());
        this.browser = world.browser();
    }

    @BeforeEach
    void mariaIsSignedIn() {
        world.user(acme, maria);
        browser = world.signedIn(maria);
    }

    private Browser.Answer change(String current, String next) {
        return browser.post(
                "/api/v1/me/password", Map.of("currentPassword", current, "newPassword", next));
    }

    private void rules(PasswordPolicy.Reuse reuse, int expiryDays, boolean changesDisabled) {
        PasswordPolicy standard = PasswordPolicy.STANDARD;
        policies.set(
                acme,
                new PasswordPolicy(
                        standard.length(),
                        standard.composition(),
                        standard.forbiddenWords(),
                        reuse,
                        new PasswordPolicy.Expiry(expiryDays, standard.expiry().warningDays()),
                        standard.existingExempt(),
                        changesDisabled),
                false,
                0);
    }

    private void passwordIsDaysOld(int days) {
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE sign_in_accounts SET password_set_at = now() - make_interval(days => :days)
                        WHERE organization_id = :organization
                        """)
                .param("days", days)
                .param("organization", acme.organization().value())
                .update();
    }

    @Test
    void aUserChangesHisPasswordAndOnlyTheNewOneOpens() {
        assertThat(change(World.PASSWORD, People.NEW_PASSWORD).status()).isEqualTo(204);

        assertThat(world.browser().signIn(maria, World.PASSWORD).status()).isEqualTo(401);
        assertThat(world.browser().signIn(maria, People.NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void theOtherSessionsEndAndThisOneGoesOn() {
        Browser other = world.signedIn(maria);
        change(World.PASSWORD, People.NEW_PASSWORD);

        assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(other.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void theChangeNeedsThePresentPassword() {
        Browser.Answer refused = change("not my long passphrase", People.NEW_PASSWORD);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("currentPassword");
        assertThat(world.browser().signIn(maria, World.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void guessingThePresentPasswordInAnOpenBrowserIsSlowedDown() {
        for (int i = 0; i < 10; i++) {
            assertThat(change("not my long passphrase", People.NEW_PASSWORD).status())
                    .isEqualTo(422);
        }
        assertThat(change(World.PASSWORD, People.NEW_PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void everyBrokenRuleIsNamedOnItsField() {
        Browser.Answer refused = change(World.PASSWORD, "password");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").size()).isEqualTo(2);
        assertThat(refused.text("errors/0/field")).isEqualTo("newPassword");
        assertThat(refused.text("errors/0/code")).isEqualTo("too-short");
        assertThat(refused.text("errors/1/code")).isEqualTo("common");
    }

    @Test
    void theNewPasswordIsNotTheOldOne() {
        assertThat(change(World.PASSWORD, World.PASSWORD).text("errors/0/code"))
                .isEqualTo("used-before");
    }

    @Test
    void theLastPasswordsDoNotComeBackWhereTheRulesSaySo() {
        rules(new PasswordPolicy.Reuse(3, 0), 0, false);
        change(World.PASSWORD, People.NEW_PASSWORD);
        change(People.NEW_PASSWORD, "the third long passphrase");

        assertThat(change("the third long passphrase", World.PASSWORD).text("errors/0/code"))
                .isEqualTo("used-before");
        change("the third long passphrase", "the fourth long passphrase");
        assertThat(change("the fourth long passphrase", World.PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void noPasswordOfTheLastMonthsComesBackWhereTheRulesSaySo() {
        rules(new PasswordPolicy.Reuse(0, 12), 0, false);
        change(World.PASSWORD, People.NEW_PASSWORD);

        assertThat(change(People.NEW_PASSWORD, World.PASSWORD).text("errors/0/code"))
                .isEqualTo("used-before");
        TestDatabase.owner()
                .sql("UPDATE password_history SET replaced_at = now() - interval '13 months'")
                .update();
        assertThat(change(People.NEW_PASSWORD, World.PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void usersDoNotChangePasswordsWhereTheRulesSaySo() {
        rules(new PasswordPolicy.Reuse(0, 0), 0, true);

        Browser.Answer refused = change(World.PASSWORD, People.NEW_PASSWORD);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("type")).isEqualTo("urn:problem:access:password-changes-disabled");
        assertThat(browser.get("/api/v1/me/password").json().at("/changeAllowed").asBoolean())
                .isFalse();
    }

    @Test
    void anOldPasswordOpensOnlyThePageForANewOneWhereTheRulesSetAnEnd() {
        rules(new PasswordPolicy.Reuse(0, 0), 90, false);
        passwordIsDaysOld(89);
        assertThat(world.browser().signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("SIGNED_IN");

        passwordIsDaysOld(91);
        Browser late = world.browser();
        assertThat(late.signIn(maria, World.PASSWORD).text("next")).isEqualTo("NEW_PASSWORD");
        assertThat(late.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(
                        late.post(
                                        "/api/v1/sign-in/new-password",
                                        Map.of("newPassword", World.PASSWORD))
                                .text("errors/0/code"))
                .isEqualTo("used-before");
        assertThat(
                        late.post(
                                        "/api/v1/sign-in/new-password",
                                        Map.of("newPassword", People.NEW_PASSWORD))
                                .text("next"))
                .isEqualTo("SIGNED_IN");
        assertThat(late.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aPasswordThatAnAdministratorEndedMustBeReplacedAtTheNextSignIn(
            @Autowired Accounts accounts) {
        var user = new UserId(UUID.fromString(browser.get("/api/v1/me").text("user/id")));
        scopes.run(acme, () -> accounts.expirePasswords(acme, List.of(user)));

        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(browser.signIn(maria, World.PASSWORD).text("next")).isEqualTo("NEW_PASSWORD");
        browser.post("/api/v1/sign-in/new-password", Map.of("newPassword", People.NEW_PASSWORD));
        assertThat(world.browser().signIn(maria, People.NEW_PASSWORD).text("next"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void thePageForANewPasswordNeedsTheStepBeforeIt() {
        assertThat(
                        browser.post(
                                        "/api/v1/sign-in/new-password",
                                        Map.of("newPassword", People.NEW_PASSWORD))
                                .status())
                .isEqualTo(401);
    }

    @Test
    void anExistingPasswordThatBreaksNewRulesMustGiveWayUnlessItIsExempt() {
        PasswordPolicy standard = PasswordPolicy.STANDARD;
        var strict =
                new PasswordPolicy(
                        new PasswordPolicy.Length(40, 40, 256),
                        standard.composition(),
                        standard.forbiddenWords(),
                        standard.reuse(),
                        standard.expiry(),
                        true,
                        false);
        policies.set(acme, strict, false, 0);
        assertThat(world.browser().signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("SIGNED_IN");

        var stricter =
                new PasswordPolicy(
                        strict.length(),
                        strict.composition(),
                        strict.forbiddenWords(),
                        strict.reuse(),
                        strict.expiry(),
                        false,
                        false);
        policies.set(acme, stricter, false, 1);
        assertThat(world.browser().signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("NEW_PASSWORD");
    }

    @Test
    void theStatusTellsTheRulesAndTheEnd() {
        rules(new PasswordPolicy.Reuse(0, 0), 90, false);

        Browser.Answer status = browser.get("/api/v1/me/password");
        assertThat(status.json().at("/minimumLength").asInt()).isEqualTo(15);
        assertThat(status.json().at("/changeAllowed").asBoolean()).isTrue();
        assertThat(status.text("expiresAt")).isNotEmpty();
    }

    @Test
    void aHashOfAnotherSystemIsReplacedAtTheFirstSignIn() {
        String bcrypt = "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS";
        TestDatabase.owner()
                .sql(
                        "UPDATE sign_in_accounts SET password_hash = :hash WHERE organization_id = :organization")
                .param("hash", bcrypt)
                .param("organization", acme.organization().value())
                .update();

        assertThat(world.browser().signIn(maria, "correct horse battery staple").status())
                .isEqualTo(200);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT password_hash FROM sign_in_accounts WHERE organization_id = :organization")
                                .param("organization", acme.organization().value())
                                .query(String.class)
                                .single())
                .startsWith("$argon2id$");
        assertThat(world.browser().signIn(maria, "correct horse battery staple").status())
                .isEqualTo(200);
    }
}
