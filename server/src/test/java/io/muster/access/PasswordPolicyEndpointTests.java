package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@MusterTest
class PasswordPolicyEndpointTests {

    private final World world;
    private final OrganizationScope acme;
    private final String path;
    private final String owner = People.address();
    private final String member = People.address();
    private Browser browser;

    PasswordPolicyEndpointTests(@Autowired World world) {
        this.world = world;
        this.acme = world.organization(People.organization());
        this.path = "/api/v1/organizations/" + acme.organization() + "/password-policy";
        this.browser = world.browser();
    }

    @BeforeEach
    void anOwnerIsSignedIn() {
        world.owner(acme, owner);
        world.user(acme, member);
        browser = world.signedIn(owner);
    }

    private ObjectNode request() {
        JsonNode now = browser.get(path).json();
        ObjectNode request = now.deepCopy().asObject();
        request.remove("instance");
        return request;
    }

    private static ObjectNode at(ObjectNode request, String group) {
        return request.get("rules").get(group).asObject();
    }

    @Test
    void anOrganizationWithoutRulesOfItsOwnHasThoseOfTheStandard() {
        Browser.Answer answer = browser.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).hasValue("\"0\"");
        assertThat(answer.json().at("/rules/length/minimum").asInt()).isEqualTo(15);
        assertThat(answer.json().at("/rules/expiry/days").asInt()).isZero();
        assertThat(answer.json().at("/secondFactorRequired").asBoolean()).isFalse();
    }

    @Test
    void stricterRulesAreKeptAndHoldForItsUsers() {
        ObjectNode request = request();
        at(request, "length").put("minimum", 40);
        at(request, "composition").put("digits", 2);
        request.put("secondFactorRequired", false);

        Browser.Answer saved = browser.put(path, request, "\"0\"");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.header("ETag")).hasValue("\"1\"");
        Browser user = world.signedIn(member);
        Browser.Answer refused =
                user.post(
                        "/api/v1/me/password",
                        Map.of(
                                "currentPassword",
                                World.PASSWORD,
                                "newPassword",
                                People.NEW_PASSWORD));
        assertThat(refused.json().at("/errors").toString()).contains("too-short", "too-few-digits");
    }

    @Test
    void laxerRulesThanTheInstancesAreRefusedEachOnItsField() {
        ObjectNode request = request();
        at(request, "length").put("minimum", 12);
        at(request, "composition").put("differentFromUserName", false);

        Browser.Answer refused = browser.put(path, request, "\"0\"");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("rules.length.minimum");
        assertThat(refused.text("errors/0/code")).isEqualTo("laxer-than-instance");
        assertThat(refused.text("errors/1/field"))
                .isEqualTo("rules.composition.differentFromUserName");
        assertThat(browser.get(path).header("ETag")).hasValue("\"0\"");
    }

    @Test
    void aSecondSaveOnAnOldStateSaysWhatChangedMeanwhile() {
        ObjectNode request = request();
        at(request, "expiry").put("days", 90);
        browser.put(path, request, "\"0\"");

        Browser.Answer refused = browser.put(path, request, "\"0\"");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().at("/current/rules/expiry/days").asInt()).isEqualTo(90);
        assertThat(browser.send("PUT", path, request, Map.of()).status()).isEqualTo(428);
    }

    @Test
    void whoMayNotManageRulesChangesNone() {
        Browser user = world.signedIn(member);

        assertThat(user.put(path, request(), "\"0\"").status()).isEqualTo(403);
        assertThat(world.browser().get(path).status()).isEqualTo(401);
    }

    @Test
    void anIncompleteRequestIsRefusedAndNotAFault() {
        assertThat(browser.put(path, Map.of("secondFactorRequired", true), "\"0\"").status())
                .isIn(400, 422);
        assertThat(
                        browser.put(
                                        path,
                                        Map.of("rules", Map.of(), "secondFactorRequired", true),
                                        "\"0\"")
                                .status())
                .isIn(400, 422);
    }
}
