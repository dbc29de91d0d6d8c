package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An organization whose users are locked after three wrong passwords, for half an hour. */
@MusterTest
class QuietLockTests {

    private static final int ATTEMPTS = 3;

    private final World world;
    private final OrganizationScope acme;
    private final String base;
    private final String maria = People.address();
    private UserId user;
    private Browser owner;
    private Browser home;

    QuietLockTests(@Autowired World world) {
        this.world = world;
        this.acme = world.organization(People.organization());
        this.base = "/api/v1/organizations/" + acme.organization();
        this.user = UserId.next();
        this.owner = world.browser();
        this.home = world.browser();
    }

    @BeforeEach
    void mariaHasSignedInFromHome() {
        TestDatabase.owner().sql("DELETE FROM sign_in_attempts").update();
        String boss = People.address();
        world.owner(acme, boss);
        owner = world.signedIn(boss);
        user = world.user(acme, maria);
        home = world.signedIn(maria);
        Browser.Answer set =
                SessionRules.set(
                        owner,
                        base + "/session-policy",
                        Map.of("attempts", ATTEMPTS, "lockMinutes", 30));
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
    }

    @Test
    void answersTheRightPasswordAsAWrongOneUntilItIsOver() {
        Browser stranger = world.browser();
        Browser.Answer wrong = People.guess(stranger, maria, ATTEMPTS);
        Browser.Answer right = People.signIn(stranger, maria);
        assertThat(right.status()).isEqualTo(401);
        assertThat(right.response().body()).isEqualTo(wrong.response().body());

        letTimePass();
        assertThat(People.signIn(stranger, maria).status()).isEqualTo(200);
    }

    @Test
    void letsTheRightPasswordInAsLongAsFewerWereWrong() {
        People.guess(world.browser(), maria, ATTEMPTS - 1);

        assertThat(People.signIn(world.browser(), maria).status()).isEqualTo(200);
    }

    @Test
    void isNotToldFromANameThatNobodyHas() {
        String nobody = People.address();
        for (int attempt = 1; attempt <= 12; attempt++) {
            Browser.Answer known =
                    attempt > ATTEMPTS
                            ? People.signIn(world.browser(), maria)
                            : People.guess(world.browser(), maria, 1);
            Browser.Answer unknown = People.guess(world.browser(), nobody, 1);

            assertThat(known.status()).isEqualTo(attempt > 10 ? 429 : 401);
            assertThat(unknown.status()).isEqualTo(known.status());
            assertThat(unknown.text("type")).isEqualTo(known.text("type"));
            assertThat(unknown.text("detail")).isEqualTo(known.text("detail"));
        }
    }

    @Test
    void beginsAnewWithTheNextFailureAfterItsEnd() {
        Browser stranger = world.browser();
        People.guess(stranger, maria, ATTEMPTS);
        letTimePass();

        People.guess(stranger, maria, 1);
        assertThat(People.signIn(stranger, maria).status()).isEqualTo(401);
    }

    @Test
    void neverHoldsForADeviceTheUserHasSignedInFromBefore() {
        People.guess(world.browser(), maria, ATTEMPTS + 1);

        assertThat(People.signIn(home, maria).status()).isEqualTo(200);
        assertThat(People.signIn(world.browser(), maria).status()).isEqualTo(401);
    }

    @Test
    void holdsForAKnownDeviceAfterItsOwnFailures() {
        People.guess(home, maria, ATTEMPTS);

        assertThat(People.signIn(home, maria).status()).isEqualTo(401);
        assertThat(People.signIn(world.browser(), maria).status()).isEqualTo(200);
    }

    @Test
    void isShownToAdministratorsAndEndsWithANewPassword() {
        People.guess(world.browser(), maria, ATTEMPTS);
        Instant until =
                Instant.parse(owner.get(base + "/users?locked=true").text("items/0/lockedUntil"));
        assertThat(Duration.between(Instant.now(), until)).isBetween(minutes(28), minutes(30));
        assertThat(owner.get(base + "/users/" + user).text("lockedUntil")).isNotEmpty();

        owner.post(
                base + "/users/" + user + "/actions/reset-password",
                Map.of("password", People.NEW_PASSWORD, "mustChangePassword", false));
        assertThat(owner.get(base + "/users/count?locked=true").json().at("/count").asInt())
                .isZero();
        assertThat(world.browser().signIn(maria, People.NEW_PASSWORD).status()).isEqualTo(200);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static void letTimePass() {
        TestDatabase.owner()
                .sql(
                        "UPDATE sign_in_attempts SET quiet_until = now() WHERE quiet_until IS NOT NULL")
                .update();
    }
}
