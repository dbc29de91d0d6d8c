package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.roles.SystemRole;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** All users of an organization as a file, and the file back again; who may do either. */
@MusterTest
class ExportTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
        acme = desk.organization();
    }

    @Test
    void writesAllUsersWithTheColumnsThatImportKnows() {
        desk.imported(
                "E-mail,Username,Last name,Roles\nann@,ann.%s,Smith,Help desk\nbob@,,Jones,\n"
                        .formatted(domain)
                        .replace("@", "@" + domain));
        String file = desk.export();
        assertThat(file).startsWith("\uFEFFUsername,E-mail address,Display name,");
        var read = CsvFixtures.read(file.getBytes(StandardCharsets.UTF_8));
        assertThat(read.rows()).hasSize(3).allMatch(CsvRow.Cells.class::isInstance);
        assertThat(ColumnMapping.suggest(read.header(), HeaderSynonyms.GENERAL))
                .contains(ImportField.ROLES, ImportField.UNIT, ImportField.HOME_CITY)
                .doesNotContain(ImportField.PASSWORD, ImportField.PASSWORD_HASH);
        int roles = read.header().indexOf(ImportField.ROLES.header());
        assertThat(read.cells()).anyMatch(cells -> cells.get(roles).equals("Help desk"));
    }

    @Test
    void writesOnlyThoseOfASelection() {
        desk.imported(
                "E-mail,Department\nann@,Sales\nbob@,Support\ncid@,Sales\n"
                        .replace("@", "@" + domain));
        String sales = desk.export(selection(Map.of("filter", Map.of("search", "sales"))));
        assertThat(sales).contains("ann@" + domain, "cid@" + domain).doesNotContain("bob@");
        String bob = desk.user("bob@" + domain).at("/id").asString();
        String one = desk.export(selection(Map.of("ids", List.of(bob, Ids.next().toString()))));
        assertThat(one.lines()).as("the header, and bob").hasSize(2);
        assertThat(
                        desk.post("/exports", selection(Map.of("ids", List.of())))
                                .text("errors/0/field"))
                .isEqualTo("selection.ids");
    }

    @Test
    void writesADeletedUserOfASelectionAsOneWhoIsNotEnabled() {
        desk.imported("E-mail\nann@%1$s\nbob@%1$s\n".formatted(domain));
        String ann = desk.user("ann@" + domain).at("/id").asString();
        String bob = desk.user("bob@" + domain).at("/id").asString();
        assertThat(desk.post("/users/" + bob + "/actions/delete").status()).isLessThan(300);

        var read =
                CsvFixtures.read(
                        desk.export(selection(Map.of("ids", List.of(ann, bob))))
                                .getBytes(StandardCharsets.UTF_8));
        int enabled = read.header().indexOf(ImportField.ENABLED.header());
        int state = read.header().indexOf(InformationColumn.STATE.header());
        assertThat(read.cells())
                .extracting(cells -> cells.get(state) + ": " + cells.get(enabled))
                .containsExactly("active: yes", "deleted: no");
    }

    @Test
    void tellsTheDomainOfEachAddress() {
        desk.imported("E-mail,Username\nann@%1$s,\n,bert.%1$s\n".formatted(domain));
        var read = CsvFixtures.read(desk.export().getBytes(StandardCharsets.UTF_8));
        int column = read.header().indexOf(InformationColumn.DOMAIN.header());
        int name = read.header().indexOf(ImportField.LOGON_NAME.header());
        assertThat(read.cells())
                .extracting(cells -> cells.get(name) + ": " + cells.get(column))
                .contains(": " + domain, "bert." + domain + ": ");
    }

    private static Map<String, ?> selection(Map<String, ?> which) {
        return Map.of("selection", which);
    }

    @Test
    void changesNothingWhenTheFileIsImportedAgain() {
        desk.imported(
                ("E-mail,First name,Last name,Title,Mobile phone,Notes,Web page,Birthday,Work city,Home street,"
                                + "Time zone,Language,Enabled,Allow incoming,Password changes disabled,Sign-in method\n"
                                + "ann@,Ann,=cmd|' /C calc'!A0,'quoted',+43 1 234,\"- one\n- two\",acme.example,1980-02-29,"
                                + "Wien,\"Ring 1\nTop 2\",Europe/Vienna,de-AT,yes,,yes,\n"
                                + "bob@,Bob,\"Jones, \"\"JJ\"\"\",,,,,,,,,,no,yes,,directory\n")
                        .replace("@", "@" + domain));
        assertThat(desk.user("ann@" + domain).at("/profile/lastName").asString())
                .isEqualTo("=cmd|' /C calc'!A0");
        var again = desk.file(desk.export());
        JsonNode counts = again.check();
        assertThat(again.verdicts("CHECK"))
                .as(again.at("/verdicts?pass=CHECK").response().body())
                .containsOnly("2 UNCHANGED", "3 UNCHANGED", "6 UNCHANGED");
        assertThat(counts.at("/unchanged").asLong()).isEqualTo(3);
        assertThat(again.run()).isEqualTo(counts);
    }

    @Test
    void writesHowEachUserSignsInAndHisHomeAndWorkAddress() {
        desk.imported(
                "E-mail,Sign-in method,Work street,Work city,Home street,Home city\nann@%s,directory,Quay 1,Wien,Ring 2,Graz\n"
                        .formatted(domain));
        var read = CsvFixtures.read(desk.export().getBytes(StandardCharsets.UTF_8));
        assertThat(read.header())
                .startsWith(
                        Arrays.stream(ImportField.values())
                                .filter(ImportField::exported)
                                .map(ImportField::header)
                                .toArray(String[]::new));
        List<String> ann =
                read.cells().stream()
                        .filter(cells -> cells.contains("ann@" + domain))
                        .findFirst()
                        .orElseThrow();
        for (var expected :
                Map.of(
                                "Sign-in method", "directory",
                                "Work street", "Quay 1",
                                "Work city", "Wien",
                                "Home street", "Ring 2",
                                "Home city", "Graz")
                        .entrySet()) {
            assertThat(ann.get(read.header().indexOf(expected.getKey())))
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
    }

    @Test
    void bringsAUserBackAsHeWasWhenHeWasPurged() {
        desk.imported(
                ("E-mail,Username,First name,Middle name,Last name,Display name,Sign-in method,Enabled,Allow incoming,"
                                + "Password changes disabled,Title,Department,Company,Office phone,Mobile phone,Home phone,Fax,"
                                + "Web page,Work street,Work city,Work postal code,Work region,Work country,Home street,"
                                + "Home city,Home postal code,Home region,Home country,Birthday,Recovery e-mail address,"
                                + "Reply-to address,In address list,Time zone,Language,External id,Notes\n"
                                + "ann@,ann.at,Ann,M.,Berg,Ann B.,directory,no,yes,no,Dr,Sales,Acme,1,2,3,4,"
                                + "acme.example,Quay 1,Wien,1010,Wien,AT,Ring 2,Graz,8010,Steiermark,AT,1980-02-29,"
                                + "ann@private.example,desk@,no,Europe/Vienna,de-AT,4711,=a note\n")
                        .replace("@,", "@" + domain + ",")
                        .replace("ann.at", "ann." + domain));
        JsonNode before = desk.user("ann@" + domain);
        String file = desk.export();
        String user = "/users/" + before.at("/id").asString();
        desk.post(user + "/actions/delete");
        assertThat(
                        desk.post(user + "/actions/purge", Map.of("confirmation", "ann@" + domain))
                                .status())
                .isEqualTo(204);
        desk.imported(file);

        JsonNode after = desk.user("ann@" + domain);
        for (String part :
                List.of(
                        "profile",
                        "logonName",
                        "address",
                        "signInMethod",
                        "state",
                        "allowIncoming",
                        "passwordChangesDisabled",
                        "unitId")) {
            assertThat(after.at("/" + part)).as(part).isEqualTo(before.at("/" + part));
        }
    }

    @Test
    void writesNoCellThatASpreadsheetWouldRun() {
        desk.imported(
                "E-mail,Title\nann@%s,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n"
                        .formatted(domain));
        assertThat(desk.export()).contains("\"'=HYPERLINK(").doesNotContain(",\"=HYPERLINK(");
    }

    @Test
    void tellsThatTheFileIsNotThereYetOrNotYours() {
        assertThat(desk.get("/exports/" + Ids.next() + "/file").status()).isEqualTo(404);
        OrganizationScope other = world.organization("Other " + domain);
        world.owner(other, "owner@other." + domain);
        desk.export();
        String mine = desk.get("/exports").text("exports/0/id");
        ImportDesk foreign = new ImportDesk(world.signedIn("owner@other." + domain), other);
        assertThat(desk.get("/exports/" + mine).status()).isEqualTo(200);
        assertThat(foreign.get("/exports/" + mine).status()).isEqualTo(404);
        assertThat(foreign.get("/exports/" + mine + "/file").status()).isEqualTo(404);
    }

    @Test
    void needsTheRightToImportAndTheRightToExport() {
        world.holding(acme, SystemRole.HELP_DESK.id(), "desk@" + domain);
        ImportDesk helpDesk = new ImportDesk(world.signedIn("desk@" + domain), acme);
        assertThat(helpDesk.upload("E-mail\n").status()).isEqualTo(403);
        assertThat(helpDesk.get("/imports").status()).isEqualTo(403);
        assertThat(helpDesk.post("/exports").status()).isEqualTo(403);
        assertThat(desk.get("/imports").status()).isEqualTo(200);
    }

    @Test
    void givesNoRolesThatTheImporterMayNotGiveAndTouchesNobodyAboveHim() {
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "admin@" + domain);
        ImportDesk admin = new ImportDesk(world.signedIn("admin@" + domain), acme);
        var file =
                admin.file(
                        "E-mail,Roles,Title\nann@%1$s,%2$s,\nowner@%1$s,,Servant\nbob@%1$s,Help desk,\n"
                                .formatted(domain, SystemRole.OWNER.title()));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        assertThat(file.verdicts("CHECK"))
                .isEqualTo(
                        List.of(
                                "2 ERROR not-permitted",
                                "3 ERROR users.primary-administrator",
                                "4 CREATE"));
    }
}
