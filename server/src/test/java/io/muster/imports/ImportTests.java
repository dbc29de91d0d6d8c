package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A file of users, from its upload to its error file. */
@MusterTest
class ImportTests {

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

    /** A file in which the domain of this test stands for "@". */
    private String csv(String... lines) {
        return String.join("\r\n", lines).replace("@", "@" + domain) + "\r\n";
    }

    @Test
    void tellsHowItReadsTheFileAndWhatItTakesEachColumnFor() {
        var file = desk.file(csv("Username;Vorname;Last name;Title", "ann@;Ann;Smith;Nurse"));
        JsonNode read = file.read().json();
        assertThat(read.at("/delimiter").asString()).isEqualTo(";");
        assertThat(read.at("/encoding").asString()).isEqualTo("UTF_8");
        assertThat(read.at("/rows").asLong()).isEqualTo(1);
        assertThat(fields(read)).containsExactly("logonName", "", "lastName", "title");
        JsonNode rows = file.at("/first-rows").json().at("/rows");
        assertThat(rows.at("/0/cells/1").asString()).isEqualTo("Ann");
        assertThat(rows.at("/0/line").asLong()).isEqualTo(2);
    }

    @Test
    void makesTheUsersOfAFile() {
        var file =
                desk.file(
                        csv(
                                "E-mail address,Username,First name,Last name,Title,Mobile phone",
                                "ann@,ann." + domain + ",Ann,Smith,Nurse,+43 1 234",
                                "bob@,,Bob,Jones,,"));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        assertThat(file.check().at("/created").asLong()).isEqualTo(2);
        assertThat(file.run().at("/created").asLong()).isEqualTo(2);
        JsonNode ann = desk.user("ann@" + domain);
        assertThat(ann.at("/logonName").asString()).isEqualTo("ann." + domain);
        assertThat(ann.at("/profile/displayName").asString()).isEqualTo("Ann Smith");
        assertThat(ann.at("/profile/title").asString()).isEqualTo("Nurse");
        assertThat(ann.at("/profile/mobilePhone").asString()).isEqualTo("+43 1 234");
        assertThat(ann.at("/state").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void refusesPhoneNumbersWhereTheyAreSwitchedOff() {
        String file = csv("E-mail,First name,Mobile phone", "ann@,Ann,+43 1 234", "bob@,Bob,");
        TestDatabase.owner().sql("UPDATE phone_settings SET numbers = 'OFF'").update();
        try {
            var taken = desk.file(file);
            taken.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
            assertThat(taken.check().at("/created").asLong()).isEqualTo(1);
            assertThat(taken.run().at("/created").asLong()).isEqualTo(1);
            assertThat(desk.user("bob@" + domain).at("/profile/mobilePhone").asString()).isEmpty();
        } finally {
            TestDatabase.owner().sql("UPDATE phone_settings SET numbers = 'OPTIONAL'").update();
        }
    }

    @Test
    void givesNewUsersTheDefaultsForWhatTheFileLeavesOpen() {
        desk.defaults(Map.of("timeZone", "Europe/Vienna", "company", "Acme Ltd"));
        desk.imported(csv("E-mail,Company", "ann@,", "bob@,Elsewhere"));
        JsonNode ann = desk.user("ann@" + domain);
        assertThat(ann.at("/profile/timeZone").asString()).isEqualTo("Europe/Vienna");
        assertThat(ann.at("/profile/company").asString()).isEqualTo("Acme Ltd");
        assertThat(desk.user("bob@" + domain).at("/profile/company").asString())
                .isEqualTo("Elsewhere");
    }

    @Test
    void letsWhoeverGotTheTemporaryPasswordInOnlyToChooseANewOne() {
        desk.imported(csv("E-mail", "ann@"));
        Browser browser = world.browser();
        Browser.Answer answer = browser.signIn("ann@" + domain, ImportDesk.TEMPORARY);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("next")).isEqualTo("NEW_PASSWORD");
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void signsInWithThePasswordOrTheHashOfTheFile() {
        desk.imported(
                csv(
                        "E-mail,Password,Password hash",
                        "ann@,a quiet plum harbour,",
                        "bob@,,{SSHA}/qfl644HPVG8x/v+lLBpBAy1xj5zYWx0c2FsdA=="));
        assertThat(world.browser().signIn("ann@" + domain, "a quiet plum harbour").status())
                .isEqualTo(200);
        assertThat(world.browser().signIn("bob@" + domain, "a quiet plum harbour").status())
                .isEqualTo(200);
    }

    @Test
    void refusesATemporaryPasswordBelowThePolicy() {
        var file = desk.file(csv("E-mail", "ann@"));
        Browser.Answer refused = file.configure(Map.of("temporaryPassword", "secret"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("temporaryPassword");
    }

    @Test
    void asksForATemporaryPasswordOnlyWhenNewUsersNeedOne() {
        var file = desk.file(csv("E-mail", "ann@"));
        assertThat(file.read().json().at("/lacksTemporaryPassword").asBoolean()).isTrue();
        file.check();
        Browser.Answer refused = file.begin("run");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("temporaryPassword");
        var hashed = desk.file(csv("E-mail,Password", "ann@,a quiet plum harbour"));
        assertThat(hashed.read().json().at("/lacksTemporaryPassword").asBoolean()).isFalse();
    }

    @Test
    void letsNewUsersWaitForAPasswordWhenSoChosen() {
        var file = desk.file(csv("E-mail", "ann@"));
        file.configure(Map.of("newPasswords", "NONE"));
        file.check();
        file.run();
        assertThat(desk.user("ann@" + domain).at("/state").asString())
                .isEqualTo("WAITING_FOR_PASSWORD");
    }

    @Test
    void saysTheSameOfEveryRowInTheCheckAndInTheRunAndKeepsTheGoodOnes() {
        world.user(acme, "known@" + domain);
        OrganizationScope other = world.organization("Other " + domain);
        world.user(other, "foreign@" + domain);
        var file =
                desk.file(
                        csv(
                                "E-mail,Username,Last name,Unit,Enabled,Password,Roles",
                                "ann@,,Smith,,,,",
                                "not an address,,Smith,,,,",
                                "ann@,,Again,,,,",
                                "known@,,Changed,,,,",
                                "known@,,Twice,,,,",
                                "foreign@,,Smith,,,,",
                                "bob@,,Smith,No/Such,,,",
                                "cid@,,Smith,,perhaps,,",
                                "dan@,,Smith,,,secret,",
                                "eve@,,Smith,,,,No such role",
                                "fay@,too,many,cells,,,,x",
                                "owner@,,,,no,,"));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        JsonNode checked = file.check();
        List<String> foretold = file.verdicts("CHECK");
        assertThat(foretold)
                .containsExactly(
                        "2 CREATE",
                        "3 ERROR not-an-address",
                        "4 SKIP duplicate",
                        "5 UPDATE",
                        "6 SKIP duplicate",
                        "7 ERROR users.taken",
                        "8 ERROR unknown-unit",
                        "9 ERROR unknown-value",
                        "10 ERROR too-short",
                        "11 ERROR unknown-role",
                        "12 ERROR ragged",
                        "13 ERROR users.oneself");
        assertThat(file.run()).isEqualTo(checked);
        assertThat(file.verdicts("RUN")).isEqualTo(foretold);
        assertThat(desk.user("known@" + domain).at("/profile/lastName").asString())
                .isEqualTo("Changed");
        assertThat(desk.user("ann@" + domain).at("/profile/lastName").asString())
                .isEqualTo("Smith");
    }

    @Test
    void changesNothingTheSecondTime() {
        String content =
                csv(
                        "E-mail,Last name,Password,Enabled,Unit,Roles,Birthday,Notes,Web page",
                        "ann@,Smith,a quiet plum harbour,yes,,Help desk,1980-12-31,\"a\nb\",www.acme.example",
                        "bob@,Jones,a second plum harbour,no,,,,,");
        desk.imported(content);
        var again = desk.file(content);
        assertThat(again.check().at("/unchanged").asLong()).isEqualTo(2);
        assertThat(again.run().at("/unchanged").asLong()).isEqualTo(2);
        assertThat(desk.user("bob@" + domain).at("/state").asString()).isEqualTo("DISABLED");
    }

    @Test
    void updatesWhatTheRowSaysAndKeepsTheRest() {
        desk.imported(csv("E-mail,Username,Last name,Title", "ann@,a." + domain + ",Smith,Nurse"));
        var file =
                desk.imported(
                        csv(
                                "Username,E-mail,Title,Enabled,Allow incoming",
                                "a." + domain + ",ann.new@,Doctor,no,yes"));
        assertThat(file.at("/verdicts?pass=RUN").json().at("/items/0/changes").toString())
                .contains("address", "title", "state", "allowIncoming");
        JsonNode ann = desk.user("ann.new@" + domain);
        assertThat(ann.at("/profile/title").asString()).isEqualTo("Doctor");
        assertThat(ann.at("/profile/lastName").asString()).isEqualTo("Smith");
        assertThat(ann.at("/state").asString()).isEqualTo("DISABLED");
        assertThat(ann.at("/allowIncoming").asBoolean()).isTrue();
    }

    @Test
    void leavesExistingUsersAloneWhenSoChosen() {
        world.user(acme, "known@" + domain);
        var file = desk.file(csv("E-mail,Last name", "known@,Changed"));
        file.configure(Map.of("existing", "SKIP"));
        file.check();
        assertThat(file.verdicts("CHECK")).containsExactly("2 SKIP exists");
        file.run();
        assertThat(desk.user("known@" + domain).at("/profile/lastName").asString())
                .isEqualTo("Example");
    }

    @Test
    void makesMissingUnitsWhenSoChosen() {
        var file =
                desk.file(
                        csv(
                                "E-mail,Unit",
                                "ann@,Sales/North",
                                "bob@,sales/north",
                                "cid@,Sales",
                                "not an address,Never"));
        file.configure(Map.of("createUnits", true, "temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        assertThat(desk.get("/units").response().body()).doesNotContain("North");
        file.run();
        assertThat(file.verdicts("RUN"))
                .containsExactly("2 CREATE", "3 CREATE", "4 CREATE", "5 ERROR not-an-address");
        assertThat(desk.get("/units").response().body()).contains("North").doesNotContain("Never");
        assertThat(desk.user("ann@" + domain).at("/unitId"))
                .isEqualTo(desk.user("bob@" + domain).at("/unitId"));
    }

    @Test
    void findsADuplicateHoweverFarApartItsRowsStand() {
        StringBuilder rows = new StringBuilder("E-mail\n");
        for (int i = 0; i < 2_500; i++) {
            rows.append("user").append(i).append("@\n");
        }
        rows.append("USER3@\n");
        var file = desk.file(rows.toString().replace("@", "@" + domain));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        JsonNode checked = file.check();
        assertThat(checked.at("/created").asLong()).isEqualTo(2_500);
        assertThat(checked.at("/skipped").asLong()).isEqualTo(1);
        assertThat(file.run()).isEqualTo(checked);
        JsonNode skipped = file.at("/verdicts?pass=RUN&verdict=SKIP").json().at("/items/0");
        assertThat(skipped.at("/reasons/0/message").asString())
                .isEqualTo("Line 5 is for the same user.");
    }

    @Test
    void givesTheErrorsBackToBeMendedAndImportedAgain() {
        var file =
                desk.imported(
                        csv(
                                "E-mail;Last name;Notes",
                                "ann@;Smith;",
                                "bob at home;Jones;=1+1",
                                "cid@;Brown;"));
        String errors = file.errors();
        assertThat(errors)
                .isEqualTo(
                        "\uFEFFE-mail;Last name;Notes;Error\r\n"
                                + "bob at home;Jones;'=1+1;\"\"\"E-mail\"\" is not an e-mail address.\"\r\n");
        var mended = desk.imported(errors.replace("bob at home", "bob@" + domain));
        assertThat(mended.verdicts("RUN")).containsExactly("2 CREATE");
        assertThat(desk.user("bob@" + domain).at("/profile/notes").asString()).isEqualTo("=1+1");
    }

    @Test
    void tellsTheAuditLogWhoFetchedTheErrors() {
        var file = desk.imported(csv("E-mail", "bob at home"));
        file.errors();
        assertThat(desk.get("/audit?action=imports.errors-fetched").json().at("/items")).hasSize(1);
    }

    @Test
    void countsAndFiltersTheRowsByReason() {
        var file = desk.file(csv("E-mail,Enabled", "a b,", "c d,", "ann@,perhaps", "bob@,yes"));
        file.check();
        JsonNode reasons = file.at("/reasons?pass=CHECK").json().at("/reasons");
        assertThat(reasons.at("/0/code").asString()).isEqualTo("not-an-address");
        assertThat(reasons.at("/0/rows").asLong()).isEqualTo(2);
        JsonNode filtered =
                file.at("/verdicts?pass=CHECK&verdict=ERROR&reason=unknown-value").json();
        assertThat(filtered.at("/items").size()).isEqualTo(1);
        assertThat(filtered.at("/items/0/line").asLong()).isEqualTo(4);
        assertThat(filtered.at("/items/0/reasons/0/column").asString()).isEqualTo("Enabled");
    }

    @Test
    void walksTheVerdictsForthAndBack() {
        var file = desk.file(csv("E-mail", "a@", "b@", "c@", "d@", "e@"));
        file.check();
        Browser.Answer first = file.at("/verdicts?pass=CHECK&limit=2");
        Browser.Answer second =
                file.at("/verdicts?pass=CHECK&limit=2&cursor=" + first.text("next"));
        Browser.Answer last = file.at("/verdicts?pass=CHECK&limit=2&cursor=" + second.text("next"));
        assertThat(numbers(first)).isEqualTo("1 2");
        assertThat(numbers(second)).isEqualTo("3 4");
        assertThat(numbers(last)).isEqualTo("5");
        assertThat(last.text("next")).isEmpty();
        assertThat(numbers(file.at("/verdicts?pass=CHECK&limit=2&cursor=" + last.text("previous"))))
                .isEqualTo("3 4");
        assertThat(file.at("/verdicts?pass=CHECK&cursor=forged").status()).isEqualTo(422);
    }

    @Test
    void refusesAMappingWithoutAUsernameOrWithASettingMappedTwice() {
        var file = desk.file(csv("Username,Title", "ann,Nurse"));
        Browser.Answer none = file.configure(Map.of("fields", Arrays.asList(null, "title")));
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.text("errors/0/code")).isEqualTo("username-missing");
        Browser.Answer twice = file.configure(Map.of("fields", List.of("logonName", "logonName")));
        assertThat(twice.text("errors/0/code")).isEqualTo("mapped-twice");
        assertThat(
                        file.configure(Map.of("fields", List.of("logonName", "shoeSize")))
                                .text("errors/0/field"))
                .isEqualTo("fields[1]");
    }

    @Test
    void runsOnlyWhatWasCheckedAsItIsConfiguredNow() {
        var file = desk.file(csv("E-mail,Title", "ann@,Nurse"));
        assertThat(file.begin("run").text("type")).isEqualTo("urn:problem:imports:not-checked");
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        file.configure(Map.of("fields", Arrays.asList("address", null)));
        assertThat(file.begin("run").text("type")).isEqualTo("urn:problem:imports:not-checked");
        file.check();
        file.run();
        assertThat(file.begin("run").text("type")).isEqualTo("urn:problem:imports:begun");
    }

    @Test
    void refusesAFileThatCannotBeReadAndSaysInWhichLine() {
        Browser.Answer refused = desk.upload(csv("E-mail,Title", "ann@,\"Nurse", "bob@,Doctor"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("type")).isEqualTo("urn:problem:imports:unreadable");
        assertThat(refused.json().at("/line").asLong()).isEqualTo(2);
        assertThat(desk.upload("").status()).isEqualTo(422);
    }

    @Test
    void remembersTheMappingOfAnEarlierFileWithTheSameHeaders() {
        String content = csv("Mailbox,Familienname", "ann@,Smith");
        var first = desk.file(content);
        first.configure(
                Map.of(
                        "fields",
                        List.of("address", "lastName"),
                        "temporaryPassword",
                        ImportDesk.TEMPORARY));
        first.check();
        assertThat(fields(desk.file(content).read().json())).containsExactly("address", "lastName");
    }

    @Test
    void showsNoPasswordAndKeepsNoneReadableInTheDatabase() {
        var file = desk.imported(csv("E-mail,Password", "ann@,a quiet plum harbour"));
        assertThat(file.at("/first-rows").response().body()).doesNotContain("plum");
        assertThat(file.at("/verdicts?pass=RUN").response().body()).doesNotContain("plum");
        for (String table :
                List.of("imports", "import_blocks", "import_verdicts", "audit_entries")) {
            assertThat(
                            TestDatabase.owner()
                                    .sql(
                                            "SELECT count(*) FROM %s t WHERE t::text LIKE '%%plum harbour%%'"
                                                    .formatted(table))
                                    .query(Long.class)
                                    .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void writesOneAuditEntryForEachUserInTheNameOfWhoeverStartedTheRun() {
        desk.imported(csv("E-mail", "ann@", "bob@"));
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT count(*) FROM audit_entries
                                        WHERE organization_id = :organization AND action = 'users.created'
                                          AND channel = 'JOB'
                                        """)
                                .param("organization", acme.organization().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    @Test
    void forgetsAFileThatIsDeletedAndKeepsItsUsers() {
        var file = desk.imported(csv("E-mail", "ann@"));
        assertThat(file.delete().status()).isEqualTo(204);
        assertThat(file.read().status()).isEqualTo(404);
        assertThat(desk.user("ann@" + domain).at("/state").asString()).isEqualTo("ACTIVE");
    }

    private static String numbers(Browser.Answer page) {
        StringBuilder numbers = new StringBuilder();
        page.json()
                .at("/items")
                .forEach(item -> numbers.append(item.at("/number").asLong()).append(' '));
        return numbers.toString().strip();
    }

    private static List<String> fields(JsonNode read) {
        List<String> fields = new java.util.ArrayList<>();
        read.at("/columns").forEach(column -> fields.add(column.at("/field").asString("")));
        return fields;
    }
}
