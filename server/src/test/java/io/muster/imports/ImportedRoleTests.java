package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@MusterTest
class ImportedRoleTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private Browser signedIn;
    private ImportDesk owner;
    private String domain;

    @BeforeEach
    void anOrganizationWhoseNewUsersAreAuditorsAndOwners() {
        String unique = Ids.next().toString().replace("-", "");
        domain = unique + ".example";
        acme = world.organization("Acme " + unique);
        world.owner(acme, "owner@" + domain);
        signedIn = world.signedIn("owner@" + domain);
        owner = new ImportDesk(signedIn, acme);
        owner.defaults(
                Map.of(
                        "roles",
                        List.of(
                                SystemRole.AUDITOR.id().toString(),
                                SystemRole.OWNER.id().toString())));
    }

    @Test
    void ofTheTemplateGoToNewUsersWhoseRowNamesNone() {
        owner.imported("E-mail,Roles\nann@%1$s,\nbob@%1$s,Help desk\n".formatted(domain));

        assertThat(rolesOf("ann")).containsExactly("Auditor", "Organization owner");
        assertThat(rolesOf("bob")).containsExactly("Help desk");
        assertThat(grantsInTheAuditLogOf("ann")).isEqualTo(2);
        assertThat(grantsInTheAuditLogOf("bob")).isEqualTo(1);
    }

    @Test
    void ofTheTemplateThatAreNotTheImportersToGiveStayOutAsWhenHeMakesTheUserSingly() {
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin@" + domain);
        ImportDesk admin = new ImportDesk(world.signedIn("admin@" + domain), acme);

        var file = admin.imported("E-mail\nann@%1$s\n".formatted(domain));
        assertThat(admin.post("/users", Map.of("address", "bob@" + domain)).status())
                .isEqualTo(201);

        assertThat(file.verdicts("CHECK")).isEqualTo(List.of("2 CREATE"));
        assertThat(file.verdicts("RUN")).isEqualTo(file.verdicts("CHECK"));
        assertThat(rolesOf("ann")).containsExactly("Auditor");
        assertThat(rolesOf("ann")).isEqualTo(rolesOf("bob"));
    }

    @Test
    void ofTheTemplateAreNotGivenToUsersWhoAreThereAlready() {
        world.user(acme, "ann@" + domain);

        owner.imported("E-mail,Title\nann@%1$s,Nurse\n".formatted(domain));

        assertThat(rolesOf("ann")).isEmpty();
    }

    @Test
    void areNotGivenByAnImportThatATokenStartedWhichWasNotMadeForGivingThem() {
        String token =
                signedIn.post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "night import",
                                        "permissions",
                                        List.of(
                                                "users:import",
                                                "users:create",
                                                "users:read",
                                                "jobs:read"),
                                        "days",
                                        30,
                                        "password",
                                        World.PASSWORD))
                        .text("text");
        ImportDesk machine = new ImportDesk(world.browser().withToken(token), acme);

        var file =
                machine.imported("E-mail,Roles\nann@%1$s,Help desk\nbob@%1$s,\n".formatted(domain));

        assertThat(file.verdicts("RUN")).isEqualTo(List.of("2 ERROR not-permitted", "3 CREATE"));
        assertThat(rolesOf("bob")).isEmpty();
    }

    private List<String> rolesOf(String name) {
        List<String> roles = new ArrayList<>();
        JsonNode user = owner.user(name + "@" + domain);
        owner.get("/users/" + user.at("/id").asString() + "/grants")
                .json()
                .at("/roles")
                .forEach(role -> roles.add(role.at("/name").asString()));
        return roles;
    }

    private int grantsInTheAuditLogOf(String name) {
        String user = owner.user(name + "@" + domain).at("/id").asString();
        return owner.get("/audit?action=grants.changed&subjectId=" + user)
                .json()
                .at("/items")
                .size();
    }
}
