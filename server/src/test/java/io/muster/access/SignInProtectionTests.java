package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class SignInProtectionTests {

    /** Failures without consequence; the one after them closes the lane. */
    private static final int FREE = 9;

    private final World world;
    private final String maria = People.address();
    private Browser home;

    SignInProtectionTests(@Autowired World world) {
        this.world = world;
        this.home = world.browser();
    }

    @BeforeEach
    void mariaHasSignedInFromHome() {
        TestDatabase.owner().sql("DELETE FROM sign_in_attempts").update();
        world.user(world.organization(People.organization()), maria);
        home = world.signedIn(maria);
    }

    @Test
    void tooManyFailuresCloseTheNameForStrangersEvenWithTheRightPassword() {
        Browser stranger = world.browser();

        assertThat(People.guess(stranger, maria, FREE).status()).isEqualTo(401);
        assertThat(People.guess(stranger, maria, 1).status()).isEqualTo(401);
        Browser.Answer closed = People.signIn(world.browser(), maria);
        assertThat(closed.status()).isEqualTo(429);
        assertThat(closed.text("type")).isEqualTo("urn:problem:access:too-many-attempts");
        assertThat(closed.json().at("/retryAfterSeconds").asInt()).isBetween(1, 60);
    }

    @Test
    void aStrangersFailuresNeverLockADeviceTheUserHasSignedInFromBefore() {
        People.guess(world.browser(), maria, FREE + 5);

        assertThat(People.signIn(world.browser(), maria).status()).isEqualTo(429);
        assertThat(People.signIn(home, maria).status()).isEqualTo(200);
    }

    @Test
    void aKnownDeviceIsLockedByItsOwnFailuresOnly() {
        People.guess(home, maria, FREE + 1);

        assertThat(People.signIn(home, maria).status()).isEqualTo(429);
        assertThat(People.signIn(world.browser(), maria).status()).isEqualTo(200);
    }

    @Test
    void theLockIsOverByItselfAndLastsTwiceAsLongAtTheNextFailure() {
        Browser stranger = world.browser();
        People.guess(stranger, maria, FREE + 1);
        letTimePass();

        assertThat(People.guess(stranger, maria, 1).status()).isEqualTo(401);
        Browser.Answer closed = People.signIn(stranger, maria);
        assertThat(closed.json().at("/retryAfterSeconds").asInt()).isBetween(61, 120);
        letTimePass();
        assertThat(People.signIn(stranger, maria).status()).isEqualTo(200);
    }

    @Test
    void theRightPasswordForgetsTheFailuresBeforeIt() {
        Browser stranger = world.browser();
        People.guess(stranger, maria, FREE);
        assertThat(People.signIn(stranger, maria).status()).isEqualTo(200);

        Browser another = world.browser();
        People.guess(another, maria, FREE);
        assertThat(People.signIn(another, maria).status()).isEqualTo(200);
    }

    @Test
    void aNameThatNobodyHasAnswersAsOneThatSomebodyHas() {
        String nobody = People.address();
        for (int i = 0; i <= FREE + 1; i++) {
            Browser.Answer known = People.guess(world.browser(), maria, 1);
            Browser.Answer unknown = People.guess(world.browser(), nobody, 1);

            assertThat(unknown.status()).isEqualTo(known.status());
            assertThat(unknown.text("type")).isEqualTo(known.text("type"));
            assertThat(unknown.text("detail")).isEqualTo(known.text("detail"));
        }
    }

    @Test
    void guessesAtOnceAreCountedOneByOne() throws InterruptedException, ExecutionException {
        List<Callable<Integer>> guesses =
                IntStream.range(0, 30)
                        .<Callable<Integer>>mapToObj(
                                _ -> () -> People.guess(world.browser(), maria, 1).status())
                        .toList();
        List<Integer> answers;
        try (var threads = Executors.newFixedThreadPool(10)) {
            answers =
                    threads.invokeAll(guesses).stream()
                            .map(f -> {
                                try {
                                    return f.get();
                                } catch (InterruptedException | ExecutionException broken) {
                                    throw new IllegalStateException(broken);
                                }
                            })
                            .toList();
        }

        assertThat(answers.stream().filter(status -> status == 401)).hasSize(FREE + 1);
        assertThat(answers.stream().filter(status -> status == 429)).hasSize(30 - FREE - 1);
    }

    @Test
    void oneAddressThatTriesManyNamesIsClosedForStrangersAndNotForKnownDevices() {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO sign_in_attempts (lane, failures, last_at)
                        VALUES ('address:127.0.0.1', 99, now())
                        ON CONFLICT (lane) DO UPDATE SET failures = 99, blocked_until = NULL
                        """)
                .update();
        assertThat(People.guess(world.browser(), People.address(), 1).status()).isEqualTo(401);

        assertThat(People.signIn(world.browser(), maria).status()).isEqualTo(429);
        assertThat(People.signIn(home, maria).status()).isEqualTo(200);
    }

    @Test
    void eachStepHasANewSessionAndTheOneBeforeIsOver() {
        String first = home.cookie("muster_session");
        People.signIn(home, maria);

        assertThat(home.cookie("muster_session")).isNotEqualTo(first);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM sessions s JOIN sign_in_names n USING (user_id) WHERE n.name = :name")
                                .param("name", maria)
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    private static void letTimePass() {
        TestDatabase.owner()
                .sql(
                        "UPDATE sign_in_attempts SET blocked_until = now(), quiet_until = now() WHERE blocked_until IS NOT NULL OR quiet_until IS NOT NULL")
                .update();
    }
}
