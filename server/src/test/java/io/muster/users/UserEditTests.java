package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserEditTests {

    @Autowired World world;

    private OrganizationScope acme;
    private Browser owner;
    private String users;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        users = "/api/v1/organizations/" + acme.organization() + "/users/";
    }

    @Test
    void replacesTheProfileAndRaisesTheVersion() {
        UserId ann = world.user(acme, "ann@acme.example");
        Browser.Answer saved = edit(ann, Map.of("title", "Captain"), "\"1\"");
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
        assertThat(saved.text("profile/title")).isEqualTo("Captain");
        assertThat(saved.header("ETag")).contains("\"2\"");
        assertThat(
                        owner.get(users.replaceAll("/$", "") + "?search=captain")
                                .text("items/0/account"))
                .isEqualTo("ann@acme.example");
    }

    @Test
    void tellsTheSecondOfTwoWhatTheFirstSaved() {
        UserId bea = world.user(acme, "bea@acme.example");
        assertThat(edit(bea, Map.of("title", "First"), "\"1\"").status()).isEqualTo(200);
        Browser.Answer second = edit(bea, Map.of("title", "Second"), "\"1\"");
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.text("type")).isEqualTo("urn:problem:kernel:changed-meanwhile");
        assertThat(second.text("current/profile/title")).isEqualTo("First");
    }

    @Test
    void keepsTheVersionWhenNothingDiffers() {
        UserId cid = world.user(acme, "cid@acme.example");
        assertThat(edit(cid, Map.of(), "\"1\"").header("ETag")).contains("\"1\"");
    }

    @Test
    void asksForTheVersionThatWasRead() {
        UserId dan = world.user(acme, "dan@acme.example");
        assertThat(
                        owner.send(
                                        "PUT",
                                        users + dan + "/names",
                                        Map.of("logonName", "dan"),
                                        Map.of())
                                .status())
                .isEqualTo(428);
    }

    @Test
    void writesOnlyTheChangedFieldsToTheAuditLog() {
        UserId eva = world.user(acme, "eva@acme.example");
        edit(eva, Map.of("title", "Queen"), "\"1\"");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT before::text || after::text FROM audit_entries
                                        WHERE action = 'users.edited' AND subject_name = 'eva@acme.example'
                                        """)
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly("{\"profile.title\":\"\"}{\"profile.title\":\"Queen\"}");
    }

    @Test
    void renamesSoThatTheNewAddressSignsInAndTheOldOneNoMore() {
        UserId fay = world.user(acme, "fay@acme.example");
        Browser.Answer renamed =
                owner.put(
                        users + fay + "/names",
                        Map.of("address", "faye@acme.example", "logonName", "faye"),
                        "\"1\"");
        assertThat(renamed.status()).as(renamed.response().body()).isEqualTo(200);
        assertThat(renamed.text("account")).isEqualTo("faye@acme.example");
        assertThat(signIn("faye@acme.example")).isEqualTo(200);
        assertThat(signIn("faye")).isEqualTo(200);
        assertThat(signIn("fay@acme.example")).isEqualTo(401);
        assertThat(
                        owner.post(
                                        users.replaceAll("/$", ""),
                                        Map.of("address", "fay@acme.example"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void leavesEverythingAsItWasWhenANewNameIsTaken() {
        world.user(acme, "gus@acme.example");
        UserId hal = world.user(acme, "hal@acme.example");
        owner.put(
                users + world.user(acme, "ian@acme.example") + "/names",
                Map.of("address", "ian@acme.example", "logonName", "ian"),
                "\"1\"");
        Browser.Answer address =
                owner.put(users + hal + "/names", Map.of("address", "gus@acme.example"), "\"1\"");
        assertThat(address.text("type")).isEqualTo("urn:problem:users:address-taken");
        Browser.Answer logonName =
                owner.put(
                        users + hal + "/names",
                        Map.of("address", "hally@acme.example", "logonName", "ian"),
                        "\"1\"");
        assertThat(logonName.text("type")).isEqualTo("urn:problem:users:logon-name-taken");
        assertThat(signIn("hal@acme.example")).isEqualTo(200);
        assertThat(signIn("hally@acme.example")).isEqualTo(401);
        assertThat(
                        owner.put(
                                        users + hal + "/names",
                                        Map.of("address", "hally@acme.example"),
                                        "\"1\"")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void letsAUserWaitWhoTurnsToAPasswordWithoutHavingOne() {
        Browser.Answer made =
                owner.post(
                        users.replaceAll("/$", ""),
                        Map.of("logonName", "directory-dora", "signInMethod", "DIRECTORY"));
        assertThat(made.text("state")).isEqualTo("ACTIVE");
        UserId dora = UserId.valueOf(made.text("id"));
        Browser.Answer turned =
                owner.put(
                        users + dora,
                        Map.of(
                                "signInMethod",
                                "PASSWORD",
                                "passwordChangesDisabled",
                                false,
                                "profile",
                                made.json().at("/profile")),
                        "\"1\"");
        assertThat(turned.text("state")).isEqualTo("WAITING_FOR_PASSWORD");
    }

    @Test
    void leavesASystemAdministratorToHisLike() {
        UserId sys = world.systemAdministrator(acme, "sys@acme.example");
        Browser.Answer refused = edit(sys, Map.of("recoveryAddress", "me@evil.example"), "\"1\"");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:users:more-rights");
    }

    private Browser.Answer edit(UserId user, Map<String, ?> fields, String version) {
        Browser.Answer read = owner.get(users + user);
        Map<String, Object> profile = new HashMap<>();
        read.json()
                .at("/profile")
                .properties()
                .forEach(field -> profile.put(field.getKey(), field.getValue()));
        profile.putAll(fields);
        return owner.put(
                users + user,
                Map.of(
                        "signInMethod",
                        read.text("signInMethod"),
                        "passwordChangesDisabled",
                        false,
                        "profile",
                        profile),
                version);
    }

    private int signIn(String name) {
        return world.browser().signIn(name, World.PASSWORD).status();
    }
}
