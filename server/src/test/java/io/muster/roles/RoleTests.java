package io.muster.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private String path;
    private Browser owner;

    @BeforeAll
    void anOwnerOfAcme() {
        acme = world.organization("Acme roles");
        path = "/api/v1/organizations/" + acme.organization() + "/roles";
        world.owner(acme, "owner@roles.example");
        owner = world.signedIn("owner@roles.example");
    }

    @Test
    void theCatalogueListsEveryPermissionBySection() {
        Browser.Answer catalogue = owner.get("/api/v1/permissions");
        assertThat(catalogue.status()).isEqualTo(200);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        catalogue
                .json()
                .at("/sections")
                .forEach(section -> {
                    List<String> entries = new ArrayList<>();
                    section.at("/permissions")
                            .forEach(entry -> entries.add(entry.at("/permission").asString()));
                    texts.put(section.at("/section").asString(), entries);
                });
        assertThat(texts.keySet())
                .containsExactly(
                        "ORGANIZATION",
                        "UNITS",
                        "USERS",
                        "ROLES",
                        "MAILBOXES",
                        "JOBS",
                        "AUDIT",
                        "MAILBOX",
                        "INSTANCE");
        for (Permission permission : Permission.values()) {
            assertThat(texts.get(permission.section().name())).contains(permission.text());
        }
        assertThat(texts.values().stream().mapToInt(List::size).sum())
                .isEqualTo(Permission.values().length);
        assertThat(texts.get("JOBS")).containsExactly("jobs:read", "jobs:cancel");
        assertThat(catalogue.text("sections/1/permissions/0/level")).isEqualTo("ORGANIZATION");
        assertThat(catalogue.text("sections/7/permissions/0/level")).isEqualTo("MAILBOX");
        assertThat(catalogue.text("sections/8/permissions/0/level")).isEqualTo("INSTANCE");
        assertThat(catalogue.json().at("/sections/0/permissions/0/code").asInt()).isEqualTo(10130);
    }

    @Test
    void theCatalogueKnowsTheNumbersOfOtherSystems() {
        assertThat(Permission.GRANTS_ASSIGN.code()).contains(10000);
        assertThat(Permission.ROLES_MANAGE.code()).contains(10002);
        assertThat(Permission.USERS_CREATE.code()).isEqualTo(Permission.USERS_DISABLE.code());
        assertThat(Permission.JOBS_READ.code()).isEmpty();
    }

    @Test
    void theSystemRolesAreThereFromTheStart() {
        OrganizationScope fresh = world.organization("Fresh roles");
        world.owner(fresh, "owner@fresh-roles.example");
        Browser browser = world.signedIn("owner@fresh-roles.example");
        Browser.Answer list =
                browser.get("/api/v1/organizations/" + fresh.organization() + "/roles");
        assertThat(names(list))
                .containsExactly(
                        "Auditor",
                        "Editor",
                        "Full access",
                        "Help desk",
                        "Mailbox owner",
                        "Member",
                        "Organization administrator",
                        "Organization owner",
                        "Reader",
                        "Send as");
        assertThat(list.json().at("/items/7/holders").asLong()).isOne();
        assertThat(list.json().at("/items/5/holders").isNull()).isTrue();
        assertThat(
                        names(
                                browser.get(
                                        "/api/v1/organizations/"
                                                + fresh.organization()
                                                + "/roles?level=MAILBOX")))
                .containsExactly("Editor", "Full access", "Mailbox owner", "Reader", "Send as");
    }

    @Test
    void createsARoleAndGivesItBackWithItsVersion() {
        Browser.Answer created =
                owner.post(path, role(" Reception ", "Front desk", "users:read", "units:read"));
        assertThat(created.status()).isEqualTo(201);
        Browser.Answer read = owner.get(created.header("Location").orElseThrow());
        assertThat(read.text("name")).isEqualTo("Reception");
        assertThat(read.text("description")).isEqualTo("Front desk");
        assertThat(read.json().at("/permissions").toString())
                .isEqualTo("[\"units:read\",\"users:read\"]");
        assertThat(read.header("ETag")).contains("\"1\"");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT action FROM audit_entries WHERE subject_id = :role")
                                .param("role", UUID.fromString(read.text("id")))
                                .query(String.class)
                                .list())
                .containsExactly("roles.created");
    }

    @Test
    void writesItsCreationEditingAndDeletionToTheAuditLog() {
        Browser.Answer created = owner.post(path, role("Lookout", "", "users:read"));
        String at = created.header("Location").orElseThrow();
        Browser.Answer edited = owner.put(at, role("Watch", "", "users:read"), "\"1\"");
        assertThat(edited.status()).as(edited.response().body()).isEqualTo(200);
        owner.delete(at, edited.header("ETag").orElseThrow());
        Browser.Answer log =
                owner.get(
                        "/api/v1/organizations/%s/audit?area=roles&subjectId=%s"
                                .formatted(acme.organization(), created.text("id")));
        assertThat(log.text("items/0/action")).isEqualTo("roles.deleted");
        assertThat(log.text("items/0/subjectName")).isEqualTo("Watch");
        assertThat(log.text("items/1/action")).isEqualTo("roles.edited");
        assertThat(log.text("items/1/before/name")).isEqualTo("Lookout");
        assertThat(log.text("items/1/after/name")).isEqualTo("Watch");
        assertThat(log.text("items/2/action")).isEqualTo("roles.created");
    }

    @Test
    void refusesANameThatARoleOfTheOrganizationHas() {
        owner.post(path, role("Porter", "", "users:read"));
        Browser.Answer again = owner.post(path, role("PORTER", "", "users:read"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text("errors/0/field")).isEqualTo("name");
        assertThat(again.text("errors/0/code")).isEqualTo("taken");
        assertThat(owner.post(path, role("help desk", "", "users:read")).text("errors/0/code"))
                .isEqualTo("taken");
    }

    @Test
    void twoOrganizationsMayNameARoleAlike() {
        OrganizationScope other = world.organization("Other roles");
        world.owner(other, "owner@other-roles.example");
        assertThat(owner.post(path, role("Gardener", "", "users:read")).status()).isEqualTo(201);
        assertThat(
                        world.signedIn("owner@other-roles.example")
                                .post(
                                        "/api/v1/organizations/" + other.organization() + "/roles",
                                        role("Gardener", "", "users:read"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void refusesARoleWithoutAnyPermission() {
        Browser.Answer answer = owner.post(path, role("Nothing", ""));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("errors/0/field")).isEqualTo("permissions");
    }

    @Test
    void refusesPermissionsOfAnotherLevel() {
        Browser.Answer instance =
                owner.post(path, role("Mixed", "", "users:read", "instance:settings"));
        assertThat(instance.status()).isEqualTo(422);
        assertThat(instance.text("errors/0/field")).isEqualTo("permissions[1]");
        assertThat(instance.text("errors/0/code")).isEqualTo("other-level");
        Browser.Answer mailbox =
                owner.post(
                        path,
                        Map.of(
                                "name", "Mixed",
                                "level", "MAILBOX",
                                "permissions", List.of("users:read")));
        assertThat(mailbox.text("errors/0/code")).isEqualTo("other-level");
    }

    @Test
    void refusesNamesThatAreTooLongOrHoldControlCharacters() {
        assertThat(owner.post(path, role("x".repeat(101), "", "users:read")).text("errors/0/code"))
                .isEqualTo("too-long");
        assertThat(owner.post(path, role("a\tb", "", "users:read")).text("errors/0/code"))
                .isEqualTo("format");
        assertThat(
                        owner.post(path, role("Fine", "x".repeat(501), "users:read"))
                                .text("errors/0/field"))
                .isEqualTo("description");
    }

    @Test
    void editingARoleChangesTheRightsOfAllHoldersAtTheirNextRequest() {
        RoleId role = created("Night shift", "jobs:read");
        world.holding(acme, role, "night@roles.example");
        Browser night = world.signedIn("night@roles.example");
        assertThat(night.get(path).status()).isEqualTo(403);
        Browser.Answer edited =
                owner.put(
                        path + "/" + role,
                        role("Night shift", "", "jobs:read", "roles:read"),
                        "\"1\"");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).contains("\"2\"");
        assertThat(night.get(path).status()).isEqualTo(200);
        owner.put(path + "/" + role, role("Night shift", "", "jobs:read"), "\"2\"");
        assertThat(night.get(path).status()).isEqualTo(403);
    }

    @Test
    void aSecondSaveSaysThatTheRoleWasChangedMeanwhile() {
        RoleId role = created("Twice saved", "jobs:read");
        owner.put(path + "/" + role, role("Twice saved", "first", "jobs:read"), "\"1\"");
        Browser.Answer second =
                owner.put(path + "/" + role, role("Twice saved", "second", "jobs:read"), "\"1\"");
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.text("current/description")).isEqualTo("first");
        assertThat(
                        owner.send("PUT", path + "/" + role, role("x", "", "jobs:read"), Map.of())
                                .status())
                .isEqualTo(428);
    }

    @Test
    void systemRolesAreNeitherEditedNorDeleted() {
        for (SystemRole system : SystemRole.values()) {
            String one = path + "/" + system.id();
            assertThat(owner.put(one, role("Mine", "", "users:read"), "\"1\"").text("type"))
                    .isEqualTo("urn:problem:roles:system-role");
            assertThat(owner.delete(one, "\"1\"").status()).isEqualTo(409);
        }
    }

    @Test
    void copiesARoleUnderAnotherName() {
        Browser.Answer copy =
                owner.post(
                        path + "/" + SystemRole.AUDITOR.id() + "/copy",
                        Map.of("name", "Own auditor"));
        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.json().at("/system").asBoolean()).isFalse();
        assertThat(copy.json().at("/permissions")).hasSize(SystemRole.AUDITOR.permissions().size());
        assertThat(
                        owner.post(
                                        path + "/" + SystemRole.AUDITOR.id() + "/copy",
                                        Map.of("name", "Own auditor"))
                                .text("errors/0/code"))
                .isEqualTo("taken");
    }

    @Test
    void deletesARoleThatNobodyHolds() {
        RoleId role = created("Short-lived", "jobs:read");
        assertThat(owner.delete(path + "/" + role, "\"1\"").status()).isEqualTo(204);
        assertThat(owner.get(path + "/" + role).status()).isEqualTo(404);
    }

    @Test
    void keepsARoleThatSomebodyHolds() {
        RoleId role = created("Held", "jobs:read");
        world.holding(acme, role, "holder@roles.example");
        Browser.Answer answer = owner.delete(path + "/" + role, "\"1\"");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("urn:problem:roles:in-use");
        assertThat(answer.json().at("/holders").asLong()).isOne();
        assertThat(owner.get(path + "/" + role).status()).isEqualTo(200);
    }

    @Test
    void nobodyMakesARoleBeyondHisOwnRights() {
        Browser keeper = keeperOfRoles();
        assertThat(keeper.post(path, role("Small", "", "users:read")).status()).isEqualTo(201);
        Browser.Answer large = keeper.post(path, role("Large", "", "users:read", "audit:read"));
        assertThat(large.status()).isEqualTo(403);
        assertThat(large.text("type")).isEqualTo("urn:problem:roles:beyond-own-rights");
        assertThat(large.text("missing/0")).isEqualTo("audit:read");
        assertThat(
                        keeper.post(
                                        path + "/" + SystemRole.AUDITOR.id() + "/copy",
                                        Map.of("name", "Copied auditor"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void nobodyEditsARoleBeyondHisOwnRightsAlsoToMakeItSmaller() {
        RoleId large = created("Large already", "users:read", "audit:read");
        RoleId small = created("Small still", "users:read");
        Browser keeper = keeperOfRoles();
        assertThat(
                        keeper.put(
                                        path + "/" + large,
                                        role("Large already", "", "users:read"),
                                        "\"1\"")
                                .text("missing/0"))
                .isEqualTo("audit:read");
        assertThat(
                        keeper.put(
                                        path + "/" + small,
                                        role("Small still", "", "users:read", "users:purge"),
                                        "\"1\"")
                                .status())
                .isEqualTo(403);
        assertThat(
                        keeper.put(
                                        path + "/" + small,
                                        role("Small still", "x", "users:read"),
                                        "\"1\"")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void findsRolesByAPartOfTheirNameAndByPermission() {
        created("Blue team", "jobs:cancel");
        created("Red team", "users:read");
        assertThat(names(owner.get(path + "?name=TEAM"))).containsExactly("Blue team", "Red team");
        assertThat(names(owner.get(path + "?name=team&permission=jobs:cancel")))
                .containsExactly("Blue team");
        assertThat(names(owner.get(path + "?permission=jobs:cancel&sort=-name")))
                .contains("Organization owner", "Organization administrator", "Blue team");
        assertThat(owner.get(path + "/count?name=team").json().at("/count").asInt()).isEqualTo(2);
        assertThat(owner.get(path + "?permission=no:such").status()).isEqualTo(422);
        assertThat(names(owner.get(path + "?name=%25"))).isEmpty();
    }

    @Test
    void pagesThroughTheListForwardsAndBack() {
        OrganizationScope paged = world.organization("Paged roles");
        world.owner(paged, "owner@paged-roles.example");
        Browser browser = world.signedIn("owner@paged-roles.example");
        String list = "/api/v1/organizations/" + paged.organization() + "/roles";
        for (String name : List.of("Zeta", "alpha", "Émile", "beta")) {
            browser.post(list, role(name, "", "users:read"));
        }
        List<String> all = names(browser.get(list));
        assertThat(all).hasSize(14);
        for (String sort : List.of("name", "-name")) {
            List<String> seen = new ArrayList<>();
            Browser.Answer page = browser.get(list + "?limit=2&sort=" + sort);
            List<String> first = names(page);
            seen.addAll(first);
            Browser.Answer last = page;
            while (!last.text("next").isEmpty()) {
                last = browser.get(list + "?limit=2&sort=" + sort + "&cursor=" + last.text("next"));
                seen.addAll(names(last));
            }
            assertThat(seen).containsExactlyElementsOf(sort.equals("name") ? all : all.reversed());
            while (!last.text("previous").isEmpty()) {
                last =
                        browser.get(
                                list
                                        + "?limit=2&sort="
                                        + sort
                                        + "&cursor="
                                        + last.text("previous"));
            }
            assertThat(names(last)).isEqualTo(first);
        }
        assertThat(browser.get(list + "?cursor=forged").status()).isEqualTo(422);
        assertThat(browser.get(list + "?limit=501").status()).isEqualTo(422);
    }

    @Test
    void aRoleOfAnotherOrganizationIsNotFound() {
        OrganizationScope other = world.organization("Elsewhere roles");
        world.owner(other, "owner@elsewhere-roles.example");
        Browser stranger = world.signedIn("owner@elsewhere-roles.example");
        RoleId role = created("Private", "users:read");
        String foreign = "/api/v1/organizations/" + other.organization() + "/roles/" + role;
        assertThat(stranger.get(foreign).status()).isEqualTo(404);
        assertThat(stranger.delete(foreign, "\"1\"").status()).isEqualTo(404);
        assertThat(stranger.get(path + "/" + role).status()).isEqualTo(404);
        assertThat(owner.get(path + "/" + role).status()).isEqualTo(200);
    }

    private Browser keeperOfRoles() {
        String address = "keeper" + UUID.randomUUID() + "@roles.example";
        RoleId role =
                created("Keeper " + UUID.randomUUID(), "roles:read", "roles:manage", "users:read");
        world.holding(acme, role, address);
        return world.signedIn(address);
    }

    private RoleId created(String name, String... permissions) {
        return RoleId.valueOf(owner.post(path, role(name, "", permissions)).text("id"));
    }

    private static Map<String, Object> role(
            String name, String description, String... permissions) {
        return Map.of(
                "name",
                name,
                "description",
                description,
                "level",
                "ORGANIZATION",
                "permissions",
                List.of(permissions));
    }

    private static List<String> names(Browser.Answer list) {
        List<String> names = new ArrayList<>();
        list.json().at("/items").forEach(item -> names.add(item.at("/name").asString()));
        return names;
    }
}
