package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A file whose rows say in a column of their own what is to be done. */
@MusterTest
class ImportActionTests {

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
    void eachRowDoesWhatItsActionSays() {
        UserId bob = user("bob");
        UserId cid = user("cid");
        UserId dan = disabled("dan");
        UserId eve = user("eve");
        UserId fay = user("fay");
        UserId gus = user("gus");
        String unit = desk.post("/units", Map.of("name", "Sales")).text("id");

        var file =
                imported(
                        "Operation,E-mail,Title,Unit",
                        "create,ann@,Nurse,",
                        "Update,bob@,Nurse,",
                        "DISABLE,cid@,,",
                        "enable,dan@,,",
                        "move,eve@,,Sales",
                        "delete,fay@,,",
                        "Create or update,gus@,Nurse,",
                        ",hal@,Nurse,");

        assertSame(
                file,
                "2 CREATE",
                "3 UPDATE",
                "4 UPDATE",
                "5 UPDATE",
                "6 UPDATE",
                "7 DELETE",
                "8 UPDATE",
                "9 CREATE");
        assertThat(desk.user("ann@" + domain).at("/profile/title").asString()).isEqualTo("Nurse");
        assertThat(read(bob).at("/profile/title").asString()).isEqualTo("Nurse");
        assertThat(state(cid)).isEqualTo("DISABLED");
        assertThat(state(dan)).isEqualTo("ACTIVE");
        assertThat(read(eve).at("/unitId").asString()).isEqualTo(unit);
        assertThat(state(fay)).isEqualTo("DELETED");
        assertThat(read(gus).at("/profile/title").asString()).isEqualTo("Nurse");
        assertThat(desk.user("hal@" + domain).at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(changes(file)).containsExactly("title", "state", "state", "unitId", "title");
        JsonNode counts = file.read().json().at("/run/counts");
        assertThat(counts.at("/deleted").asLong()).isEqualTo(1);
        assertThat(counts.at("/updated").asLong()).isEqualTo(5);
        assertThat(file.at("/verdicts?pass=RUN&verdict=DELETE").json().at("/items")).hasSize(1);
    }

    @Test
    void rowsThatCanNotDoWhatTheySayAreErrorsAndStopNoOther() {
        user("ann");
        UserId bob = user("bob");
        user("cid");
        UserId gone = user("gone");
        deleted(gone);
        OrganizationScope other = world.organization("Other " + domain);
        world.user(other, "foreign@" + domain);

        var file =
                imported(
                        "E-mail,Username,Action,Unit,Enabled",
                        "ann@,,create,,",
                        "nobody@,,update,,",
                        "nobody@,,delete,,",
                        "foreign@,,delete,,",
                        "foreign@,,update,,",
                        "ann@,,promote,,perhaps",
                        "ann@,,move,,",
                        "ann@,,move,No/Such,",
                        "ann@,nobody." + domain + ",disable,,",
                        "gone@,,enable,,",
                        "gone@,,create,,",
                        "owner@,,delete,,",
                        "owner@,,disable,,",
                        "bob@,,delete,,",
                        "bob@,,enable,,");

        assertSame(
                file,
                "2 ERROR users.exists",
                "3 ERROR users.not-there",
                "4 ERROR users.not-there",
                "5 ERROR users.not-there",
                "6 ERROR users.not-there",
                "7 ERROR unknown-action",
                "8 ERROR unit-missing",
                "9 ERROR unknown-unit",
                "10 ERROR users.names-differ",
                "11 ERROR users.deleted",
                "12 ERROR users.deleted",
                "13 ERROR users.oneself",
                "14 ERROR users.oneself",
                "15 DELETE",
                "16 SKIP duplicate");
        assertThat(state(bob)).isEqualTo("DELETED");
        JsonNode unknown = file.at("/verdicts?pass=RUN&reason=unknown-action").json();
        assertThat(unknown.at("/items/0/reasons/0/column").asString()).isEqualTo("Action");
        assertThat(unknown.at("/items/0/reasons")).hasSize(1);
    }

    @Test
    void theSameFileChangesNothingTheSecondTime() {
        user("ann");
        disabled("bob");
        user("cid");
        UserId dan = user("dan");
        desk.post("/units", Map.of("name", "Sales"));
        String[] lines = {
            "E-mail,Action,Unit,Allow incoming,Title",
            "ann@,disable,,yes,",
            "bob@,enable,,,",
            "cid@,move,Sales,,",
            "dan@,delete,,,",
            "owner@,update,,,Nurse"
        };
        var first = imported(lines);
        int version = read(dan).at("/version").asInt();

        var second = imported(lines);

        assertSame(first, "2 UPDATE", "3 UPDATE", "4 UPDATE", "5 DELETE", "6 UPDATE");
        assertSame(
                second, "2 UNCHANGED", "3 UNCHANGED", "4 UNCHANGED", "5 UNCHANGED", "6 UNCHANGED");
        assertThat(read(dan).at("/version").asInt()).isEqualTo(version);
        assertThat(entries("users.deleted")).isEqualTo(1);
    }

    @Test
    void cellsThatDoNotBelongToTheActionArePassedOver() {
        UserId ann = user("ann");
        UserId bob = user("bob");

        var file =
                imported(
                        "E-mail,Action,Title,Birthday,Unit,Roles,Enabled",
                        "ann@,disable,Nurse,yesterday,No/Such,No such role,yes",
                        "bob@,delete,Nurse,yesterday,No/Such,No such role,perhaps");

        assertSame(file, "2 UPDATE", "3 DELETE");
        assertThat(state(ann)).isEqualTo("DISABLED");
        assertThat(read(ann).at("/profile/title").asString()).isEmpty();
        assertThat(state(bob)).isEqualTo("DELETED");
    }

    @Test
    void aRowThatDisablesSaysWhetherMessagesAreStillReceivedAndAnEmptyCellKeepsWhatIsSet() {
        UserId ann = user("ann");
        imported("E-mail,Action,Allow incoming", "ann@,disable,yes");
        assertThat(read(ann).at("/allowIncoming").asBoolean()).isTrue();

        var silent = imported("E-mail,Action,Allow incoming", "ann@,disable,");
        assertSame(silent, "2 UNCHANGED");

        var stopping = imported("E-mail,Action,Allow incoming", "ann@,disable,no");
        assertThat(changes(stopping)).containsExactly("allowIncoming");
        assertThat(read(ann).at("/allowIncoming").asBoolean()).isFalse();
    }

    @Test
    void aNamedActionIsDoneAlsoWhereUsersWhoAreThereAreToBeLeftAlone() {
        UserId ann = user("ann");
        UserId bob = user("bob");
        user("cid");
        var file =
                desk.file(
                        csv(
                                "E-mail,Action,Title",
                                "ann@,update,Nurse",
                                "bob@,delete,",
                                "cid@,create or update,Nurse",
                                "owner@,,Nurse"));
        file.configure(Map.of("existing", "SKIP"));
        file.check();
        file.run();

        assertSame(file, "2 UPDATE", "3 DELETE", "4 SKIP exists", "5 SKIP exists");
        assertThat(read(ann).at("/profile/title").asString()).isEqualTo("Nurse");
        assertThat(state(bob)).isEqualTo("DELETED");
    }

    @Test
    void movesToAUnitThatIsMadeOnTheWay() {
        UserId ann = user("ann");
        var file = desk.file(csv("E-mail,Action,Unit", "ann@,move,Sales/North"));
        file.configure(Map.of("createUnits", true));
        file.check();
        assertThat(desk.get("/units").response().body()).doesNotContain("North");
        file.run();

        assertSame(file, "2 UPDATE");
        assertThat(desk.get("/units").response().body())
                .contains("North")
                .contains(read(ann).at("/unitId").asString());
    }

    @Test
    void endsTheSessionsOfWhomItDisablesOrDeletesAndWritesOneAuditEntryForEach() {
        user("ann");
        user("bob");
        Browser hers = world.signedIn("ann@" + domain);
        Browser his = world.signedIn("bob@" + domain);

        imported("E-mail,Action", "ann@,disable", "bob@,delete");

        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(his.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(entries("users.disabled")).isEqualTo(1);
        assertThat(entries("users.deleted")).isEqualTo(1);
        assertThat(entries("users.edited")).isZero();
    }

    @Test
    void anUndoTakesBackWhatRowsDidToUsersAsAWhole() {
        UserId ann = user("ann");
        UserId bob = user("bob");
        UserId cid = user("cid");
        String unit = read(cid).at("/unitId").asString();
        desk.post("/units", Map.of("name", "Sales"));
        var file =
                imported("E-mail,Action,Unit", "ann@,disable,", "bob@,delete,", "cid@,move,Sales");

        file.undoCheck();
        file.undo();

        assertThat(state(ann)).isEqualTo("ACTIVE");
        assertThat(state(bob)).isEqualTo("ACTIVE");
        assertThat(read(cid).at("/unitId").asString()).isEqualTo(unit);
    }

    @Test
    void asksForNoTemporaryPasswordWhenNoRowMakesAUser() {
        user("ann");
        var file = desk.file(csv("E-mail,Action", "ann@,delete"));
        assertThat(file.check().at("/deleted").asLong()).isEqualTo(1);
        assertThat(file.run().at("/deleted").asLong()).isEqualTo(1);
    }

    @Test
    void givesRowsInErrorBackWithTheirActionToBeMended() {
        UserId ann = user("ann");
        var file = imported("E-mail,Action", "ann@,remove him", "owner@,delete");
        String errors = file.errors();
        assertThat(errors).startsWith("\uFEFFE-mail,Action,Error\r\n").contains("remove him");

        var mended = desk.imported(errors.replace("remove him", "delete"));

        assertThat(mended.verdicts("RUN")).containsExactly("2 DELETE", "3 ERROR users.oneself");
        assertThat(state(ann)).isEqualTo("DELETED");
    }

    @Test
    void theFileOfAnExportHasNoActionsAndIsTakenAsBefore() {
        user("ann");
        String export = desk.export();
        assertThat(export.lines().findFirst().orElseThrow()).doesNotContain("Action");
        assertThat(desk.imported(export).read().json().at("/run/counts/unchanged").asLong())
                .isEqualTo(2);
    }

    private UserId user(String name) {
        return world.user(acme, name + "@" + domain);
    }

    private UserId disabled(String name) {
        UserId user = user(name);
        desk.post("/users/" + user + "/actions/disable");
        return user;
    }

    private void deleted(UserId user) {
        desk.post("/users/" + user + "/actions/delete");
    }

    /** A file in which the domain of this test stands for "@". */
    private String csv(String... lines) {
        return String.join("\r\n", lines).replace("@", "@" + domain) + "\r\n";
    }

    private ImportDesk.File imported(String... lines) {
        return desk.imported(csv(lines));
    }

    /** The check and the run said this, line by line. */
    private static void assertSame(ImportDesk.File file, String... verdicts) {
        assertThat(file.verdicts("CHECK")).containsExactly(verdicts);
        assertThat(file.verdicts("RUN")).containsExactly(verdicts);
    }

    private static List<String> changes(ImportDesk.File file) {
        List<String> changes = new ArrayList<>();
        file.at("/verdicts?pass=RUN")
                .json()
                .at("/items")
                .forEach(row ->
                        row.at("/changes").forEach(change -> changes.add(change.asString())));
        return changes;
    }

    private JsonNode read(UserId user) {
        return desk.get("/users/" + user).json();
    }

    private String state(UserId user) {
        return read(user).at("/state").asString();
    }

    private long entries(String action) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT count(*) FROM audit_entries
                        WHERE organization_id = :organization AND action = :action AND channel = 'JOB'
                        """)
                .param("organization", acme.organization().value())
                .param("action", action)
                .query(Long.class)
                .single();
    }
}
