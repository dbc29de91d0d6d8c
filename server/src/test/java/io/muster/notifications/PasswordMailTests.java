package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
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
import tools.jackson.databind.node.ObjectNode;

@MusterTest
class PasswordMailTests {

    private static final String NEW = "another long passphrase";

    private final World world;
    private final PasswordMails mails;
    private final String domain = "@" + UserId.next() + ".example";
    private final String maria = "maria" + domain;
    private final OrganizationScope acme;
    private final UserId mariaId;
    private Browser owner;

    PasswordMailTests(@Autowired World world, @Autowired PasswordMails mails) {
        this.world = world;
        this.mails = mails;
        this.acme = world.organization("Acme " + domain);
        this.mariaId = world.user(acme, maria);
        this.owner = world.browser();
    }

    @BeforeEach
    void anOwnerIsSignedIn() {
        world.owner(acme, "owner" + domain);
        owner = world.signedIn("owner" + domain);
    }

    private List<String> subjects(String recipient) {
        return TestDatabase.owner()
                .sql(
                        "SELECT subject FROM outbox WHERE recipient = :recipient ORDER BY created_at, id")
                .param("recipient", recipient)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void passwordsExpireAfter(int days, Integer... warnings) {
        String path = "/api/v1/organizations/" + acme.organization() + "/password-policy";
        Browser.Answer now = owner.get(path);
        ObjectNode wanted = now.json().deepCopy().asObject();
        wanted.remove("instance");
        ObjectNode expiry = wanted.get("rules").get("expiry").asObject();
        expiry.put("days", days);
        expiry.putPOJO("warningDays", List.of(warnings));
        Browser.Answer set = owner.put(path, wanted, now.header("ETag").orElseThrow());
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
    }

    private void passwordIsOld(int days) {
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE sign_in_accounts SET password_set_at = now() - make_interval(days => :days)
                        WHERE user_id = :user
                        """)
                .param("days", days)
                .param("user", mariaId.value())
                .update();
    }

    @Test
    void whoChangesHisPasswordIsTold() {
        world.signedIn(maria)
                .post(
                        "/api/v1/me/password",
                        Map.of("currentPassword", World.PASSWORD, "newPassword", NEW));
        assertThat(subjects(maria)).containsExactly("Your password was changed");
    }

    @Test
    void whoseChangeIsRefusedIsToldNothing() {
        world.signedIn(maria)
                .post(
                        "/api/v1/me/password",
                        Map.of("currentPassword", "not my long passphrase", "newPassword", NEW));
        assertThat(subjects(maria)).isEmpty();
    }

    @Test
    void whosePasswordIsOverSoonIsWarnedOnceForEachWarningDay() {
        passwordsExpireAfter(90, 14, 7);
        passwordIsOld(70);
        mails.run();
        assertThat(subjects(maria)).isEmpty();

        passwordIsOld(80);
        mails.run();
        mails.run();
        assertThat(subjects(maria)).containsExactly("Your password expires in 10 days");

        passwordIsOld(84);
        mails.run();
        assertThat(subjects(maria))
                .containsExactly(
                        "Your password expires in 10 days", "Your password expires in 6 days");
    }

    @Test
    void ofWarningsThatWereMissedOnlyOneIsGiven() {
        passwordsExpireAfter(90, 28, 14, 7, 3, 2, 1);
        passwordIsOld(88);
        mails.run();
        mails.run();
        assertThat(subjects(maria)).containsExactly("Your password expires in 2 days");
    }

    @Test
    void aNewPasswordBeginsTheWarningsAnew() {
        passwordsExpireAfter(90, 14);
        passwordIsOld(80);
        mails.run();
        world.signedIn(maria)
                .post(
                        "/api/v1/me/password",
                        Map.of("currentPassword", World.PASSWORD, "newPassword", NEW));
        passwordIsOld(80);
        mails.run();
        assertThat(subjects(maria))
                .containsExactly(
                        "Your password expires in 10 days",
                        "Your password was changed",
                        "Your password expires in 10 days");
    }

    @Test
    void nobodyIsWarnedWherePasswordsDoNotExpire() {
        passwordIsOld(3_000);
        mails.run();
        assertThat(subjects(maria)).isEmpty();
    }
}
