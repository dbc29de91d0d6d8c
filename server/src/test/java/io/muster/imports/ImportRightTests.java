package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

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
