package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is typed into the forms of joining: it is refused at its field, or the mail that follows
 * from it goes to the one address that was meant.
 */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoiningFieldTests {

    private static final String SETTINGS = "/api/v1/registration-settings";

    /** One mailbox and nothing else: no second address, name, comment or line. */
    private static final String ONE_ADDRESS = "[^\\s,;:<>()\"\\\\@]+@[^\\s,;:<>()\"\\\\@]+";

    @Autowired World world;

    private Browser owner;
    private String organization;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        OrganizationScope acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        world.systemAdministrator(acme, "root@acme.example");
        Browser root = world.signedIn("root@acme.example");
        root.put(SETTINGS, Map.of("open", true), root.get(SETTINGS).header("ETag").orElseThrow());
        owner = world.signedIn("olga@acme.example");
        organization = "/api/v1/organizations/" + acme.organization();
    }

    static List<String> payloads() {
        List<String> breaks =
                List.of(
                        "\r\n",
                        "\n",
                        "\r",
                        "\n\n",
                        "\r\n\r\n",
                        "\r\r\n",
                        "\n\r",
                        "\u0085",
                        "\u2028",
                        "\u2029",
                        "\u000b",
                        "\u000c",
                        "\u0000",
                        "\r\n\t",
                        "\r\n ");
        List<String> injections =
                List.of("Bcc: eve@evil.example", "To: eve@evil.example", "Content-Type: text/html");
        return Stream.concat(
                        breaks.stream()
                                .flatMap(end -> injections.stream().map(header -> end + header)),
                        Stream.of(
                                "Ann <eve@evil.example>",
                                "Ann\" <eve@evil.example>, \"Bo",
                                ", eve@evil.example",
                                "; eve@evil.example",
                                "<eve@evil.example>",
                                "(comment) eve@evil.example",
                                "=?utf-8?q?Ann=0D=0ABcc:_eve@evil.example?=",
                                "%0d%0aBcc: eve@evil.example",
                                "\\r\\nBcc: eve@evil.example",
                                "group: eve@evil.example;"))
                .toList();
    }

    @Test
    void thereAreAtLeastFiftyPayloads() {
        assertThat(payloads().stream().distinct()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void anInvitationGoesToTheAddressThatWasMeantOrToNobody() {
        for (String payload : payloads()) {
            refusedOrOne(address -> invite(address, "Ann"), payload);
            String clean = "a" + UUID.randomUUID() + "@far.example";
            Browser.Answer named = invite(clean, "Ann" + payload);
            if (named.status() == 422) {
                assertThat(named.text("errors/0/field")).isEqualTo("firstName");
            } else {
                assertThat(named.status()).as(named.response().body()).isEqualTo(201);
                assertThat(named.text("firstName"))
                        .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
            }
            revoke(named);
        }
        everyMailHasOneRecipient();
    }

    @Test
    void aCodeGoesToTheAddressThatWasMeantOrToNobody() {
        Browser stranger = world.browser();
        stranger.get("/api/v1/registration");
        for (String payload : payloads()) {
            for (String text : List.of("ann@far.example" + payload, payload + "@far.example")) {
                Browser.Answer asked =
                        stranger.post("/api/v1/registration/codes", Map.of("address", text));
                if (asked.status() == 422) {
                    assertThat(asked.text("errors/0/field")).isEqualTo("address");
                } else {
                    assertThat(text.strip()).matches(ONE_ADDRESS);
                }
            }
        }
        everyMailHasOneRecipient();
    }

    @Test
    void aListIsReadAsSingleAddresses() {
        for (String payload : payloads()) {
            for (String format : List.of("ADDRESSES", "CSV")) {
                Browser.Answer checked =
                        owner.post(
                                organization + "/invitations/check",
                                Map.of("format", format, "text", "ann@far.example" + payload));
                for (JsonNode person : checked.json().at("/people")) {
                    if (!person.at("/address").isNull()) {
                        assertThat(person.at("/address").asString()).matches(ONE_ADDRESS);
                    }
                }
            }
        }
    }

    @Test
    void aDomainIsANameOrRefused() {
        for (String payload : payloads()) {
            for (String text : List.of("far.example" + payload, payload + ".example")) {
                Browser.Answer added = owner.post(organization + "/domains", Map.of("name", text));
                assertThat(added.status()).as(text).isEqualTo(422);
                assertThat(added.text("errors/0/field")).isEqualTo("name");
            }
        }
    }

    private interface Sending {
        Browser.Answer to(String address);
    }

    private void refusedOrOne(Sending sending, String payload) {
        for (String text : List.of("ann@far.example" + payload, payload + "@far.example")) {
            Browser.Answer sent = sending.to(text);
            if (sent.status() == 422) {
                assertThat(sent.text("errors/0/field")).isEqualTo("address");
            } else {
                assertThat(sent.text("address")).as(text).matches(ONE_ADDRESS);
            }
            revoke(sent);
        }
    }

    private Browser.Answer invite(String address, String firstName) {
        Map<String, String> wish = new HashMap<>();
        wish.put("address", address);
        wish.put("firstName", firstName);
        return owner.post(organization + "/invitations", wish);
    }

    private void revoke(Browser.Answer made) {
        if (made.status() == 201) {
            owner.post(
                    organization + "/invitations/" + made.text("id") + "/actions/revoke", Map.of());
        }
    }

    private static void everyMailHasOneRecipient() {
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT recipient FROM outbox")
                                .query(String.class)
                                .list())
                .allSatisfy(recipient -> assertThat(recipient).matches(ONE_ADDRESS));
    }
}
