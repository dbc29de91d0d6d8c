package io.muster.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class GrantTests {

    @Autowired private World world;
    @Autowired private Grants grants;
    @Autowired private Memberships memberships;
    @Autowired private Scopes scopes;

    private OrganizationScope acme;
    private String domain;
    private UserId ownerId;
    private UserId memberId;
    private Browser owner;

    @BeforeEach
    void anOwnerAndAMember() {
        String unique = UUID.randomUUID().toString();
        domain = "@" + unique + ".example";
        acme = world.organization("Acme " + unique);
        ownerId = world.owner(acme, "owner" + domain);
        memberId = world.user(acme, "member" + domain);
        owner = world.signedIn("owner" + domain);
    }

    @Test
    void aNewUserHoldsNothingButWhatEverybodyHolds() {
        Browser.Answer held = owner.get(path(memberId));
        assertThat(held.status()).isEqualTo(200);
        assertThat(held.json().at("/roles")).isEmpty();
        assertThat(held.json().at("/permissions")).isEmpty();
        assertThat(held.header("ETag")).contains("\"0\"");
    }

    @Test
    void givesSeveralRolesAndSinglePermissionsAtOnce() {
        Browser.Answer saved =
                put(
                        owner,
                        memberId,
                        List.of(SystemRole.HELP_DESK.id(), SystemRole.AUDITOR.id()),
                        "users:purge");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text("roles/0/name")).isEqualTo("Auditor");
        assertThat(saved.text("roles/1/name")).isEqualTo("Help desk");
        assertThat(saved.text("permissions/0")).isEqualTo("users:purge");
        assertThat(held(memberId))
                .contains(
                        Permission.USERS_PURGE, Permission.USERS_PASSWORDS, Permission.AUDIT_EXPORT)
                .doesNotContain(Permission.ROLES_MANAGE);
    }

    @Test
    void writesBeforeAndAfterToTheAuditLog() {
        put(owner, memberId, List.of(SystemRole.HELP_DESK.id()), "users:purge");
        String after =
                TestDatabase.owner()
                        .sql(
                                "SELECT after FROM audit_entries WHERE subject_id = :user AND action = 'grants.changed'")
                        .param("user", memberId.value())
                        .query(String.class)
                        .single();
        assertThat(after).contains("Help desk", "users:purge");
    }

    @Test
    void theTypeInTheListFollowsTheRoles() {
        assertThat(type(ownerId)).isEqualTo("OWNER");
        put(owner, memberId, List.of(SystemRole.ADMINISTRATOR.id()));
        assertThat(type(memberId)).isEqualTo("ADMINISTRATOR");
        put(owner, memberId, List.of());
        assertThat(type(memberId)).isEqualTo("USER");
    }

    @Test
    void aDemotionHoldsFromTheNextRequestOn() {
        put(owner, memberId, List.of(SystemRole.AUDITOR.id()));
        Browser member = world.signedIn("member" + domain);
        assertThat(member.get(path(ownerId)).status()).isEqualTo(200);
        put(owner, memberId, List.of());
        assertThat(member.get(path(ownerId)).status()).isEqualTo(403);
    }

    @Test
    void nobodyGivesWhatHeLacks() {
        Browser helper = assistant();
        Browser.Answer role = put(helper, memberId, List.of(SystemRole.AUDITOR.id()));
        assertThat(role.status()).isEqualTo(403);
        assertThat(role.text("type")).isEqualTo("urn:problem:roles:beyond-own-rights");
        assertThat(role.json().at("/missing").toString()).contains("audit:read");
        assertThat(put(helper, memberId, List.of(), "users:purge").status()).isEqualTo(403);
        assertThat(put(helper, memberId, List.of(), "users:read").status()).isEqualTo(200);
    }

    @Test
    void nobodyGivesHimselfMore() {
        UserId helper = assistantId();
        assertThat(
                        put(world.signedIn("helper" + domain), helper, List.of(), "users:purge")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void givingAndTakingAwayNeedTheirOwnPermission() {
        RoleId giver = custom("Giver", Permission.GRANTS_ASSIGN, Permission.USERS_READ);
        world.holding(acme, giver, "giver" + domain);
        Browser browser = world.signedIn("giver" + domain);
        assertThat(
                        browser.send(
                                        "PUT",
                                        path(memberId),
                                        Map.of(
                                                "roles",
                                                List.of(),
                                                "permissions",
                                                List.of("users:read")),
                                        Map.of("If-Match", "\"0\""))
                                .status())
                .isEqualTo(200);
        Browser.Answer taking =
                browser.send(
                        "PUT",
                        path(memberId),
                        Map.of("roles", List.of(), "permissions", List.of()),
                        Map.of("If-Match", "\"1\""));
        assertThat(taking.status()).isEqualTo(403);
        assertThat(taking.text("permission")).isEqualTo("grants:revoke");
    }

    @Test
    void anAdministratorNeitherDemotesNorChangesAnOwner() {
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin" + domain);
        Browser admin = world.signedIn("admin" + domain);
        Browser.Answer demotion = put(admin, ownerId, List.of());
        assertThat(demotion.status()).isEqualTo(403);
        assertThat(demotion.text("type")).isEqualTo("urn:problem:roles:outranked");
        assertThat(
                        put(admin, ownerId, List.of(SystemRole.OWNER.id(), SystemRole.AUDITOR.id()))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void onlyAnOwnerOrASystemAdministratorNamesAnOwner() {
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin" + domain);
        Browser.Answer refused =
                put(world.signedIn("admin" + domain), memberId, List.of(SystemRole.OWNER.id()));
        assertThat(refused.text("type")).isEqualTo("urn:problem:roles:beyond-own-rights");
        assertThat(put(owner, memberId, List.of(SystemRole.OWNER.id())).status()).isEqualTo(200);
        world.systemAdministrator(world.organization("Home " + domain), "root" + domain);
        UserId third = world.user(acme, "third" + domain);
        assertThat(
                        put(world.signedIn("root" + domain), third, List.of(SystemRole.OWNER.id()))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void anAdministratorMayBeDemotedEvenTheLastOne() {
        UserId admin = world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin" + domain);
        assertThat(put(owner, admin, List.of()).status()).isEqualTo(200);
        assertThat(held(admin)).isEmpty();
    }

    @Test
    void theLastOwnerCanNotEvenRemoveHimself() {
        Browser.Answer alone = put(owner, ownerId, List.of(SystemRole.AUDITOR.id()));
        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.text("type")).isEqualTo("urn:problem:roles:last-owner");
        world.owner(acme, "second" + domain);
        assertThat(put(owner, ownerId, List.of(SystemRole.AUDITOR.id())).status()).isEqualTo(200);
    }

    @Test
    void anOwnerWhoCanNotSignInDoesNotCountAsTheOther() {
        UserId second = world.owner(acme, "second" + domain);
        TestDatabase.owner()
                .sql("UPDATE sign_in_accounts SET open = false WHERE user_id = :user")
                .param("user", second.value())
                .update();
        assertThat(put(owner, ownerId, List.of()).status()).isEqualTo(409);
        assertThat(put(owner, second, List.of()).status()).isEqualTo(200);
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceOneStays() throws Exception {
        UserId second = world.owner(acme, "second" + domain);
        for (int round = 0; round < 5; round++) {
            grants.addRole(acme, List.of(ownerId, second), SystemRole.OWNER.id());
            List<Callable<Grants.Outcome>> leaving = new ArrayList<>();
            for (UserId user : List.of(ownerId, second)) {
                leaving.add(() ->
                        grants.removeRole(acme, List.of(user), SystemRole.OWNER.id())
                                .getOrDefault(user, new Grants.Outcome.Unchanged()));
            }
            List<Grants.Outcome> outcomes = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (Future<Grants.Outcome> outcome : threads.invokeAll(leaving)) {
                    outcomes.add(outcome.get());
                }
            }
            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new Grants.Outcome.Changed(), new Grants.Outcome.LastOwner());
        }
    }

    @Test
    void aSecondSaveSaysThatTheGrantsWereChangedMeanwhile() {
        put(owner, memberId, List.of(SystemRole.AUDITOR.id()));
        Browser.Answer late =
                owner.put(
                        path(memberId),
                        Map.of("roles", List.of(), "permissions", List.of()),
                        "\"0\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/roles/0/name")).isEqualTo("Auditor");
    }

    @Test
    void refusesRolesAndPermissionsThatAreNotOfThisOrganization() {
        OrganizationScope other = world.organization("Other " + domain);
        world.owner(other, "owner-other" + domain);
        Browser.Answer made =
                world.signedIn("owner-other" + domain)
                        .post(
                                "/api/v1/organizations/" + other.organization() + "/roles",
                                Map.of("name", "Theirs", "permissions", List.of("users:read")));
        Browser.Answer foreign = put(owner, memberId, List.of(RoleId.valueOf(made.text("id"))));
        assertThat(foreign.status()).isEqualTo(422);
        assertThat(foreign.text("errors/0/field")).isEqualTo("roles[0]");
        assertThat(put(owner, memberId, List.of(), "instance:settings").status()).isEqualTo(422);
        assertThat(put(owner, memberId, List.of(), "no:such").status()).isEqualTo(422);
        assertThat(owner.get(path(UserId.next())).status()).isEqualTo(404);
    }

    @Test
    void aBulkChangeRefusesEachAlone() {
        UserId admin = world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin" + domain);
        UserId auditor = world.holding(acme, SystemRole.AUDITOR.id(), "auditor" + domain);
        UserId nobody = UserId.next();
        OrganizationScope asAdmin =
                scopes.resume(scopes.machinery(), World.actor(admin), acme.organization())
                        .orElseThrow();
        assertThat(
                        grants.addRole(
                                asAdmin,
                                List.of(memberId, ownerId, auditor, nobody),
                                SystemRole.AUDITOR.id()))
                .isEqualTo(
                        Map.of(
                                memberId, new Grants.Outcome.Changed(),
                                ownerId, new Grants.Outcome.Outranked(),
                                auditor, new Grants.Outcome.Unchanged(),
                                nobody, new Grants.Outcome.NoSuchUser()));
        assertThat(memberships.holders(acme, SystemRole.AUDITOR.id()))
                .containsExactlyInAnyOrder(memberId, auditor);
        assertThat(grants.rolesOf(acme, List.of(memberId, ownerId)).get(memberId))
                .extracting(Role::name)
                .containsExactly("Auditor");
    }

    @Test
    void tellsWhoseRightsGoBeyondOnesOwn() {
        UserId desk = world.holding(acme, SystemRole.HELP_DESK.id(), "desk" + domain);
        UserId admin = world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin" + domain);
        OrganizationScope asDesk =
                scopes.resume(scopes.machinery(), World.actor(desk), acme.organization())
                        .orElseThrow();
        OrganizationScope asAdmin =
                scopes.resume(scopes.machinery(), World.actor(admin), acme.organization())
                        .orElseThrow();
        List<UserId> all = List.of(memberId, desk, admin, ownerId);
        assertThat(memberships.above(asDesk, all)).isEqualTo(Set.of(admin, ownerId));
        assertThat(memberships.above(asAdmin, all)).isEqualTo(Set.of(ownerId));
        assertThat(memberships.above(acme, all)).isEmpty();
    }

    @Test
    void tellsWithoutWhomNobodyWouldOwnTheOrganization() {
        assertThat(memberships.needed(acme, List.of(memberId, ownerId)))
                .isEqualTo(Map.of(ownerId, Memberships.Needed.LAST_OWNER));
        UserId second = world.owner(acme, "second" + domain);
        assertThat(memberships.needed(acme, List.of(memberId, ownerId))).isEmpty();
        assertThat(memberships.needed(acme, List.of(second, ownerId)))
                .containsOnlyKeys(ownerId, second);
    }

    private String type(UserId user) {
        return owner.get("/api/v1/organizations/" + acme.organization() + "/users/" + user)
                .text("type");
    }

    private Browser assistant() {
        assistantId();
        return world.signedIn("helper" + domain);
    }

    private UserId assistantId() {
        return world.holding(
                acme,
                custom(
                        "Assistant",
                        Permission.ROLES_READ,
                        Permission.GRANTS_ASSIGN,
                        Permission.GRANTS_REVOKE,
                        Permission.USERS_READ),
                "helper" + domain);
    }

    private RoleId custom(String name, Permission... permissions) {
        return RoleId.valueOf(
                owner.post(
                                "/api/v1/organizations/" + acme.organization() + "/roles",
                                Map.of(
                                        "name",
                                        name,
                                        "permissions",
                                        List.of(permissions).stream()
                                                .map(Permission::text)
                                                .toList()))
                        .text("id"));
    }

    private Browser.Answer put(
            Browser browser, UserId user, List<RoleId> roles, String... permissions) {
        String version = owner.get(path(user)).header("ETag").orElse("\"0\"");
        return browser.put(
                path(user),
                Map.of(
                        "roles",
                        roles.stream().map(RoleId::toString).toList(),
                        "permissions",
                        List.of(permissions)),
                version);
    }

    private String path(UserId user) {
        return "/api/v1/organizations/" + acme.organization() + "/users/" + user + "/grants";
    }

    private Set<Permission> held(UserId user) {
        return scopes.resume(scopes.machinery(), World.actor(user), acme.organization())
                .orElseThrow()
                .permissions();
    }
}
