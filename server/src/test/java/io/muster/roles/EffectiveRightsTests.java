package io.muster.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EffectiveRightsTests {

    @Autowired private World world;
    @Autowired private Accounts accounts;
    @Autowired private Scopes scopes;

    private OrganizationScope acme;
    private String base;
    private Browser owner;

    @BeforeAll
    void anOwner() {
        acme = world.organization("Acme effective");
        base = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "owner@effective.example");
        owner = world.signedIn("owner@effective.example");
    }

    @Test
    void namesEveryRoleAndGrantThroughWhichARightIsHeld() {
        String triage =
                owner.post(
                                base + "/roles",
                                Map.of(
                                        "name",
                                        "Triage",
                                        "permissions",
                                        List.of("users:read", "jobs:read")))
                        .text("id");
        UserId user = world.user(acme, "many@effective.example");
        owner.put(
                base + "/users/" + user + "/grants",
                Map.of(
                        "roles", List.of(triage, SystemRole.HELP_DESK.id().toString()),
                        "permissions", List.of("users:read")),
                "\"0\"");
        Browser.Answer one = rights(user, "?permission=users:read");
        assertThat(one.json().at("/rights")).hasSize(1);
        assertThat(one.json().at("/rights/0/held").asBoolean()).isTrue();
        assertThat(
                        one.json()
                                .at("/rights/0/through")
                                .valueStream()
                                .map(source ->
                                        source.at("/kind").asString()
                                                + " "
                                                + source.at("/roleName").asString("")))
                .containsExactly("ROLE Help desk", "ROLE Triage", "PERMISSION ");
    }

    @Test
    void saysOfEveryPermissionOfTheCatalogueWhetherItIsHeld() {
        UserId user = world.holding(acme, SystemRole.AUDITOR.id(), "auditor@effective.example");
        Browser.Answer all = rights(user, "");
        assertThat(
                        all.json()
                                .at("/rights")
                                .valueStream()
                                .map(right -> right.at("/permission").asString()))
                .containsExactlyElementsOf(
                        Arrays.stream(Permission.values())
                                .filter(right -> right.level() != Permission.Level.MAILBOX)
                                .map(Permission::text)
                                .toList());
        assertThat(
                        all.json()
                                .at("/rights")
                                .valueStream()
                                .filter(right -> right.at("/held").asBoolean())
                                .map(right -> right.at("/permission").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        SystemRole.AUDITOR.permissions().stream().map(Permission::text).toList());
    }

    @Test
    void agreesWithTheGate() {
        UserId user = world.holding(acme, SystemRole.HELP_DESK.id(), "gate@effective.example");
        assertThat(
                        rights(user, "")
                                .json()
                                .at("/rights")
                                .valueStream()
                                .filter(right -> right.at("/held").asBoolean())
                                .map(right -> right.at("/permission").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        held(user).stream().map(Permission::text).toList());
    }

    @Test
    void aSystemAdministratorHoldsAllWithoutAnyRole() {
        UserId root = world.systemAdministrator(acme, "root@effective.example");
        Browser.Answer answer = rights(root, "?permission=instance:settings");
        assertThat(answer.json().at("/systemAdministrator").asBoolean()).isTrue();
        assertThat(answer.text("rights/0/through/0/kind")).isEqualTo("SYSTEM_ADMINISTRATOR");
    }

    @Test
    void aClosedAccountKeepsItsRightsAndSaysThatItCanNotSignIn() {
        UserId user = world.holding(acme, SystemRole.AUDITOR.id(), "closed@effective.example");
        assertThat(rights(user, "").json().at("/signsIn").asBoolean()).isTrue();
        scopes.run(acme, () -> accounts.close(acme, List.of(user)));
        Browser.Answer answer = rights(user, "?permission=audit:read");
        assertThat(answer.json().at("/signsIn").asBoolean()).isFalse();
        assertThat(answer.json().at("/rights/0/held").asBoolean()).isTrue();
    }

    @Test
    void knowsNobodyOfAnotherOrganization() {
        OrganizationScope other = world.organization("Other effective");
        UserId stranger = world.user(other, "stranger@effective.example");
        assertThat(rights(stranger, "").status()).isEqualTo(404);
        assertThat(rights(UserId.next(), "").status()).isEqualTo(404);
        assertThat(rights(stranger, "?permission=no:such").status()).isEqualTo(422);
    }

    private Browser.Answer rights(UserId user, String query) {
        return owner.get(base + "/users/" + user + "/effective-rights" + query);
    }

    private Set<Permission> held(UserId user) {
        return scopes.resume(scopes.machinery(), World.actor(user), acme.organization())
                .orElseThrow()
                .permissions();
    }
}
