package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@MusterTest
class PasskeyTests {

    private static final String OWN = "/api/v1/me/passkeys";
    private static final String SIGN_IN = "/api/v1/sign-in/passkey";

    private final World world;
    private final PasswordPolicies policies;
    private final Accounts accounts;
    private final Scopes scopes;
    private final LatestSessions latest;
    private final String origin;
    private final String maria = People.address();
    private OrganizationScope acme;
    private UserId mariaId;
    private Browser browser;
    private TestAuthenticator phone;

    PasskeyTests(
            @Autowired World world,
            @Autowired PasswordPolicies policies,
            @Autowired Accounts accounts,
            @Autowired Scopes scopes,
            @Autowired LatestSessions latest,
            @Autowired Environment environment) {
        this.world = world;
        this.policies = policies;
        this.accounts = accounts;
        this.scopes = scopes;
        this.latest = latest;
        this.origin = "http://localhost:" + environment.getProperty("local.server.port");
        this.acme = world.organization(People.organization());
        this.mariaId = world.user(acme, maria);
        this.browser = world.browser();
        this.phone = new TestAuthenticator(origin);
    }

    @BeforeEach
    void mariaIsSignedIn() {
        TestDatabase.owner().sql("DELETE FROM sign_in_attempts").update();
        browser = world.signedIn(maria);
    }

    @Test
    void strangersAtOneAddressGetSoManyQuestionsAndNoMore() {
        Browser stranger = world.browser();
        stranger.get("/api/v1/me");
        for (int i = 0; i < 300; i++) {
            assertThat(stranger.post(SIGN_IN + "/options", Map.of()).status()).isEqualTo(200);
        }
        Browser.Answer refused = stranger.post(SIGN_IN + "/options", Map.of());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("type")).isEqualTo("urn:problem:access:too-many-attempts");
    }

    @Test
    void aPasskeyEndsNoBlockThatOthersBegan() {
        added(phone, "My phone");
        Browser stranger = world.browser();
        Browser.Answer question = question(stranger);
        TestDatabase.owner()
                .sql(
                        "UPDATE sign_in_attempts SET blocked_until = now() + interval '1 hour' WHERE lane LIKE 'questions:%'")
                .update();
        assertThat(answered(stranger, question, phone.shown(question)).status()).isEqualTo(200);
        assertThat(question(world.browser()).status()).isEqualTo(429);
    }

    private Browser.Answer asked(Browser at) {
        return at.post(OWN + "/options", Map.of("password", World.PASSWORD));
    }

    private Browser.Answer added(TestAuthenticator authenticator, String label) {
        Browser.Answer asked = asked(browser);
        return browser.post(
                OWN,
                Map.of(
                        "ceremonyId",
                        asked.text("ceremonyId"),
                        "label",
                        label,
                        "credential",
                        authenticator.created(asked)));
    }

    private static Browser.Answer question(Browser at) {
        at.get("/api/v1/me");
        return at.post(SIGN_IN + "/options", Map.of());
    }

    private static Browser.Answer answered(
            Browser at, Browser.Answer question, Map<String, Object> credential) {
        return at.post(
                SIGN_IN,
                Map.of("ceremonyId", question.text("ceremonyId"), "credential", credential));
    }

    private static Browser.Answer signIn(Browser at, TestAuthenticator authenticator) {
        Browser.Answer question = question(at);
        return answered(at, question, authenticator.shown(question));
    }

    @Test
    void aPasskeyAloneSignsInItsUserWithoutAName() {
        Browser.Answer made = added(phone, "My phone");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/recoveryCodes").size()).isEqualTo(10);

        Browser next = world.browser();
        Browser.Answer question = question(next);
        assertThat(question.json().at("/options/allowCredentials")).isEmpty();
        Browser.Answer in = answered(next, question, phone.shown(question));
        assertThat(in.text("next")).isEqualTo("SIGNED_IN");
        assertThat(next.get("/api/v1/me").text("user/address")).isEqualTo(maria);
        assertThat(latest.of(acme, mariaId).orElseThrow().proof()).isEqualTo(Proof.PASSKEY);
    }

    @Test
    void aPasskeyIsTheSecondStepAfterThePassword() {
        added(phone, "My phone");

        Browser next = world.browser();
        Browser.Answer first = next.signIn(maria, World.PASSWORD);
        assertThat(first.text("next")).isEqualTo("SECOND_FACTOR");
        assertThat(first.json().at("/methods").toString()).contains("PASSKEY", "RECOVERY_CODE");
        Browser.Answer question = question(next);
        assertThat(question.json().at("/options/allowCredentials").size()).isEqualTo(1);
        assertThat(answered(next, question, phone.shown(question)).text("next"))
                .isEqualTo("SIGNED_IN");
        assertThat(latest.of(acme, mariaId).orElseThrow().proof())
                .isEqualTo(Proof.PASSWORD_AND_PASSKEY);
    }

    @Test
    void theSecondStepTakesNobodyElsesPasskey() {
        added(phone, "My phone");
        String pavel = People.address();
        world.user(acme, pavel);
        Browser his = world.signedIn(pavel);
        Browser.Answer asked = asked(his);
        TestAuthenticator other = new TestAuthenticator(origin);
        his.post(
                OWN,
                Map.of(
                        "ceremonyId",
                        asked.text("ceremonyId"),
                        "label",
                        "His",
                        "credential",
                        other.created(asked)));

        Browser next = world.browser();
        next.signIn(maria, World.PASSWORD);
        assertThat(signIn(next, other).status()).isEqualTo(401);
    }

    @Test
    void addingOneNeedsThePassword() {
        assertThat(
                        browser.post(OWN + "/options", Map.of("password", "not my long passphrase"))
                                .status())
                .isEqualTo(422);
        assertThat(asked(browser).status()).isEqualTo(200);
    }

    @Test
    void aQuestionIsAnsweredOnceAndByTheOneWhoWasAsked() {
        Browser.Answer asked = asked(browser);
        Map<String, Object> body =
                Map.of(
                        "ceremonyId",
                        asked.text("ceremonyId"),
                        "label",
                        "Mine",
                        "credential",
                        phone.created(asked));
        String pavel = People.address();
        world.user(acme, pavel);
        Browser.Answer foreign = world.signedIn(pavel).post(OWN, body);
        assertThat(foreign.text("errors/0/code")).isEqualTo("not-proven");
        assertThat(browser.post(OWN, body).text("errors/0/code")).isEqualTo("not-proven");

        assertThat(added(phone, "Mine").status()).isEqualTo(201);
        Browser next = world.browser();
        Browser.Answer question = question(next);
        Map<String, Object> answer = phone.shown(question);
        assertThat(answered(next, question, answer).status()).isEqualTo(200);
        assertThat(answered(world.browser(), question, answer).status()).isIn(401, 403);
        Browser replay = world.browser();
        question(replay);
        assertThat(answered(replay, question, answer).status()).isEqualTo(401);
    }

    @Test
    void anAnswerGivenToAnotherPageIsRefused() {
        assertThat(
                        added(new TestAuthenticator("https://evil.example"), "Theirs")
                                .text("errors/0/code"))
                .isEqualTo("not-proven");
        added(phone, "My phone");
        assertThat(signIn(world.browser(), phone.at("https://evil.example")).status())
                .isEqualTo(401);
        assertThat(signIn(world.browser(), phone.at(origin)).status()).isEqualTo(200);
    }

    @Test
    void whoDidNotShowHimselfToHisAuthenticatorIsNotLetIn() {
        added(phone, "My phone");
        assertThat(signIn(world.browser(), phone.unverified()).status()).isEqualTo(401);
    }

    @Test
    void aCopyThatCountsBackwardsIsRefused() {
        added(phone, "My phone");
        assertThat(signIn(world.browser(), phone.countingFrom(7)).status()).isEqualTo(200);
        assertThat(signIn(world.browser(), phone.countingFrom(3)).status()).isEqualTo(401);
    }

    @Test
    void anUnknownPasskeyAndAClosedAccountGetTheSameAnswer() {
        added(phone, "My phone");
        Browser.Answer unknown = signIn(world.browser(), new TestAuthenticator(origin));
        scopes.run(acme, () -> accounts.close(acme, List.of(mariaId)));
        Browser.Answer closed = signIn(world.browser(), phone);
        assertThat(closed.status()).isEqualTo(401);
        assertThat(closed.text("detail")).isEqualTo(unknown.text("detail"));
        assertThat(closed.text("type"))
                .isEqualTo(unknown.text("type"))
                .isEqualTo("urn:problem:access:sign-in-refused");
    }

    @Test
    void anExpiredPasswordIsStillToBeChanged() {
        added(phone, "My phone");
        scopes.run(acme, () -> accounts.expirePasswords(acme, List.of(mariaId)));
        assertThat(signIn(world.browser(), phone).text("next")).isEqualTo("NEW_PASSWORD");
    }

    @Test
    void passkeysAreListedRenamedAndRemoved() {
        String id = added(phone, "My phone").text("passkey/id");
        assertThat(browser.get(OWN).text("items/0/label")).isEqualTo("My phone");

        assertThat(
                        browser.send("PUT", OWN + "/" + id, Map.of("label", "Old phone"), Map.of())
                                .text("label"))
                .isEqualTo("Old phone");
        assertThat(browser.send("PUT", OWN + "/" + id, Map.of("label", " "), Map.of()).status())
                .isEqualTo(422);
        assertThat(
                        browser.post(
                                        OWN + "/" + id + "/removal",
                                        Map.of("password", "not my long passphrase"))
                                .status())
                .isEqualTo(422);
        assertThat(
                        browser.post(
                                        OWN + "/" + id + "/removal",
                                        Map.of("password", World.PASSWORD))
                                .status())
                .isEqualTo(204);
        assertThat(browser.get(OWN).json().at("/items")).isEmpty();
        assertThat(browser.get("/api/v1/me/recovery-codes").json().at("/left").asInt()).isZero();
        assertThat(signIn(world.browser(), phone).status()).isEqualTo(401);
        assertThat(world.browser().signIn(maria, World.PASSWORD).text("next"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void nobodyTouchesThePasskeyOfAnother() {
        String id = added(phone, "My phone").text("passkey/id");
        String pavel = People.address();
        world.user(acme, pavel);
        Browser his = world.signedIn(pavel);
        assertThat(his.send("PUT", OWN + "/" + id, Map.of("label", "Mine now"), Map.of()).status())
                .isEqualTo(404);
        assertThat(
                        his.post(OWN + "/" + id + "/removal", Map.of("password", World.PASSWORD))
                                .status())
                .isEqualTo(404);
        assertThat(browser.get(OWN).text("items/0/label")).isEqualTo("My phone");
    }

    @Test
    void theLastFactorStaysWhereOneIsRequired() {
        String id = added(phone, "My phone").text("passkey/id");
        policies.set(acme, PasswordPolicy.STANDARD, true, 0);
        Map<String, String> proof = Map.of("password", World.PASSWORD);
        assertThat(browser.post(OWN + "/" + id + "/removal", proof).text("type"))
                .isEqualTo("urn:problem:access:second-factor-required");
        added(new TestAuthenticator(origin), "Tablet");
        assertThat(browser.post(OWN + "/" + id + "/removal", proof).status()).isEqualTo(204);
    }

    @Test
    void everyChangeAndEverySignInIsAudited() {
        added(phone, "My phone");
        signIn(world.browser(), phone);
        signIn(world.browser(), phone.at("https://evil.example"));
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT action FROM audit_entries WHERE organization_id = :organization")
                                .param("organization", acme.organization().value())
                                .query(String.class)
                                .list())
                .contains("access.passkey-added", "access.signed-in", "access.sign-in-refused");
    }
}
