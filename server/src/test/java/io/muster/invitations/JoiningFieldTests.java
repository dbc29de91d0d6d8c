package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.testing.Browser;
import io.muster.testing.Injections;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern CODE = Pattern.compile("enter this code: (\\d{8})");

    @Autowired World world;
    @Autowired Secrets secrets;

    private SentMails mails;
    private Browser owner;
    private String organization;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        mails = new SentMails(secrets);
        OrganizationScope acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        world.systemAdministrator(acme, "root@acme.example");
        Browser root = world.signedIn("root@acme.example");
        root.put(SETTINGS, Map.of("open", true), root.get(SETTINGS).header("ETag").orElseThrow());
        owner = world.signedIn("olga@acme.example");
        organization = "/api/v1/organizations/" + acme.organization();
    }

    @Test
    void thereAreAtLeastFiftyPayloads() {
        assertThat(Injections.payloads().stream().distinct()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void anInvitationGoesToTheAddressThatWasMeantOrToNobody() {
        for (String payload : Injections.payloads()) {
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
        for (String payload : Injections.payloads()) {
            for (String text : List.of("ann@far.example" + payload, payload + "@far.example")) {
                Browser.Answer asked =
                        stranger.post("/api/v1/registration/codes", Map.of("address", text));
                if (asked.status() == 422) {
                    assertThat(asked.text("errors/0/field")).isEqualTo("address");
                } else {
                    assertThat(text.strip()).matches(Injections.ONE_ADDRESS);
                }
            }
        }
        everyMailHasOneRecipient();
    }

    @Test
    void aListIsReadAsSingleAddresses() {
        for (String payload : Injections.payloads()) {
            for (String format : List.of("ADDRESSES", "CSV")) {
                Browser.Answer checked =
                        owner.post(
                                organization + "/invitations/check",
                                Map.of("format", format, "text", "ann@far.example" + payload));
                for (JsonNode person : checked.json().at("/people")) {
                    if (!person.at("/address").isNull()) {
                        assertThat(person.at("/address").asString())
                                .matches(Injections.ONE_ADDRESS);
                    }
                }
            }
        }
    }

    @Test
    void aDomainIsANameOrRefused() {
        for (String payload : Injections.payloads()) {
            for (String text : List.of("far.example" + payload, payload + ".example")) {
                Browser.Answer added = owner.post(organization + "/domains", Map.of("name", text));
                assertThat(added.status()).as(text).isEqualTo(422);
                assertThat(added.text("errors/0/field")).isEqualTo("name");
            }
        }
    }

    @Test
    void namesInARegistrationAreOneLine() {
        Browser stranger = world.browser();
        stranger.get("/api/v1/registration");
        String address = "nina" + UUID.randomUUID() + "@new.example";
        Browser.Answer asked =
                stranger.post("/api/v1/registration/codes", Map.of("address", address));
        Matcher code = CODE.matcher(mails.to(address, 1).getLast());
        assertThat(code.find()).isTrue();
        String proof =
                stranger.post(
                                "/api/v1/registration/proofs",
                                Map.of("id", asked.text("id"), "code", code.group(1)))
                        .text("token");
        for (String payload : Injections.payloads()) {
            for (String field : List.of("firstName", "lastName", "organization")) {
                Map<String, String> wish =
                        new HashMap<>(
                                Map.of(
                                        "firstName", "Nina",
                                        "lastName", "New",
                                        "organization", "New Sails",
                                        "password", World.PASSWORD));
                wish.put(field, "Nina" + payload);
                // Another fault keeps the proof for the next payload.
                wish.put(field.equals("lastName") ? "firstName" : "lastName", "");
                Browser.Answer refused = stranger.post("/api/v1/registrations/" + proof, wish);
                assertThat(refused.status()).isEqualTo(422);
                assertThat(isRefusedAsNoLine(refused, field))
                        .as(field + payload)
                        .isEqualTo(Injections.breaksALine(payload));
            }
        }
    }

    @Test
    void aNameOfAnOrganizationIsOneLineAndItsMailsGoToTheOneInvited() {
        Browser root = world.signedIn("root@acme.example");
        for (String payload : Injections.payloads()) {
            String name = "Sails " + UUID.randomUUID() + payload;
            Browser.Answer made = root.post("/api/v1/organizations", Map.of("name", name));
            if (Injections.breaksALine(payload)) {
                assertThat(made.status()).as(name).isEqualTo(422);
                assertThat(made.text("errors/0/field")).isEqualTo("name");
            } else {
                assertThat(made.status()).as(made.response().body()).isEqualTo(201);
                Browser.Answer sent =
                        root.post(
                                "/api/v1/organizations/" + made.text("id") + "/invitations",
                                Map.of("address", "o" + UUID.randomUUID() + "@far.example"));
                assertThat(sent.status()).as(sent.response().body()).isEqualTo(201);
            }
        }
        everyMailHasOneRecipient();
    }

    private static boolean isRefusedAsNoLine(Browser.Answer refused, String field) {
        for (JsonNode error : refused.json().at("/errors")) {
            // A text with NUL is refused before anybody reads it.
            if (error.at("/field").asString().equals(field)
                    && List.of("control-character", "format", "type")
                            .contains(error.at("/code").asString())) {
                return true;
            }
        }
        return false;
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
                assertThat(sent.text("address")).as(text).matches(Injections.ONE_ADDRESS);
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
                .allSatisfy(recipient -> assertThat(recipient).matches(Injections.ONE_ADDRESS));
    }
}
