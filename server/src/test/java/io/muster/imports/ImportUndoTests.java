package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.testing.Browser;
import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import io.muster.users.Guests;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An import that was a mistake, and what undo makes of it. */
@MusterTest
class ImportUndoTests {

    @Autowired private World world;
    @Autowired private Guests guests;
    @Autowired private Grants grants;
    @Autowired private Scopes scopes;

    private OrganizationScope acme;
    private Browser browser;
    private ImportDesk desk;
    private String domain;
    private String users;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
        acme = desk.organization();
        browser = desk.browser();
        users = "/api/v1/organizations/" + acme.organization() + "/users/";
    }

    /** A file in which the domain of this test stands for "@". */
    private String csv(String... lines) {
        return String.join("\n", lines).replace("@", "@" + domain) + "\n";
    }

    private ImportDesk.File imported(String... lines) {
        var file = desk.file(csv(lines));
        file.configure(Map.of("createUnits", true, "temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        file.run();
        return file;
    }

    @Test
    void removesTheUsersItMadeSoThatTheFileCanBeImportedAgain() {
        String[] lines = {"E-mail,Username,Roles", "ann@,ann." + domain + ",Help desk", "bob@,,"};
        var file = imported(lines);
        assertThat(file.read().json().at("/undoable").asLong()).isEqualTo(2);

        assertThat(file.undoCheck().at("/removed").asLong()).isEqualTo(2);
        assertThat(desk.user("ann@" + domain).at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(file.undo().at("/removed").asLong()).isEqualTo(2);

        assertThat(accounts()).containsExactly("owner@" + domain);
        assertThat(file.verdicts("UNDO")).isEqualTo(List.of("2 REMOVE", "3 REMOVE"));
        assertThat(file.read().json().at("/undoable").asLong()).isZero();
        var again = imported(lines);
        assertThat(again.verdicts("RUN")).isEqualTo(file.verdicts("RUN"));
    }

    @Test
    void bringsEveryChangedSettingBack() {
        world.user(acme, "ann@" + domain);
        JsonNode before = desk.user("ann@" + domain);
        var file =
                imported(
                        "E-mail,Username,Title,Work city,Birthday,In address list,Unit,Enabled,"
                                + "Allow incoming messages,Password changes disabled,Roles",
                        "ann@,ann."
                                + domain
                                + ",Nurse,Vienna,1980-12-31,no,North,no,yes,yes,Help desk");
        JsonNode changed = desk.user("ann@" + domain);
        assertThat(changed.at("/state").asString()).isEqualTo("DISABLED");
        assertThat(rolesOf("ann")).containsExactly("Help desk");

        assertThat(file.undoCheck().at("/updated").asLong()).isEqualTo(1);
        assertThat(file.undo().at("/updated").asLong()).isEqualTo(1);

        assertThat(told(desk.user("ann@" + domain))).isEqualTo(told(before));
        assertThat(told(changed)).isNotEqualTo(told(before));
        assertThat(rolesOf("ann")).isEmpty();
        world.signedIn("ann@" + domain);
        assertThat(file.at("/verdicts?pass=UNDO").json().at("/items/0/changes").size())
                .isEqualTo(10);
    }

    @Test
    void keepsASettingThatSomebodyChangedSinceAndListsItWhileTheOthersGoBack() {
        world.user(acme, "ann@" + domain);
        var file = imported("E-mail,Title,Department", "ann@,Nurse,North");
        edit("ann", "title", "Head nurse");

        file.undoCheck();
        file.undo();

        JsonNode ann = desk.user("ann@" + domain);
        assertThat(ann.at("/profile/title").asString()).isEqualTo("Head nurse");
        assertThat(ann.at("/profile/department").asString()).isEmpty();
        JsonNode verdict = file.at("/verdicts?pass=UNDO").json().at("/items/0");
        assertThat(verdict.at("/verdict").asString()).isEqualTo("UPDATE");
        assertThat(verdict.at("/changes/0").asString()).isEqualTo("department");
        assertThat(verdict.at("/changes").size()).isEqualTo(1);
        assertThat(verdict.at("/reasons/0/code").asString()).isEqualTo("changed-since");
        assertThat(verdict.at("/reasons/0/message").asString()).startsWith("Title stays");
        assertThat(file.at("/reasons?pass=UNDO").json().at("/reasons/0/rows").asLong())
                .isEqualTo(1);
        assertThat(file.read().json().at("/undoable").asLong()).isEqualTo(1);
    }

    @Test
    void keepsWhomItMadeOnceHeSignedInOrWasChanged() {
        var file =
                imported(
                        "E-mail,Password",
                        "ann@,a quiet plum harbour",
                        "bob@,a quiet plum harbour",
                        "cid@,a quiet plum harbour",
                        "dan@,a quiet plum harbour");
        assertThat(world.browser().signIn("ann@" + domain, "a quiet plum harbour").status())
                .isEqualTo(200);
        edit("bob", "title", "Nurse");
        give("cid");

        file.undoCheck();
        file.undo();

        assertThat(file.verdicts("UNDO"))
                .isEqualTo(
                        List.of(
                                "2 SKIP signed-in",
                                "3 SKIP changed-since",
                                "4 SKIP changed-since",
                                "5 REMOVE"));
        assertThat(accounts())
                .containsExactlyInAnyOrder(
                        "owner@" + domain, "ann@" + domain, "bob@" + domain, "cid@" + domain);
    }

    @Test
    void leavesAloneWhatWasTakenBackByHand() {
        world.user(acme, "eve@" + domain);
        var file = imported("E-mail,Title", "ann@,Nurse", "bob@,Nurse", "eve@,Nurse");
        edit("eve", "title", "");
        act("ann", "delete", Map.of());
        act("bob", "purge", Map.of("confirmation", "bob@" + domain));

        file.undoCheck();
        file.undo();

        assertThat(file.verdicts("UNDO"))
                .isEqualTo(
                        List.of(
                                "2 UNCHANGED users.deleted",
                                "3 UNCHANGED users.no-longer-exists",
                                "4 UNCHANGED users.already"));
        assertThat(file.read().json().at("/undoable").asLong()).isZero();
    }

    @Test
    void saysTheSameOfEveryUserInTheDryRunAndInTheUndo() {
        for (String name : List.of("eve", "fay", "gus")) {
            world.user(acme, name + "@" + domain);
        }
        var file =
                imported(
                        "E-mail,Username,Title,Enabled",
                        "ann@,,Nurse,",
                        "bob@,,Nurse,",
                        "eve@,eve." + domain + ",Nurse,no",
                        "fay@,,Nurse,",
                        "gus@,,Nurse,no");
        edit("bob", "title", "Doctor");
        edit("fay", "title", "Doctor");
        edit("gus", "title", "Doctor");

        JsonNode checked = file.undoCheck();
        List<String> foretold = file.verdicts("UNDO_CHECK");
        assertThat(foretold)
                .isEqualTo(
                        List.of(
                                "2 REMOVE",
                                "3 SKIP changed-since",
                                "4 UPDATE",
                                "5 SKIP changed-since",
                                "6 UPDATE changed-since"));
        assertThat(accounts()).hasSize(6);
        assertThat(file.undo()).isEqualTo(checked);
        assertThat(file.verdicts("UNDO")).isEqualTo(foretold);
    }

    @Test
    void seesWhatSomebodyChangedBetweenTheDryRunAndTheUndo() {
        world.user(acme, "eve@" + domain);
        var file = imported("E-mail,Title", "ann@,Nurse", "eve@,Nurse");
        file.undoCheck();
        edit("ann", "title", "Doctor");
        edit("eve", "title", "Doctor");

        file.undo();

        assertThat(file.verdicts("UNDO"))
                .isEqualTo(List.of("2 SKIP changed-since", "3 SKIP changed-since"));
        assertThat(desk.user("ann@" + domain).at("/profile/title").asString()).isEqualTo("Doctor");
    }

    @Test
    void takesNoPasswordThatWasSetSince() {
        imported("E-mail,Sign-in method", "ann@,directory");
        var file = imported("E-mail,Sign-in method,Title", "ann@,password,Nurse");
        String id = desk.user("ann@" + domain).at("/id").asString();
        Browser.Answer set =
                browser.post(
                        users + id + "/actions/reset-password",
                        Map.of("password", "a quiet plum harbour"));
        assertThat(set.status()).as(set.response().body()).isBetween(200, 204);

        file.undoCheck();
        file.undo();

        JsonNode ann = desk.user("ann@" + domain);
        assertThat(ann.at("/signInMethod").asString()).isEqualTo("PASSWORD");
        assertThat(ann.at("/profile/title").asString()).isEmpty();
        assertThat(file.verdicts("UNDO")).containsExactly("2 UPDATE changed-since");
    }

    @Test
    void leavesDeletedWhomSomebodyElseDeletedSince() {
        world.user(acme, "ann@" + domain);
        world.user(acme, "bob@" + domain);
        var file = imported("E-mail,Action", "ann@,delete", "bob@,delete");
        String ann = file.at("/verdicts?pass=RUN").json().at("/items/0/userId").asString();
        for (String act : List.of("restore", "delete")) {
            assertThat(browser.post(users + ann + "/actions/" + act, Map.of()).status())
                    .isBetween(200, 204);
        }

        file.undoCheck();
        file.undo();

        assertThat(file.verdicts("UNDO"))
                .containsExactlyInAnyOrder("2 SKIP changed-since", "3 UPDATE");
        assertThat(browser.get(users + ann).json().at("/state").asString()).isEqualTo("DELETED");
        assertThat(desk.user("bob@" + domain).at("/state").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void takesNothingForItsOwnThatSomebodyElseChangedWhileItRan() throws Exception {
        world.user(acme, "ann@" + domain);
        var file = desk.file(csv("E-mail,Action", "ann@,disable"));
        file.check();
        String id = desk.user("ann@" + domain).at("/id").asString();
        String job;
        try (Connection other = TestDatabase.connection();
                Statement somebody = other.createStatement()) {
            other.setAutoCommit(false);
            somebody.execute(
                    "UPDATE users SET department = 'Theirs', version = version + 1 WHERE id = '%s'"
                            .formatted(id));
            job = file.begin("run").text("jobId");
            await().atMost(Duration.ofSeconds(90))
                    .until(() ->
                            TestDatabase.owner()
                                    .sql(
                                            """
                                            SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted
                                                AND pid IN (SELECT pid FROM pg_stat_activity
                                                    WHERE datname = current_database()))
                                            """)
                                    .query(Boolean.class)
                                    .single());
            other.commit();
        }
        desk.finished(job);

        file.undoCheck();
        file.undo();

        JsonNode ann = desk.user("ann@" + domain);
        assertThat(ann.at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(ann.at("/profile/department").asString()).isEqualTo("Theirs");
    }

    @Test
    void keepsTheLastOwnerOfAnotherOrganizationAndSaysSoInTheDryRun() {
        var file = imported("E-mail", "ann@", "bob@");
        OrganizationScope small = world.organization("Small");
        UserId ann = UserId.valueOf(desk.user("ann@" + domain).at("/id").asString());
        guests.join(small, ann);
        scopes.run(small, () -> grants.makeOwner(small, ann));
        List<String> expected = List.of("2 ERROR users.last-owner-elsewhere", "3 REMOVE");

        JsonNode checked = file.undoCheck();

        assertThat(file.verdicts("UNDO_CHECK")).isEqualTo(expected);
        assertThat(file.undo()).isEqualTo(checked);
        assertThat(file.verdicts("UNDO")).isEqualTo(expected);
        assertThat(accounts()).containsExactlyInAnyOrder("owner@" + domain, "ann@" + domain);
    }

    @Test
    void locksNobodyWhileOwnersOfAnotherOrganizationAreChanged() {
        var file = imported("E-mail", "ann@");
        OrganizationScope host = world.organization("Host");
        UserId ann = UserId.valueOf(desk.user("ann@" + domain).at("/id").asString());
        guests.join(host, ann);
        file.undoCheck();
        List<String> jobs = new ArrayList<>();

        TestDatabase.asOwnerAtOnce(database -> {
            database.sql(
                            """
                            SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.grants.' || :organization, 0))
                            """)
                    .param("organization", host.organization().toString())
                    .query(Integer.class)
                    .single();
            jobs.add(file.begin("undo").text("jobId"));
            HeldUser.untilWaitedFor(database);
            database.sql("SELECT 1 FROM users WHERE id = :id FOR UPDATE NOWAIT")
                    .param("id", ann.value())
                    .query(Integer.class)
                    .single();
        });

        desk.finished(jobs.getFirst());
        assertThat(file.verdicts("UNDO")).containsExactly("2 REMOVE");
    }

    @Test
    void givesNoNameBackThatBelongsToSomebodyElseNow() {
        world.user(acme, "ann@" + domain);
        String id = desk.user("ann@" + domain).at("/id").asString();
        rename(id, "ann@" + domain, "ann." + domain);
        var file = imported("E-mail,Username", "ann.new@,ann." + domain);
        world.user(acme, "ann@" + domain);

        file.undoCheck();
        file.undo();

        assertThat(file.verdicts("UNDO")).isEqualTo(List.of("2 SKIP users.taken"));
        assertThat(desk.get("/users/" + id).text("address")).isEqualTo("ann.new@" + domain);
    }

    @Test
    void canBeDoneOnceAndOnlyAfterARunAndADryRun() {
        var file = desk.file(csv("E-mail", "ann@"));
        assertThat(file.begin("undo-check").text("type"))
                .isEqualTo("urn:problem:imports:nothing-to-undo");
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        file.run();
        assertThat(file.begin("undo").text("type")).isEqualTo("urn:problem:imports:not-checked");
        file.undoCheck();
        file.undo();
        for (String pass : List.of("undo-check", "undo")) {
            Browser.Answer refused = file.begin(pass);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("type")).isEqualTo("urn:problem:imports:nothing-to-undo");
        }
        assertThat(file.begin("check").text("type")).isEqualTo("urn:problem:imports:begun");
        assertThat(file.begin("run").text("type")).isEqualTo("urn:problem:imports:begun");
    }

    @Test
    void hasNothingToUndoWhereTheFileChangedNobody() {
        world.user(acme, "ann@" + domain);
        var file = imported("E-mail", "ann@");
        assertThat(file.begin("undo-check").text("type"))
                .isEqualTo("urn:problem:imports:nothing-to-undo");
    }

    @Test
    void needsForEachUserTheRightThatTheSameActNeedsAndCanGoOnLater() {
        world.user(acme, "eve@" + domain);
        world.user(acme, "fay@" + domain);
        world.user(acme, "gus@" + domain);
        var file =
                imported(
                        "E-mail,Title,Enabled,Roles",
                        "ann@,,,",
                        "eve@,Nurse,,",
                        "fay@,,no,",
                        "gus@,,,Help desk");
        var clerk = new ImportDesk(withOnly("users:import"), acme).new File(file.id());
        clerk.undoCheck();
        clerk.undo();
        assertThat(clerk.verdicts("UNDO"))
                .isEqualTo(
                        List.of(
                                "2 ERROR not-permitted",
                                "3 ERROR not-permitted",
                                "4 ERROR not-permitted",
                                "5 ERROR not-permitted"));
        assertThat(clerk.at("/verdicts?pass=UNDO").response().body())
                .contains("users:purge", "users:edit", "users:disable", "grants:revoke");

        file.undoCheck();
        file.undo();
        assertThat(file.verdicts("UNDO"))
                .isEqualTo(List.of("2 REMOVE", "3 UPDATE", "4 UPDATE", "5 UPDATE"));
        assertThat(rolesOf("gus")).isEmpty();
    }

    @Test
    void keepsTheLastOwner() {
        world.systemAdministrator(world.organization("Keepers " + domain), "keeper@" + domain);
        ImportDesk keeper = new ImportDesk(world.signedIn("keeper@" + domain), acme);
        var file = keeper.imported(csv("E-mail,Roles", "olga@,Organization owner", "ann@,"));
        String owner = desk.user("owner@" + domain).at("/id").asString();
        assertThat(
                        keeper.post(
                                        "/users/" + owner + "/actions/disable",
                                        Map.of("allowIncoming", false))
                                .status())
                .isEqualTo(200);

        file.undoCheck();
        file.undo();

        List<String> expected = List.of("2 ERROR users.last-owner", "3 REMOVE");
        assertThat(file.verdicts("UNDO_CHECK")).isEqualTo(expected);
        assertThat(file.verdicts("UNDO")).isEqualTo(expected);
    }

    @Test
    void writesAnAuditEntryForEachUserAndOneForTheUndo() {
        world.user(acme, "eve@" + domain);
        var file = imported("E-mail,Title", "ann@,Nurse", "bob@,Nurse", "eve@,Nurse");
        long edits = entries("users.edited", "JOB");
        file.undoCheck();
        file.undo();
        assertThat(entries("users.purged", "JOB")).isEqualTo(2);
        assertThat(entries("users.edited", "JOB")).isEqualTo(edits + 1);
        assertThat(entries("imports.undone", "CONSOLE")).isEqualTo(1);
    }

    @Test
    void isOverWhenTheImportIsForgotten() {
        var file = imported("E-mail", "ann@");
        assertThat(kept()).isEqualTo(1);
        assertThat(file.delete().status()).isEqualTo(204);
        assertThat(file.begin("undo-check").status()).isEqualTo(404);
        assertThat(kept()).isZero();
    }

    @Test
    void isNothingForStrangers() {
        var file = imported("E-mail", "ann@");
        OrganizationScope other = world.organization("Other " + domain);
        world.owner(other, "stranger@" + domain);
        var theirs =
                new ImportDesk(world.signedIn("stranger@" + domain), other).new File(file.id());
        assertThat(theirs.begin("undo-check").status()).isEqualTo(404);
        assertThat(theirs.begin("undo").status()).isEqualTo(404);
    }

    @Test
    void isFoundByTheJobOfTheRun() {
        var file = imported("E-mail", "ann@");
        String job = file.read().text("run/jobId");
        JsonNode found = desk.get("/imports?job=" + job).json().at("/items");
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.at("/0/id").asString()).isEqualTo(file.id());
        assertThat(desk.get("/imports?job=" + Ids.next()).json().at("/items").size()).isZero();
    }

    @Test
    void hasNoFileOfErrors() {
        var file = imported("E-mail", "ann@");
        file.undoCheck();
        assertThat(file.at("/errors?pass=UNDO_CHECK").status()).isEqualTo(422);
    }

    private void edit(String name, String field, String value) {
        JsonNode user = desk.user(name + "@" + domain);
        ObjectNode profile = (ObjectNode) user.at("/profile");
        profile.put(field, value);
        Browser.Answer saved =
                browser.put(
                        users + user.at("/id").asString(),
                        Map.of(
                                "signInMethod",
                                user.at("/signInMethod").asString(),
                                "passwordChangesDisabled",
                                user.at("/passwordChangesDisabled").asBoolean(),
                                "profile",
                                profile),
                        etag(user));
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    private void rename(String id, String address, String logonName) {
        Browser.Answer saved =
                browser.put(
                        users + id + "/names",
                        Map.of("address", address, "logonName", logonName),
                        etag(browser.get(users + id).json()));
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    private static String etag(JsonNode user) {
        return "\"" + user.at("/version").asInt() + "\"";
    }

    private void give(String name) {
        String grants = users + desk.user(name + "@" + domain).at("/id").asString() + "/grants";
        Browser.Answer saved =
                browser.put(
                        grants,
                        Map.of("roles", List.of(), "permissions", List.of("users:read")),
                        browser.get(grants).header("ETag").orElseThrow());
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    private void act(String name, String act, Map<String, ?> request) {
        String id = desk.user(name + "@" + domain).at("/id").asString();
        assertThat(browser.post(users + id + "/actions/" + act, request).status())
                .isBetween(200, 204);
    }

    /** All of a user that is not a moment or a counter. */
    private static Map<String, String> told(JsonNode user) {
        Map<String, String> told = new java.util.TreeMap<>();
        for (String name :
                List.of(
                        "address",
                        "logonName",
                        "state",
                        "allowIncoming",
                        "signInMethod",
                        "passwordChangesDisabled",
                        "unitId",
                        "profile")) {
            told.put(name, user.at("/" + name).toString());
        }
        return told;
    }

    private List<String> accounts() {
        List<String> accounts = new ArrayList<>();
        desk.get("/users?limit=500")
                .json()
                .at("/items")
                .forEach(user -> accounts.add(user.at("/account").asString()));
        return accounts;
    }

    private List<String> rolesOf(String name) {
        List<String> roles = new ArrayList<>();
        desk.get("/users/" + desk.user(name + "@" + domain).at("/id").asString() + "/grants")
                .json()
                .at("/roles")
                .forEach(role -> roles.add(role.at("/name").asString()));
        return roles;
    }

    private long entries(String action, String channel) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT count(*) FROM audit_entries
                        WHERE organization_id = :organization AND action = :action AND channel = :channel
                        """)
                .param("organization", acme.organization().value())
                .param("action", action)
                .param("channel", channel)
                .query(Long.class)
                .single();
    }

    private long kept() {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM import_changes WHERE organization_id = :organization")
                .param("organization", acme.organization().value())
                .query(Long.class)
                .single();
    }

    /** A program whose token was made for these, and for seeing what it does. */
    private Browser withOnly(String... permissions) {
        List<String> all = new ArrayList<>(List.of("users:read", "jobs:read"));
        all.addAll(List.of(permissions));
        String token =
                browser.post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "undo",
                                        "permissions",
                                        all,
                                        "days",
                                        1,
                                        "password",
                                        World.PASSWORD))
                        .text("text");
        return world.browser().withToken(token);
    }
}
