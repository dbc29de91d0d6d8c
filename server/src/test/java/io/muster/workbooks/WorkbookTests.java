package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many users from a workbook: what is asked of it, and what is made of it. */
@MusterTest
class WorkbookTests {

    private static final String READER = SystemRole.READER.id().toString();
    private static final String HELP_DESK = SystemRole.HELP_DESK.id().toString();

    @Autowired private World world;
    @Autowired private Workbooks workbooks;
    @Autowired private Scopes scopes;
    @Autowired private JdbcClient jdbc;

    private WorkbookDesk desk;
    private String at;
    private String account;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = WorkbookDesk.ofAnOwner(world);
        at = "@" + desk.domain();
        account = "Acme - " + desk.organization().organization();
    }

    @Test
    void theExampleHasTheSheetsOfThisOrganization() {
        String mailbox = desk.mailbox("Front desk: all/together", "desk");
        desk.mailbox("front desk all together", "desk2");

        Map<String, List<List<String>>> sheets = Sheets.read(desk.download("/workbooks/example"));

        assertThat(sheets.keySet())
                .containsExactly(
                        "Roles",
                        "Permissions",
                        "Users",
                        "Account",
                        "front desk all together",
                        "Front desk all together (2)");
        assertThat(sheets.getOrDefault("Roles", List.of()))
                .contains(
                        List.of("Role Name", "Role UUID", "Role Type"),
                        List.of("Help desk", HELP_DESK, "account"),
                        List.of(SystemRole.READER.title(), READER, "mailbox"));
        assertThat(sheets.getOrDefault("Permissions", List.of()))
                .contains(
                        List.of("Name", "Code", "Type"),
                        List.of("See the users", "10013", "account"),
                        List.of("Create users", "users:create", "account"),
                        List.of("See folders and read messages", "2004", "mailbox"));
        assertThat(sheets.getOrDefault("Users", List.of())).containsExactly(UsersSheet.HEADERS);
        assertThat(sheets.getOrDefault("Account", List.of()).getFirst().getFirst())
                .endsWith(" - " + desk.organization().organization());
        assertThat(sheets.getOrDefault("Front desk all together (2)", List.of()).getFirst())
                .containsExactly("Front desk: all/together - " + mailbox);
    }

    @Test
    void theExampleOffersNothingThatIsNotTheCallersToGive() {
        UserId clerk = world.user(desk.organization(), "clerk" + at);
        desk.mailbox("Sales", "sales");
        String grants =
                "/api/v1/organizations/"
                        + desk.organization().organization()
                        + "/users/"
                        + clerk
                        + "/grants";
        desk.browser()
                .put(
                        grants,
                        Map.of(
                                "roles",
                                List.of(),
                                "permissions",
                                List.of("users:create", "grants:assign")),
                        desk.browser().get(grants).header("ETag").orElseThrow());
        var his = new WorkbookDesk(world.signedIn("clerk" + at), desk.organization());

        Map<String, List<List<String>>> sheets = Sheets.read(his.download("/workbooks/example"));

        assertThat(sheets.keySet()).containsExactly("Roles", "Permissions", "Users", "Account");
        assertThat(sheets.getOrDefault("Roles", List.of()))
                .doesNotContain(List.of("Help desk", HELP_DESK, "account"));
        assertThat(sheets.getOrDefault("Permissions", List.of()))
                .contains(List.of("Create users", "users:create", "account"))
                .doesNotContain(List.of("Delete users for good", "users:purge", "account"));
        assertThat(
                        his.errors(
                                new Sheets()
                                        .users("Ann\tSmith\tann" + at)
                                        .grants(
                                                "Account",
                                                account,
                                                "ann" + at + "\t" + HELP_DESK + "\tusers:purge")))
                .containsExactly("Account!B3 beyond-own-rights", "Account!C3 beyond-own-rights");
    }

    @Test
    void makesEverybodyWithRolesMailboxesAndMail() {
        String sales = desk.mailbox("Sales", "sales");
        desk.created(
                new Sheets()
                        .users(
                                "Ann\tSmith\tAnn" + at + "\tY",
                                "Bob\tJones\tbob" + at + "\tN",
                                "Cid\tX\tcid" + at)
                        .grants(
                                "Account",
                                account,
                                "ann" + at + "\t" + HELP_DESK + "\t10013, users:export")
                        .grants(
                                "Sales",
                                "Sales - " + sales,
                                "bob" + at + "\t" + READER + "\t2015"));

        var ann = desk.user("ann" + at);
        assertThat(ann.at("/state").asString()).isEqualTo("WAITING_FOR_PASSWORD");
        assertThat(ann.at("/profile/firstName").asString()).isEqualTo("Ann");
        assertThat(ann.at("/profile/displayName").asString()).isEqualTo("Ann Smith");
        String id = ann.at("/id").asString();
        Answer grants = desk.get("/users/" + id + "/grants");
        assertThat(grants.json().at("/roles").toString()).contains(HELP_DESK);
        assertThat(grants.json().at("/permissions").toString())
                .contains("users:read", "users:export");
        assertThat(desk.get("/mailboxes/" + id).status()).isEqualTo(200);
        String bob = desk.user("bob" + at).at("/id").asString();
        assertThat(desk.get("/mailboxes/" + bob).status())
                .as("no mailbox of his own")
                .isEqualTo(404);
        Answer access = desk.get("/users/" + bob + "/mailboxes");
        assertThat(access.text("items/0/address")).isEqualTo("sales" + at);
        assertThat(access.json().at("/items/0/effective").toString())
                .contains("mailbox:read", "mailbox:delete");
        assertThat(mails("ann" + at)).isEqualTo(1);
        assertThat(mails("cid" + at)).isEqualTo(1);
    }

    private static long mails(String to) {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM outbox WHERE recipient = :to AND template = 'welcome'")
                .param("to", to)
                .query(Long.class)
                .single();
    }

    @Test
    void aRowOutsideOfTheActiveDomainsFailsTheWholeFile() {
        ProvedDomain.active(desk.organization(), desk.domain());
        ProvedDomain.inactive(desk.organization(), "idle." + desk.domain());
        Sheets sheets =
                new Sheets()
                        .users(
                                "Ann\tSmith\tann" + at,
                                "Bob\tJones\tbob@elsewhere.example",
                                "Cid\tX\tcid@idle." + desk.domain());

        assertThat(desk.errors(sheets))
                .containsExactly("Users!C3 domain-not-active", "Users!C4 domain-not-active");
        Answer refused = desk.run(sheets.file());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("type")).isEqualTo("urn:problem:workbooks:not-right");
        assertThat(refused.text("findings/0/cell")).isEqualTo("C3");
        assertThat(desk.has("ann" + at)).as("nobody at all").isFalse();
    }

    @Test
    void anOrganizationWithoutDomainsGoesOnAsBefore() {
        assertThat(desk.errors(new Sheets().users("Ann\tSmith\tann@anywhere-" + desk.domain())))
                .isEmpty();
    }

    @Test
    void rowsForNobodyOnUsersAreIgnoredAndReported() {
        String sales = desk.mailbox("Sales", "sales");
        Sheets sheets =
                new Sheets()
                        .users("Ann\tSmith\tann" + at)
                        .grants("Account", account, "bob" + at + "\t" + HELP_DESK, "no address\tx")
                        .grants("Sales", "Sales - " + sales, "", "cid" + at + "\t" + READER);
        Answer checked = desk.check(sheets);
        assertThat(WorkbookDesk.places(checked, "errors")).isEmpty();
        assertThat(WorkbookDesk.places(checked, "ignored"))
                .containsExactly(
                        "Account!A3 not-on-users",
                        "Account!A4 not-on-users",
                        "Sales!A4 not-on-users");
        desk.created(sheets);
        assertThat(desk.has("ann" + at)).isTrue();
        assertThat(desk.has("bob" + at)).isFalse();
    }

    @Test
    void namesEveryErrorOfTheFileBySheetAndCell() {
        String sales = desk.mailbox("Sales", "sales");
        world.user(desk.organization(), "old" + at);
        String nobody = UUID.randomUUID().toString();

        assertThat(
                        desk.errors(
                                new Sheets()
                                        .users(
                                                "\tSmith\tann" + at,
                                                "Bob\t\tbob" + at + "\tmaybe",
                                                "Cid\tX\t",
                                                "Dan\tX\tdan at home",
                                                "Ann\tTwo\tANN" + at,
                                                "Old\tOne\told" + at)
                                        .grants(
                                                "Account",
                                                "Acme - " + nobody,
                                                "bob" + at + "\t" + nobody + ", " + READER
                                                        + "\t99999",
                                                "bob" + at + "\t")
                                        .grants("Sales", "Sales - " + sales)
                                        .grants("Sales again", "Sales - " + sales)
                                        .grants("Gone", "Gone - " + nobody)
                                        .with("Bare", "", "Email\tRoles")
                                        .with("Odd", "just a name")))
                .containsExactlyInAnyOrder(
                        "Users!A2 first-name-empty",
                        "Users!B3 last-name-empty",
                        "Users!D3 yes-or-no",
                        "Users!C4 email-empty",
                        "Users!C5 email-wrong",
                        "Users!C6 email-twice",
                        "Users!C7 users.exists",
                        "Account!A1 other-organization",
                        "Account!B3 role-unknown",
                        "Account!B3 other-level",
                        "Account!C3 permission-unknown",
                        "Account!A4 email-twice",
                        "Sales again!A1 mailbox-twice",
                        "Gone!A1 no-such-mailbox",
                        "Bare!A1 title-missing",
                        "Odd!A1 title-wrong");
        assertThat(desk.errors(new Sheets().with("People", "x")))
                .containsExactly("! no-users-sheet");
        assertThat(desk.errors(new Sheets().users())).containsExactly("Users! empty-list");
        assertThat(desk.errors(new Sheets().with("Users", "a\tb", "Ann\tX\tann" + at)))
                .containsExactly("Users!A1 header", "Users!B1 header", "Users!C1 header");
        assertThat(WorkbookDesk.places(desk.check(new byte[] {1, 2, 3}), "errors"))
                .containsExactly("! not-a-workbook");
    }

    @Test
    void listsTheFirst500ErrorsAndCountsAll() {
        String[] rows = new String[700];
        Arrays.fill(rows, "Ann\tSmith\tno-address");
        Answer checked = desk.check(new Sheets().users(rows));
        assertThat(checked.json().at("/errors")).hasSize(500);
        assertThat(checked.json().at("/errorCount").asLong()).isEqualTo(700);
    }

    @Test
    void takesFiveThousandPeopleAndNoMore() {
        String[] rows = new String[5_001];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "Person\tNumber " + i + "\tp" + i + at;
        }
        assertThat(desk.errors(new Sheets().users(rows)))
                .containsExactly("Users!A5002 too-many-rows");
    }

    /** Those who send slowly are no reason to refuse a workbook that is there. */
    @Test
    void readsWhileOthersAreStillSending() throws Exception {
        var sending = new CountDownLatch(4);
        var end = new CountDownLatch(1);
        List<Future<Workbooks.Outcome>> slow = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                slow.add(
                        threads.submit(() ->
                                workbooks.check(desk.organization(), new Slow(sending, end))));
            }
            assertThat(sending.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.errors(new Sheets().users("Ann\tSmith\tann" + at))).isEmpty();
            end.countDown();
            for (Future<Workbooks.Outcome> one : slow) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isNotNull();
            }
        } finally {
            end.countDown();
        }
    }

    /** Sends nothing until it is told to end. */
    private static final class Slow extends InputStream {

        private final CountDownLatch sending;
        private final CountDownLatch end;

        Slow(CountDownLatch sending, CountDownLatch end) {
            this.sending = sending;
            this.end = end;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            sending.countDown();
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
            return -1;
        }
    }

    @Test
    void aDomainThatIsOutOfUseWhenTheJobComesIsNamedAsSuch() {
        ProvedDomain.active(desk.organization(), desk.domain());
        String sales = desk.mailbox("Sales", "sales");
        byte[] file =
                new Sheets()
                        .users("Ann\tSmith\tann" + at)
                        .grants("Sales", "Sales - " + sales, "ann" + at + "\t" + READER + "\t")
                        .file();
        String job =
                scopes.in(
                        desk.organization(),
                        () -> {
                            // The job waits for the mailbox as long as this transaction is open.
                            jdbc.sql("SELECT 1 FROM mailboxes WHERE id = :id::uuid FOR UPDATE")
                                    .param("id", sales)
                                    .query(Integer.class)
                                    .single();
                            Answer started = desk.run(file);
                            TestDatabase.owner()
                                    .sql("UPDATE domains SET state = 'INACTIVE' WHERE name = :name")
                                    .param("name", desk.domain())
                                    .update();
                            return started.text("jobId");
                        });

        desk.finished(job);
        assertThat(desk.get("/jobs/" + job + "/items").json().at("/items/0").toString())
                .contains("users.domain-inactive");
        assertThat(desk.has("ann" + at)).isFalse();
    }

    @Test
    void theLogNamesWhatEachWasGivenOnAMailbox() {
        String sales = desk.mailbox("Sales", "sales");
        desk.created(
                new Sheets()
                        .users("Ann\tSmith\tann" + at, "Bob\tJones\tbob" + at)
                        .grants(
                                "Sales",
                                "Sales - " + sales,
                                "ann" + at + "\t" + READER + "\t",
                                "bob" + at + "\t\t2001"));
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT after::text FROM audit_entries WHERE action = 'mailboxes.access-changed' AND subject_id = :id::uuid")
                                .param("id", sales)
                                .query(String.class)
                                .single())
                .contains(
                        "ann" + at + ": " + SystemRole.READER.title(),
                        "bob" + at + ": mailbox:send-as");
    }

    @Test
    void whoseAddressIsTakenIsAnErrorOfTheFile() {
        Sheets sheets = new Sheets().users("Ann\tSmith\tann" + at, "Bob\tJones\tbob" + at);
        assertThat(desk.errors(sheets)).isEmpty();
        desk.created(new Sheets().users("Ann\tFirst\tann" + at));
        assertThat(desk.errors(sheets)).containsExactly("Users!C2 users.exists");
    }
}
