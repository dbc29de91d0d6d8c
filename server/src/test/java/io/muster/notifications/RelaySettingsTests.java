package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class RelaySettingsTests {

    private final FakeRelay relay = new FakeRelay();
    private final Browser root;

    RelaySettingsTests(@Autowired World world) {
        OrganizationScope acme = world.organization("Acme " + UUID.randomUUID());
        String address = "root-" + UUID.randomUUID() + "@example.org";
        world.systemAdministrator(acme, address);
        this.root = world.signedIn(address);
    }

    @BeforeEach
    void noRelay() {
        TestDatabase.owner().sql("DELETE FROM relay").update();
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void thereIsNoneAtFirst() {
        Browser.Answer answer = root.get("/api/v1/relay");
        assertThat(answer.text("configured")).isEqualTo("false");
        assertThat(answer.header("ETag")).contains("\"0\"");
    }

    @Test
    void thePasswordGoesInAndNeverComesOut() {
        Browser.Answer saved = save("\"0\"", with("account", "muster", "password", "very secret"));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text("passwordSet")).isEqualTo("true");
        assertThat(saved.response().body()).doesNotContain("very secret");
        assertThat(root.get("/api/v1/relay").response().body()).doesNotContain("very secret");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT relay::text FROM relay")
                                .query(String.class)
                                .single())
                .doesNotContain("very secret")
                .contains("v1.");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT string_agg(after::text, '') FROM audit_entries")
                                .query(String.class)
                                .single())
                .doesNotContain("very secret")
                .contains("(secret)");
    }

    @Test
    void aSavedPasswordStaysUntilItIsReplacedOrForgotten() {
        save("\"0\"", with("account", "muster", "password", "very secret"));
        assertThat(
                        save("\"1\"", with("account", "muster", "senderName", "Other"))
                                .text("passwordSet"))
                .isEqualTo("true");
        assertThat(save("\"2\"", with("forgetPassword", true)).text("passwordSet"))
                .isEqualTo("false");
    }

    @Test
    void aSavedPasswordIsNotSentToAnotherHost() {
        save("\"0\"", with("account", "muster", "password", "very secret"));
        Browser.Answer moved = save("\"1\"", with("account", "muster", "host", "127.0.0.2"));
        assertThat(moved.status()).isEqualTo(422);
        assertThat(moved.text("errors/0/field")).isEqualTo("password");
    }

    @Test
    void aPasswordTravelsToAnotherMachineOnlyEncrypted() {
        Map<String, Object> open =
                with("account", "muster", "password", "very secret", "host", "mail.example.org");
        assertThat(save("\"0\"", open).text("errors/0/field")).isEqualTo("security");
        open.put("security", "STARTTLS");
        assertThat(save("\"0\"", open).status()).isEqualTo(200);
    }

    @Test
    void aSecondSaveSaysThatItWasChangedMeanwhile() {
        save("\"0\"", with());
        Browser.Answer late = save("\"0\"", with("senderName", "Late"));
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/senderName")).isEqualTo("Muster");
        assertThat(root.send("PUT", "/api/v1/relay", with(), Map.of()).status()).isEqualTo(428);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        Browser.Answer answer =
                save("\"0\"", with("host", "no host/", "port", 70_000, "account", "x".repeat(201)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors"))
                .extracting(error -> error.path("field").asString())
                .contains("host", "port", "account");
    }

    @Test
    void aTestMailShowsThatTheRelayWorks() {
        save("\"0\"", with());
        Browser.Answer answer = test();
        assertThat(answer.text("accepted")).isEqualTo("true");
        assertThat(relay.taken())
                .singleElement()
                .satisfies(
                        mail -> assertThat(mail.recipients()).containsExactly("ann@example.org"));
    }

    @Test
    void aTestThatFailsSaysWhyAndNoWordOfTheServer() {
        assertThat(test().text("reason")).isEqualTo("no-relay");
        relay.answering("RCPT", "550 5.1.1 secret-banner-7");
        save("\"0\"", with());
        Browser.Answer answer = test();
        assertThat(answer.text("reason")).isEqualTo("recipient-refused-550");
        assertThat(answer.response().body()).doesNotContain("secret-banner-7");
    }

    @Test
    void noConnectionGoesToAnInnerAddressThatIsNotAllowed() {
        save("\"0\"", with("host", "10.0.0.1", "port", 25));
        assertThat(test().text("reason")).isEqualTo("address-not-allowed");
        save("\"1\"", with("host", "169.254.169.254", "port", 80));
        assertThat(test().text("reason")).isEqualTo("address-not-allowed");
    }

    private Browser.Answer save(String ifMatch, Map<String, Object> settings) {
        return root.put("/api/v1/relay", settings, ifMatch);
    }

    private Browser.Answer test() {
        return root.post("/api/v1/relay/test", Map.of("to", "ann@example.org"));
    }

    /** Good settings, less what is replaced. */
    private Map<String, Object> with(@Nullable Object... replaced) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("host", "127.0.0.1");
        settings.put("port", relay.port());
        settings.put("security", "NONE");
        settings.put("account", "");
        settings.put("senderAddress", "muster@example.org");
        settings.put("senderName", "Muster");
        for (int i = 0; i + 1 < replaced.length; i += 2) {
            settings.put(
                    String.valueOf(replaced[i]), java.util.Objects.requireNonNull(replaced[i + 1]));
        }
        return settings;
    }
}
