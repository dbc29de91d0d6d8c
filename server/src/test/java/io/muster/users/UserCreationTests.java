package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserCreationTests {

    @Autowired World world;
    @Autowired Users facade;

    private OrganizationScope acme;
    private Browser owner;
    private String users;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        world.user(acme, "mia@acme.example");
        owner = world.signedIn("olga@acme.example");
        users = "/api/v1/organizations/" + acme.organization() + "/users";
    }

    @Test
    void makesAUserWhoCanSignInAtOnce() {
        Browser.Answer made =
                owner.post(
                        users, Map.of("address", "Ann@Acme.example", "password", World.PASSWORD));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("account")).isEqualTo("ann@acme.example");
        assertThat(made.text("state")).isEqualTo("ACTIVE");
        assertThat(made.header("ETag")).contains("\"1\"");
        assertThat(owner.get(made.header("Location").orElseThrow()).json()).isEqualTo(made.json());
        assertThat(world.browser().signIn("ANN@acme.example", World.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void letsAUserWithoutAPasswordWaitForOne() {
        Browser.Answer made = owner.post(users, Map.of("logonName", "waiting.wanda"));
        assertThat(made.text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        assertThat(made.text("profile/displayName")).isEqualTo("waiting.wanda");
        assertThat(world.browser().signIn("waiting.wanda", "").status()).isEqualTo(401);
    }

    @Test
    void putsWhoNamesNoUnitIntoTheBuiltInOne() {
        String unit = owner.get(users + "?search=olga").text("items/0/unitId");
        assertThat(owner.post(users, Map.of("logonName", "unplaced")).text("unitId"))
                .isEqualTo(unit);
    }

    @Test
    void putsWhoseUnitWasDeletedMeanwhileIntoTheBuiltInOne() {
        NewUser late =
                new NewUser(
                        UserId.next(),
                        null,
                        "late.lena",
                        UnitId.next(),
                        UserProfile.named("Late", "Lena"),
                        SignInMethod.DEFAULT,
                        true,
                        null,
                        false);
        assertThat(facade.create(acme, List.of(late))).isEmpty();
        String unit = owner.get(users + "?search=olga").text("items/0/unitId");
        assertThat(owner.get(users + "/" + late.id()).text("unitId")).isEqualTo(unit);
    }

    @Test
    void refusesAnAddressOrLogonNameThatSomebodyHas() {
        owner.post(users, Map.of("address", "first@acme.example", "logonName", "first"));
        Browser.Answer address = owner.post(users, Map.of("address", "First@acme.example"));
        assertThat(address.status()).isEqualTo(409);
        assertThat(address.text("type")).isEqualTo("urn:problem:users:address-taken");
        assertThat(address.text("errors/0/field")).isEqualTo("address");
        Browser.Answer logonName =
                owner.post(users, Map.of("address", "other@acme.example", "logonName", "FIRST"));
        assertThat(logonName.status()).isEqualTo(409);
        assertThat(logonName.text("errors/0/field")).isEqualTo("logonName");
        assertThat(owner.post(users, Map.of("address", "other@acme.example")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "firstName, 256, too-long",
        "notes, 4001, too-long",
        "officePhone, 65, too-long",
    })
    void refusesTextThatIsTooLong(String field, int length, String code) {
        Map<String, Object> longest = Map.of(field, "x".repeat(length - 1));
        Map<String, Object> tooLong = Map.of(field, "x".repeat(length));
        assertThat(
                        owner.post(
                                        users,
                                        Map.of(
                                                "logonName",
                                                "long-" + field.toLowerCase(java.util.Locale.ROOT),
                                                "profile",
                                                longest))
                                .status())
                .isEqualTo(201);
        Browser.Answer refused =
                owner.post(users, Map.of("logonName", "too-long", "profile", tooLong));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("profile." + field);
        assertThat(refused.text("errors/0/code")).isEqualTo(code);
    }

    @Test
    void namesEveryFieldAtFaultAtOnce() {
        Map<String, Object> profile = new HashMap<>();
        profile.put("webPage", "javascript:alert(1)");
        profile.put("timeZone", "Mars/Olympus");
        profile.put("language", "not a language");
        profile.put("recoveryAddress", "nobody");
        profile.put("firstName", "two\nlines");
        profile.put("work", Map.of("city", "x".repeat(256)));
        Browser.Answer refused =
                owner.post(users, Map.of("address", "no address", "profile", profile));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "address",
                        "profile.webPage",
                        "profile.timeZone",
                        "profile.language",
                        "profile.recoveryAddress",
                        "profile.firstName",
                        "profile.work.city");
    }

    @Test
    void takesALogonNameOf104CharactersAndRefusesMore() {
        assertThat(owner.post(users, Map.of("logonName", "l".repeat(104))).status()).isEqualTo(201);
        assertThat(owner.post(users, Map.of("logonName", "l".repeat(105))).text("errors/0/field"))
                .isEqualTo("logonName");
        assertThat(owner.post(users, Map.of("logonName", "with space")).status()).isEqualTo(422);
        assertThat(owner.post(users, Map.of()).text("errors/0/code")).isEqualTo("required");
    }

    @Test
    void writesTheCreationToTheAuditLogWithoutThePassword() {
        owner.post(users, Map.of("address", "logged@acme.example", "password", World.PASSWORD));
        List<String> after =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT after::text FROM audit_entries
                                WHERE action = 'users.created' AND subject_name = 'logged@acme.example'
                                """)
                        .query((row, _) -> row.getString(1))
                        .list();
        assertThat(after).hasSize(1);
        assertThat(after.getFirst()).contains("(secret)").doesNotContain(World.PASSWORD);
    }

    @Test
    void isClosedToWhoLacksTheRight() {
        Map<String, String> wanted = Map.of("logonName", "sneaky");
        assertThat(world.signedIn("mia@acme.example").post(users, wanted).text("permission"))
                .isEqualTo("users:create");
        assertThat(owner.post(users, wanted).status()).isEqualTo(201);
    }
}
