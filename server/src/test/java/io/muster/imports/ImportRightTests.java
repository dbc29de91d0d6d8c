package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
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

/** A file may do what whoever imports it may do, and no row does half of what it says. */
@MusterTest
class ImportRightTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void aSystemAdministratorAtTheDesk() {
        domain = Ids.next().toString().replace("-", "") + ".example";
        acme = world.organization("Acme " + domain);
        world.systemAdministrator(world.organization("Keepers " + domain), "keeper@" + domain);
        desk = new ImportDesk(world.signedIn("keeper@" + domain), acme);
    }

    private ImportDesk.File updating(ImportDesk at, String content) {
        var file = at.file(content.replace("@", "@" + domain));
        Browser.Answer configured =
                file.configure(
                        Map.of("existing", "UPDATE", "temporaryPassword", ImportDesk.TEMPORARY));
        assertThat(configured.status()).as(configured.response().body()).isEqualTo(200);
        return file;
    }

    @Test
    void theLastOwnerIsNotDisabledAndHisRowChangesNothing() {
        world.owner(acme, "olga@" + domain);
        world.user(acme, "ann@" + domain);
        var file = updating(desk, "E-mail,Enabled,Title\nolga@,no,Nurse\nann@,no,Nurse\n");
        file.check();
        file.run();
        List<String> expected = List.of("2 ERROR users.last-owner", "3 UPDATE");
        assertThat(file.verdicts("CHECK")).isEqualTo(expected);
        assertThat(file.verdicts("RUN")).isEqualTo(expected);
        assertThat(title("olga")).isEmpty();
        assertThat(title("ann")).isEqualTo("Nurse");
        world.signedIn("olga@" + domain);
    }

    @Test
    void theLastOwnerIsNotLeftWithoutAWayToSignIn() {
        desk.imported("E-mail,Sign-in method\nolga@%s,directory\n".formatted(domain));
        world.makeOwner(acme, UserId.valueOf(desk.user("olga@" + domain).at("/id").asString()));
        var file =
                updating(desk, "E-mail,Sign-in method,Title\nolga@,password,Nurse\nann@,,Nurse\n");
        file.check();
        file.run();
        List<String> expected = List.of("2 ERROR users.last-owner", "3 CREATE");
        assertThat(file.verdicts("CHECK")).isEqualTo(expected);
        assertThat(file.verdicts("RUN")).isEqualTo(expected);
        assertThat(desk.user("olga@" + domain).at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(title("olga")).isEmpty();
    }

    @Test
    void nobodyIsLeftWithoutAPasswordWhereSomebodyMustBeAbleToSignIn() {
        world.owner(acme, "olga@" + domain);
        world.user(acme, "ann@" + domain);
        String file = "E-mail,Sign-in method\nolga@,directory\nann@,directory\n";
        var byAnother = updating(desk, file);
        var byHerself = updating(new ImportDesk(world.signedIn("olga@" + domain), acme), file);
        byHerself.check();
        byAnother.check();
        byAnother.run();
        assertThat(byHerself.verdicts("CHECK"))
                .isEqualTo(List.of("2 ERROR users.oneself", "3 UPDATE"));
        List<String> expected = List.of("2 ERROR users.last-owner", "3 UPDATE");
        assertThat(byAnother.verdicts("CHECK")).isEqualTo(expected);
        assertThat(byAnother.verdicts("RUN")).isEqualTo(expected);
        world.signedIn("olga@" + domain);
    }

    @Test
    void ofTheLastTwoOwnersTheFirstGoesAndTheSecondStaysHoweverFarApartTheirRowsStand() {
        world.owner(acme, "olga@" + domain);
        world.owner(acme, "otto@" + domain);
        var file = updating(desk, farApart("olga@,delete", "otto@,disable"));
        file.check();
        file.run();
        for (String pass : List.of("CHECK", "RUN")) {
            assertThat(file.verdicts(pass)).as(pass).first().isEqualTo("2 DELETE");
            assertThat(file.verdicts(pass)).as(pass).last().isEqualTo("203 ERROR users.last-owner");
        }
        world.signedIn("otto@" + domain);
    }

    @Test
    void ownersWhomTheFileMakesOrEnablesDoNotReplaceTheLastOneWhomItDeletes() {
        world.owner(acme, "olga@" + domain);
        UserId otto = world.owner(acme, "otto@" + domain);
        desk.post("/users/" + otto + "/actions/disable");
        world.user(acme, "ann@" + domain);
        for (String first :
                List.of(
                        "otto@,enable",
                        "nina@,create,a quiet plum harbour,Organization owner",
                        "ann@,update,,Organization owner")) {
            var file = updating(desk, farApart(first, "olga@,delete"));
            file.check();
            file.run();
            for (String pass : List.of("CHECK", "RUN")) {
                assertThat(file.verdicts(pass).getFirst()).as(first).doesNotContain("ERROR");
                assertThat(file.verdicts(pass).getLast())
                        .as(first + " " + pass)
                        .isEqualTo("203 ERROR users.last-owner");
            }
            // The next file finds olga alone again.
            for (String other : List.of("otto", "nina", "ann")) {
                alone(other);
            }
        }
        world.signedIn("olga@" + domain);
    }

    /** Takes somebody who may be there out of the owners who can sign in. */
    private void alone(String name) {
        JsonNode found = desk.get("/users?search=" + name).json().at("/items");
        found.forEach(row -> desk.post("/users/" + row.at("/id").asString() + "/actions/disable"));
    }

    /**
     * A file with two hundred rows between these two, more than one step of a run with passwords
     * takes.
     */
    private static String farApart(String first, String last) {
        StringBuilder rows = new StringBuilder("E-mail,Action,Password,Roles\n");
        rows.append(first).append(",".repeat(3 - commas(first))).append('\n');
        for (int i = 0; i < 200; i++) {
            rows.append("nobody").append(i).append("@,update,,\n");
        }
        return rows.append(last).append(",".repeat(3 - commas(last))).append('\n').toString();
    }

    private static int commas(String row) {
        return (int) row.chars().filter(c -> c == ',').count();
    }

    @Test
    void whoMayNotDisableMoveOrDeleteSinglyDoesItByNoFile() {
        UserId ann = world.user(acme, "ann@" + domain);
        world.user(acme, "bob@" + domain);
        world.user(acme, "cid@" + domain);
        String rows = "E-mail,Action,Unit\nann@,disable,\nbob@,delete,\ncid@,move,Sales\n";
        desk.post("/units", Map.of("name", "Sales"));

        var refused = updating(withOnly("users:import"), rows);
        refused.check();
        refused.run();
        List<String> expected =
                List.of("2 ERROR not-permitted", "3 ERROR not-permitted", "4 ERROR not-permitted");
        assertThat(refused.verdicts("CHECK")).isEqualTo(expected);
        assertThat(refused.verdicts("RUN")).isEqualTo(expected);
        assertThat(refused.at("/verdicts?pass=RUN").response().body())
                .contains("users:disable", "users:delete", "users:edit");
        assertThat(desk.get("/users/" + ann).text("state")).isEqualTo("ACTIVE");

        var allowed = updating(withOnly("users:import", "users:disable", "users:delete"), rows);
        allowed.check();
        allowed.run();
        assertThat(allowed.verdicts("RUN"))
                .isEqualTo(List.of("2 UPDATE", "3 DELETE", "4 ERROR not-permitted"));
    }

    @Test
    void nobodyDeletesThoseAboveHimByAFile() {
        world.owner(acme, "olga@" + domain);
        world.owner(acme, "otto@" + domain);
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin@" + domain);
        ImportDesk admin = new ImportDesk(world.signedIn("admin@" + domain), acme);
        var file = updating(admin, "E-mail,Action\nolga@,delete\notto@,disable\n");
        file.check();
        file.run();
        List<String> expected =
                List.of(
                        "2 ERROR users.primary-administrator",
                        "3 ERROR users.primary-administrator");
        assertThat(file.verdicts("CHECK")).isEqualTo(expected);
        assertThat(file.verdicts("RUN")).isEqualTo(expected);
    }

    @Test
    void whoMayOnlyImportMakesAndEditsNobody() {
        world.user(acme, "ann@" + domain);
        ImportDesk clerk = withOnly("users:import");
        var file = updating(clerk, "E-mail,Title\nann@,Nurse\nbob@,Nurse\n");
        file.check();
        List<String> expected = List.of("2 ERROR not-permitted", "3 ERROR not-permitted");
        assertThat(file.verdicts("CHECK")).isEqualTo(expected);
        file.run();
        assertThat(file.verdicts("RUN")).isEqualTo(expected);
        assertThat(file.at("/verdicts?pass=CHECK").response().body())
                .contains("users:create", "users:edit");
        assertThat(title("ann")).isEmpty();
    }

    @Test
    void whoMayImportAndCreateLeavesThoseAloneWhoAreThere() {
        world.user(acme, "ann@" + domain);
        ImportDesk clerk = withOnly("users:import", "users:create");
        var file = clerk.file("E-mail,Title\nann@%1$s,Nurse\nbob@%1$s,Nurse\n".formatted(domain));
        file.configure(Map.of("existing", "SKIP", "temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        file.run();
        assertThat(file.verdicts("RUN")).isEqualTo(List.of("2 SKIP exists", "3 CREATE"));
    }

    @Test
    void whoMayImportAndEditChangesThoseWhoAreThere() {
        world.user(acme, "ann@" + domain);
        ImportDesk clerk = withOnly("users:import", "users:edit");
        var file = updating(clerk, "E-mail,Title\nann@,Nurse\nbob@,Nurse\n");
        file.check();
        file.run();
        assertThat(file.verdicts("RUN")).isEqualTo(List.of("2 UPDATE", "3 ERROR not-permitted"));
        assertThat(title("ann")).isEqualTo("Nurse");
    }

    /** The desk of a program whose token was made for these, and for seeing what it does. */
    private ImportDesk withOnly(String... permissions) {
        String owner = "owner-" + Ids.next() + "@" + domain;
        world.owner(acme, owner);
        List<String> all = new ArrayList<>(List.of("users:read", "jobs:read"));
        all.addAll(List.of(permissions));
        String token =
                world.signedIn(owner)
                        .post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "import",
                                        "permissions",
                                        all,
                                        "days",
                                        1,
                                        "password",
                                        World.PASSWORD))
                        .text("text");
        return new ImportDesk(world.browser().withToken(token), acme);
    }

    private String title(String name) {
        return desk.user(name + "@" + domain).at("/profile/title").asString();
    }
}
