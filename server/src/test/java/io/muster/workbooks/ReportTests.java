package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Reports on users: what is in them, and who gets them. */
@MusterTest
class ReportTests {

    private static final String HELP_DESK = SystemRole.HELP_DESK.id().toString();
    private static final String READER = SystemRole.READER.id().toString();

    @Autowired private World world;

    private WorkbookDesk desk;
    private String at;

    @BeforeEach
    void anOwnerWithTwoUsers() {
        desk = WorkbookDesk.ofAnOwner(world);
        at = "@" + desk.domain();
        String sales = desk.mailbox("Sales", "sales");
        desk.created(
                new Sheets()
                        .users("=1+1\tSmith\tann" + at + "\tY", "Bob\tJones\tbob" + at)
                        .grants(
                                "Account",
                                "Acme - " + desk.organization().organization(),
                                "ann" + at + "\t" + HELP_DESK + "\t10016")
                        .grants("Sales", "Sales - " + sales, "bob" + at + "\t" + READER));
    }

    private String made(Map<String, ?> request) {
        Answer started = desk.post("/reports", request);
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        assertThat(desk.finished(started.text("jobId"))).isEqualTo("COMPLETED");
        return started.text("id");
    }

    @Test
    void hasTheSheetsOfTheExampleWithMoreColumnsForUsers() {
        String id = made(Map.of());

        Map<String, List<List<String>>> sheets =
                Sheets.read(desk.download("/reports/" + id + "/file"));

        assertThat(sheets.keySet())
                .containsExactly("Roles", "Permissions", "Users", "Account", "Sales");
        List<List<String>> users = sheets.getOrDefault("Users", List.of());
        assertThat(users).hasSize(4);
        assertThat(users.getFirst())
                .endsWith("State", "Kind", "Created", "Last sign-in")
                .startsWith("First Name", "Last Name", "Email", "Create personal mailbox");
        assertThat(users)
                .anySatisfy(row ->
                        assertThat(row)
                                .startsWith(
                                        "=1+1", "Smith", "ann" + at, "Y", "waiting for password"))
                .anySatisfy(row -> assertThat(row).startsWith("Bob", "Jones", "bob" + at, "N"));
        assertThat(sheets.getOrDefault("Account", List.of()))
                .contains(List.of("ann" + at, HELP_DESK, "10016"));
        assertThat(sheets.getOrDefault("Sales", List.of())).contains(List.of("bob" + at, READER));
        String csv =
                new String(
                        desk.download("/reports/" + id + "/file?format=csv"),
                        StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(4);
        assertThat(csv).contains("\"'=1+1\",\"Smith\",\"ann" + at + "\"", HELP_DESK);
    }

    @Test
    void isOnThoseOfTheSelectionOnly() {
        String bob = desk.user("bob" + at).at("/id").asString();
        String id = made(Map.of("selection", Map.of("ids", List.of(bob))));
        assertThat(
                        Sheets.read(desk.download("/reports/" + id + "/file"))
                                .getOrDefault("Users", List.of()))
                .hasSize(2);
        assertThat(desk.post("/reports", Map.of("selection", Map.of("ids", List.of()))).status())
                .isEqualTo(422);
    }

    @Test
    void isMailedAsALinkAndOpensForItsRequesterOnlyForSevenDays() {
        String id = made(Map.of());
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM outbox WHERE recipient = :to AND template = 'report-ready'")
                                .param("to", "owner" + at)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
        world.owner(desk.organization(), "other" + at);
        var other = new WorkbookDesk(world.signedIn("other" + at), desk.organization());
        assertThat(other.get("/reports/" + id).status()).isEqualTo(404);
        assertThat(other.get("/reports/" + id + "/file").status()).isEqualTo(404);
        assertThat(other.get("/reports").json().at("/reports")).isEmpty();
        assertThat(desk.get("/reports").text("reports/0/id")).isEqualTo(id);
        assertThat(desk.get("/reports/" + id + "/file?format=pdf").status()).isEqualTo(422);

        TestDatabase.owner()
                .sql(
                        "UPDATE user_reports SET created_at = now() - interval '7 days 1 minute' WHERE id = :id::uuid")
                .param("id", id)
                .update();
        assertThat(desk.get("/reports/" + id + "/file").status()).isEqualTo(404);
        assertThat(desk.get("/reports").json().at("/reports")).isEmpty();
    }

    @Test
    void tellsRolesAndMailboxesOnlyToWhoMaySeeThem() {
        UserId clerk = world.user(desk.organization(), "clerk" + at);
        grant(clerk, "users:export", "jobs:read", "roles:read", "mailboxes:read");
        var his = new WorkbookDesk(world.signedIn("clerk" + at), desk.organization());
        Answer started = his.post("/reports", Map.of());
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        assertThat(his.finished(started.text("jobId"))).isEqualTo("COMPLETED");
        String before = "/reports/" + started.text("id") + "/file";
        assertThat(Sheets.read(his.download(before))).containsKey("Sales");
        assertThat(csv(his, before)).contains(HELP_DESK);

        grant(clerk, "users:export", "jobs:read");
        Answer again = his.post("/reports", Map.of());
        assertThat(his.finished(again.text("jobId"))).isEqualTo("COMPLETED");
        for (String file : List.of(before, "/reports/" + again.text("id") + "/file")) {
            Map<String, List<List<String>>> sheets = Sheets.read(his.download(file));
            assertThat(sheets.keySet()).containsExactly("Roles", "Permissions", "Users", "Account");
            assertThat(sheets.getOrDefault("Roles", List.of())).hasSize(1);
            assertThat(sheets.getOrDefault("Account", List.of()))
                    .noneMatch(row -> row.getFirst().endsWith(at));
            assertThat(csv(his, file)).contains("ann" + at).doesNotContain(HELP_DESK, "10016");
        }
    }

    private static String csv(WorkbookDesk of, String file) {
        return new String(of.download(file + "?format=csv"), StandardCharsets.UTF_8);
    }

    private void grant(UserId user, String... permissions) {
        String grants =
                "/api/v1/organizations/"
                        + desk.organization().organization()
                        + "/users/"
                        + user
                        + "/grants";
        Answer granted =
                desk.browser()
                        .put(
                                grants,
                                Map.of("roles", List.of(), "permissions", List.of(permissions)),
                                desk.browser().get(grants).header("ETag").orElseThrow());
        assertThat(granted.status()).as(granted.response().body()).isEqualTo(200);
    }

    @Test
    void isOneAtATimeForEachUser() {
        String id = made(Map.of());
        TestDatabase.owner()
                .sql("UPDATE user_reports SET running = true WHERE id = :id::uuid")
                .param("id", id)
                .update();
        Answer refused = desk.post("/reports", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:workbooks:report-running");
        assertThat(desk.get("/reports/" + id + "/file").status()).isEqualTo(409);
    }
}
