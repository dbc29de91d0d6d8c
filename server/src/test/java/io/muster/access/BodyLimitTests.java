package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.Ids;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class BodyLimitTests {

    private static final int LARGEST = 1_048_576;
    private static final int LARGEST_OF_STRANGERS = 65_536;

    private final World world;
    private final String users;
    private final String owner = People.address();
    private Browser browser;

    BodyLimitTests(@Autowired World world) {
        this.world = world;
        OrganizationScope acme = world.organization(People.organization());
        world.owner(acme, owner);
        this.users = "/api/v1/organizations/" + acme.organization() + "/users";
        this.browser = world.browser();
    }

    @BeforeEach
    void anOwnerIsSignedIn() {
        browser = world.signedIn(owner);
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedWithTheLimitAndMakesNothing() {
        String address = People.address();
        isTooLarge(browser.send("POST", users, user(address, LARGEST), Map.of()));
        isTooLarge(
                browser.send(
                        "POST",
                        users,
                        user(address, LARGEST),
                        Map.of("Idempotency-Key", Ids.next().toString())));
        assertThat(browser.get(users + "?search=" + address).json().at("/items").size()).isZero();
    }

    @Test
    void theAnswerIsReadAlsoByWhoGoesOnSending() {
        isTooLarge(browser.send("POST", users, user(People.address(), 16 * LARGEST), Map.of()));
    }

    @Test
    void aStrangersRequestIsHeldToTheLimitToo() {
        isTooLarge(browser.signIn(owner, "x".repeat(LARGEST_OF_STRANGERS)), LARGEST_OF_STRANGERS);
        isTooLarge(
                browser.post(
                        "/api/v1/sign-in/passkey",
                        Map.of("credential", Map.of("transports", "x".repeat(LARGEST)))),
                LARGEST_OF_STRANGERS);
    }

    @Test
    void aRequestBelowTheLimitIsRead() {
        Browser.Answer answer = browser.post(users, user(People.address(), LARGEST - 1_000));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(answer.text("errors/0/field")).isEqualTo("profile.notes");
    }

    private static Map<String, Object> user(String address, int notes) {
        Map<String, Object> user = new HashMap<>();
        user.put("address", address);
        user.put("profile", Map.of("notes", "x".repeat(notes)));
        return user;
    }

    private static void isTooLarge(Browser.Answer answer) {
        isTooLarge(answer, LARGEST);
    }

    private static void isTooLarge(Browser.Answer answer, int largest) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(413);
        assertThat(answer.text("type")).isEqualTo("urn:problem:access:request-too-large");
        assertThat(answer.text("detail")).contains("%,d bytes".formatted(largest));
        assertThat(answer.json().at("/largest").asInt()).isEqualTo(largest);
    }
}
