package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A request that makes something, sent again with the same Idempotency-Key. */
@MusterTest
class KeyedRequestTests {

    private final World world;
    private final String owner = People.address();
    private final OrganizationScope acme;
    private final UserId ownerId;
    private final String roles;
    private Browser browser;

    KeyedRequestTests(@Autowired World world) {
        this.world = world;
        this.acme = world.organization(People.organization());
        this.ownerId = world.owner(acme, owner);
        this.roles = "/api/v1/organizations/" + acme.organization() + "/roles";
        this.browser = world.browser();
    }

    @BeforeEach
    void theOwnerIsSignedIn() {
        browser = world.signedIn(owner);
    }

    private static Map<String, Object> role(String name) {
        return Map.of("name", name, "permissions", List.of("users:read"));
    }

    private Browser.Answer make(Browser at, String key, Map<String, Object> body) {
        return at.send("POST", roles, body, Map.of("Idempotency-Key", key));
    }

    private long made(String name) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM roles WHERE organization_id = :organization AND name = :name")
                .param("organization", acme.organization().value())
                .param("name", name)
                .query(Long.class)
                .single();
    }

    @Test
    void theSameKeyGetsTheFirstAnswerAgainAndMakesNothingMore() {
        Browser.Answer first = make(browser, "one", role("Readers"));
        Browser.Answer again = make(browser, "one", role("Readers"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Location")).isPresent().isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isPresent().isEqualTo(first.header("ETag"));
        assertThat(made("Readers")).isEqualTo(1);
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        make(browser, "one", role("Readers"));
        Browser.Answer other = make(browser, "one", role("Writers"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("type")).isEqualTo("urn:problem:access:idempotency-key-used");
        assertThat(made("Writers")).isZero();
        assertThat(make(browser, "two", role("Writers")).status()).isEqualTo(201);
    }

    @Test
    void keysOfDifferentCallersAreDifferentKeys() {
        String second = People.address();
        world.owner(acme, second);

        assertThat(make(browser, "one", role("Readers")).status()).isEqualTo(201);
        assertThat(make(world.signedIn(second), "one", role("Writers")).status()).isEqualTo(201);
    }

    @Test
    void aRefusalIsNotKept() {
        make(browser, "one", role("Readers"));
        Browser.Answer taken = make(browser, "two", role("Readers"));
        assertThat(taken.status()).isBetween(400, 499);

        assertThat(make(browser, "two", role("Writers")).status()).isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneMakesIt() throws InterruptedException, ExecutionException {
        List<Callable<Browser.Answer>> requests =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                (Callable<Browser.Answer>)
                                        () -> make(browser, "one", role("Readers")))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Browser.Answer> answer : threads.invokeAll(requests)) {
                assertThat(answer.get().status()).isEqualTo(201);
            }
        }
        assertThat(made("Readers")).isEqualTo(1);
    }

    @Test
    void whoLostTheRightDoesNotGetTheAnswerAgain() {
        make(browser, "one", role("Readers"));
        String other = People.address();
        world.owner(acme, other);
        world.signedIn(other)
                .put(
                        "/api/v1/organizations/"
                                + acme.organization()
                                + "/users/"
                                + ownerId
                                + "/grants",
                        Map.of("roles", List.of(), "permissions", List.of()),
                        "\"0\"");

        assertThat(make(browser, "one", role("Readers")).status()).isEqualTo(403);
    }

    @Test
    void aDayLaterTheKeyIsNew() {
        make(browser, "one", role("Readers"));
        TestDatabase.owner()
                .sql(
                        "UPDATE kept_answers SET created_at = now() - interval '25 hours' WHERE user_id = :user")
                .param("user", ownerId.value())
                .update();

        assertThat(make(browser, "one", role("Writers")).status()).isEqualTo(201);
    }

    @Test
    void aKeyHasOneToAHundredVisibleCharacters() {
        assertThat(make(browser, "k".repeat(100), role("Readers")).status()).isEqualTo(201);
        Browser.Answer tooLong = make(browser, "k".repeat(101), role("Writers"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text("errors/0/field")).isEqualTo("Idempotency-Key");
        assertThat(make(browser, "two words", role("Writers")).status()).isEqualTo(422);
        assertThat(made("Writers")).isZero();
    }

    @Test
    void anOperationThatMakesNothingTakesNoNoticeOfAKey() {
        Map<String, String> wrong = Map.of("password", "not my long passphrase");
        for (int i = 0; i < 2; i++) {
            assertThat(
                            browser.send(
                                            "POST",
                                            "/api/v1/me/totp",
                                            wrong,
                                            Map.of("Idempotency-Key", "one"))
                                    .status())
                    .isEqualTo(422);
        }
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM kept_answers WHERE user_id = :user")
                                .param("user", ownerId.value())
                                .query(Long.class)
                                .single())
                .isZero();
    }
}
