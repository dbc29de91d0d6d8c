package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Whether people have phone numbers is one setting of the instance. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneNumberTests {

    private static final String SETTINGS = "/api/v1/phone-settings";

    @Autowired World world;
    @Autowired Provisioning provisioning;

    private OrganizationScope acme;
    private Browser root;
    private Browser owner;
    private String users;

    @BeforeAll
    void anOrganization() {
        acme = world.organization("Acme");
        world.systemAdministrator(acme, "root@acme.example");
        world.owner(acme, "olga@acme.example");
        root = world.signedIn("root@acme.example");
        owner = world.signedIn("olga@acme.example");
        users = "/api/v1/organizations/" + acme.organization() + "/users";
    }

    @AfterEach
    void optionalAsAtFirst() {
        assertThat(switched("OPTIONAL").status()).isEqualTo(200);
    }

    private Browser.Answer switched(String numbers) {
        return root.put(
                SETTINGS,
                Map.of("numbers", numbers),
                root.get(SETTINGS).header("ETag").orElseThrow());
    }

    private Browser.Answer made(String name, Map<String, ?> profile) {
        return owner.post(users, Map.of("logonName", name, "profile", profile));
    }

    /** Saves the profile as it is, with one field changed. */
    private Browser.Answer saved(String user, String field, String value) {
        Browser.Answer now = owner.get(users + "/" + user);
        Map<String, Object> profile = new HashMap<>();
        JsonNode read = now.json().at("/profile");
        read.propertyNames().forEach(name -> profile.put(name, read.get(name)));
        profile.put(field, value);
        return owner.put(
                users + "/" + user,
                Map.of(
                        "profile",
                        profile,
                        "signInMethod",
                        now.text("signInMethod"),
                        "passwordChangesDisabled",
                        false),
                now.header("ETag").orElseThrow());
    }

    @Test
    void areOptionalAtFirst() {
        assertThat(root.get(SETTINGS).text("numbers")).isEqualTo("OPTIONAL");
        assertThat(owner.get("/api/v1/me").text("phoneNumbers")).isEqualTo("OPTIONAL");
        assertThat(made("with.phone", Map.of("officePhone", "+43 1 1")).status()).isEqualTo(201);
        assertThat(made("without.phone", Map.of()).status()).isEqualTo(201);
    }

    @Test
    void areRefusedOnceTheyAreOffAndThoseStoredStay() {
        String id = made("stored.sam", Map.of("mobilePhone", "+43 1 2")).text("id");
        switched("OFF");
        assertThat(owner.get("/api/v1/me").text("phoneNumbers")).isEqualTo("OFF");

        Browser.Answer refused = made("new.nina", Map.of("mobilePhone", "+43 1 3"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("profile.mobilePhone");
        assertThat(saved(id, "homePhone", "+43 1 4").text("errors/0/code"))
                .isEqualTo("switched-off");

        Browser.Answer kept = saved(id, "title", "Captain");
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.text("profile/mobilePhone")).isEqualTo("+43 1 2");
        assertThat(saved(id, "mobilePhone", "").text("profile/mobilePhone")).isEmpty();
    }

    @Test
    void areAskedForOnceTheyAreRequiredByHandOnly() {
        String id = made("early.eve", Map.of()).text("id");
        switched("REQUIRED");
        Browser.Answer refused = made("late.leo", Map.of("homePhone", "+43 1 5"));
        assertThat(refused.text("errors/0/field")).isEqualTo("profile.officePhone");
        assertThat(refused.text("errors/0/code")).isEqualTo("required");
        assertThat(saved(id, "title", "Captain").status()).isEqualTo(422);
        assertThat(saved(id, "officePhone", "+43 1 6").status()).isEqualTo(200);
        assertThat(provisioning.takesPhoneNumbers()).isTrue();
    }

    @Test
    void areNotGivenToManyNorTakenFromThemAgainstTheRule() {
        made("many.mia", Map.of());
        Map<String, ?> selection = Map.of("search", "many.mia");
        switched("OFF");
        assertThat(givenToAll("+43 1 7").text("errors/0/field")).isEqualTo("fields.officePhone");
        switched("REQUIRED");
        assertThat(givenToAll("").text("errors/0/field")).isEqualTo("fields.officePhone");
        assertThat(givenToAll("+43 1 7").status()).isEqualTo(202);
        assertThat(selection).isNotEmpty();
    }

    private Browser.Answer givenToAll(String phone) {
        return owner.post(
                users + "/actions/set-fields",
                Map.of(
                        "selection",
                        Map.of("filter", Map.of("search", "many.mia")),
                        "fields",
                        Map.of("officePhone", phone)));
    }

    @Test
    void areSwitchedBySystemAdministratorsAndWrittenIntoTheLog() {
        assertThat(owner.get(SETTINGS).status()).isEqualTo(403);
        assertThat(root.put(SETTINGS, Map.of("numbers", "OFF"), "\"99999\"").status())
                .isEqualTo(412);
        assertThat(root.get(SETTINGS).text("numbers")).isEqualTo("OPTIONAL");
        switched("REQUIRED");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM audit_entries WHERE action = 'users.phone-numbers-switched' AND actor_name LIKE 'Root%'")
                                .query(Integer.class)
                                .single())
                .isPositive();
    }
}
