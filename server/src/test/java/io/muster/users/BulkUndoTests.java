package io.muster.users;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The undo of acts on many users, and its dry run. */
@MusterTest
class BulkUndoTests {

    private static final String AUDITOR = SystemRole.AUDITOR.id().toString();

    @Autowired World world;
    @Autowired Jobs jobs;
    @Autowired Units units;

    private OrganizationScope acme;
    private UserId olga;
    private UserId ann;
    private UserId bob;
    private Browser owner;
    private String organization;
    private String domain;

    @BeforeEach
    void anOrganizationOfThree() {
        String name = UserId.next().toString();
        domain = "@u" + name + ".example";
        acme = world.organization("Acme " + name);
        olga = world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
    }

    @Test
    void opensToThoseWhomItDisabledAndToNobodyElse() {
        act(bob, "disable", Map.of("allowIncoming", true));
        UserId cem = world.user(acme, "cem" + domain);
        act(cem, "disable", Map.of("allowIncoming", false));
        Job disabled = run("disable", Map.of("selection", ids(ann, bob, cem)));
        Job undone = undo(disabled);
        assertThat(undone.state()).isEqualTo(JobState.COMPLETED);
        assertThat(undone.total()).as("cem was so already").isEqualTo(2);
        assertThat(outcomes(undone)).containsEntry(ann, "DONE ").containsEntry(bob, "DONE ");
        assertThat(state(ann)).isEqualTo("ACTIVE");
        assertThat(world.signedIn("ann" + domain).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(state(bob)).isEqualTo("DISABLED");
        assertThat(read(bob).json().at("/allowIncoming").asBoolean())
                .as("as it was before")
                .isTrue();
        assertThat(state(cem)).isEqualTo("DISABLED");
    }

    @Test
    void closesToThoseWhomItEnabledAsTheyWereClosedBefore() {
        act(ann, "disable", Map.of("allowIncoming", true));
        Browser hers = world.browser();
        Job enabled = run("enable", Map.of("selection", ids(ann, bob)));
        assertThat(hers.signIn("ann" + domain, World.PASSWORD).status()).isEqualTo(200);
        Job undone = undo(enabled);
        assertThat(undone.done()).isEqualTo(1);
        assertThat(state(ann)).isEqualTo("DISABLED");
        assertThat(read(ann).json().at("/allowIncoming").asBoolean()).isTrue();
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(state(bob)).isEqualTo("ACTIVE");
    }

    @Test
    void takesAnExpiryBackUnlessThePasswordIsAnother() {
        Job expired = run("expire-password", Map.of("selection", ids(ann, bob)));
        assertThat(world.browser().signIn("ann" + domain, World.PASSWORD).text("next"))
                .isEqualTo("NEW_PASSWORD");
        owner.post(
                user(bob) + "/actions/reset-password",
                Map.of("password", "another long passphrase", "mustChangePassword", true));
        Job dryRun = undo(expired, true);
        Job undone = undo(expired);
        assertThat(outcomes(undone))
                .isEqualTo(outcomes(dryRun))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "SKIPPED users.changed-since");
        assertThat(world.signedIn("ann" + domain).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(world.browser().signIn("bob" + domain, "another long passphrase").text("next"))
                .isEqualTo("NEW_PASSWORD");
    }

    @Test
    void barsThosePasswordsAgainThatTheExpiryMadeFree() {
        run(
                "set-fields",
                Map.of("selection", ids(ann), "fields", Map.of("passwordChangesDisabled", true)));
        undo(run("expire-password", Map.of("selection", ids(ann))));
        assertThat(read(ann).json().at("/passwordChangesDisabled").asBoolean()).isTrue();
        assertThat(read(ann).json().at("/mustChangePassword").asBoolean()).isFalse();
    }

    @Test
    void putsEachBackIntoHisOwnUnitUnlessItIsGoneOrHeWasMovedSince() {
        UserId cem = world.user(acme, "cem" + domain);
        UnitId harbour = unit("Harbour");
        UnitId pier = unit("Pier");
        UnitId quay = unit("Quay");
        String builtIn = read(ann).text("unitId");
        act(bob, "move", Map.of("unitId", pier.toString()));
        act(cem, "move", Map.of("unitId", quay.toString()));
        UserId dan = world.user(acme, "dan" + domain);
        Job moved =
                run(
                        "move",
                        Map.of("selection", ids(ann, bob, cem, dan), "unitId", harbour.toString()));
        act(dan, "move", Map.of("unitId", pier.toString()));
        TestDatabase.owner()
                .sql("DELETE FROM units WHERE id = :id")
                .param("id", quay.value())
                .update();
        Job undone = undo(moved);
        assertThat(outcomes(undone))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "DONE ")
                .containsEntry(cem, "SKIPPED users.unit-gone")
                .containsEntry(dan, "SKIPPED users.changed-since");
        assertThat(read(ann).text("unitId")).isEqualTo(builtIn);
        assertThat(read(bob).text("unitId")).isEqualTo(pier.toString());
        assertThat(read(cem).text("unitId")).isEqualTo(harbour.toString());
        assertThat(read(dan).text("unitId")).isEqualTo(pier.toString());
    }

    @Test
    void restoresWhomItDeletedToStateAndUnitOfBefore() {
        UnitId harbour = unit("Harbour");
        act(ann, "move", Map.of("unitId", harbour.toString()));
        act(bob, "disable", Map.of("allowIncoming", false));
        Job deleted = run("delete", Map.of("selection", ids(ann, bob)));
        assertThat(undo(deleted).done()).isEqualTo(2);
        assertThat(state(ann)).isEqualTo("ACTIVE");
        assertThat(read(ann).text("unitId")).isEqualTo(harbour.toString());
        assertThat(state(bob)).isEqualTo("DISABLED");
    }

    @Test
    void bringsFieldsBackOneByOneAndLeavesThoseThatSomebodyChanged() {
        set(Map.of("department", "Sales", "company", "Acme"), ann);
        set(Map.of("department", "Law"), bob);
        Job job =
                set(
                        Map.of(
                                "department",
                                "Support",
                                "company",
                                "Globex",
                                "inAddressList",
                                false,
                                "timeZone",
                                "Europe/Vienna"),
                        ann,
                        bob);
        set(Map.of("company", "Initech"), ann);
        Job dryRun = undo(job, true);
        assertThat(read(ann).text("profile/department")).isEqualTo("Support");
        Job undone = undo(job);
        assertThat(outcomes(undone))
                .isEqualTo(outcomes(dryRun))
                .containsEntry(ann, "DONE users.changed-since")
                .containsEntry(bob, "DONE ");
        assertThat(
                        owner.get(organization + "/jobs/" + undone.id() + "/items")
                                .text("items/0/message"))
                .startsWith("company: ");
        assertThat(read(ann).text("profile/department")).isEqualTo("Sales");
        assertThat(read(ann).text("profile/company")).isEqualTo("Initech");
        assertThat(read(ann).json().at("/profile/inAddressList").asBoolean()).isTrue();
        assertThat(read(bob).text("profile/department")).isEqualTo("Law");
        assertThat(read(bob).text("profile/timeZone")).isEmpty();
    }

    @Test
    void takesRolesThatItGaveAndGivesThoseThatItTook() {
        run("add-role", Map.of("selection", ids(bob), "roleId", AUDITOR));
        Job given = run("add-role", Map.of("selection", ids(ann, bob), "roleId", AUDITOR));
        Job undone = undo(given);
        assertThat(undone.total()).as("bob held it already").isEqualTo(1);
        assertThat(rolesOf(ann)).isEmpty();
        assertThat(rolesOf(bob)).containsExactly("Auditor");
        Job taken = run("remove-role", Map.of("selection", ids(ann, bob), "roleId", AUDITOR));
        undo(taken);
        assertThat(rolesOf(bob)).containsExactly("Auditor");
        assertThat(rolesOf(ann)).isEmpty();
    }

    @Test
    void saysInTheDryRunOfEachUserWhatTheUndoDoesThenAndChangesNothing() {
        UserId gone = world.user(acme, "gone" + domain);
        UserId cem = world.user(acme, "cem" + domain);
        UserId dan = world.user(acme, "dan" + domain);
        Job disabled = run("disable", Map.of("selection", ids(ann, bob, gone, cem, dan)));
        act(bob, "enable", Map.of());
        owner.post(user(gone) + "/actions/purge", Map.of("confirmation", "gone" + domain));
        act(cem, "delete", Map.of());
        act(dan, "disable", Map.of("allowIncoming", true));
        Job dryRun = undo(disabled, true);
        assertThat(outcomes(dryRun))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "UNCHANGED users.already")
                .containsEntry(gone, "SKIPPED users.no-longer-exists")
                .containsEntry(cem, "SKIPPED users.deleted")
                .containsEntry(dan, "SKIPPED users.changed-since");
        assertThat(state(ann)).isEqualTo("DISABLED");
        assertThat(outcomes(undo(disabled))).isEqualTo(outcomes(dryRun));
        assertThat(state(ann)).isEqualTo("ACTIVE");
    }

    @Test
    void isAJobOfItsOwnThatNamesTheOtherAndIsAuditedForEachUser() {
        Job disabled = run("disable", Map.of("selection", ids(ann, bob)));
        Job dryRun = undo(disabled, true);
        assertThat(dryRun.kind()).isEqualTo("users.disable.undo-check");
        Browser.Answer standing = owner.get(organization + "/jobs/" + disabled.id() + "/undo");
        assertThat(standing.json().at("/refusal").isNull()).isTrue();
        assertThat(standing.text("permission")).isEqualTo("users:disable");
        assertThat(standing.text("checkId")).isEqualTo(dryRun.id().toString());
        Job undone = undo(disabled);
        assertThat(undone.kind()).isEqualTo("users.disable.undo");
        assertThat(undone.undoes()).isEqualTo(disabled.id());
        assertThat(owner.get(organization + "/jobs/" + disabled.id()).text("undoneBy"))
                .isEqualTo(undone.id().toString());
        for (UserId user : List.of(ann, bob)) {
            Browser.Answer entries = owner.get(organization + "/audit?subjectId=" + user);
            assertThat(entries.text("items/0/action")).isEqualTo("users.enabled");
            assertThat(entries.text("items/1/action")).isEqualTo("users.disabled");
        }
        Browser.Answer ofTheJob = owner.get(organization + "/audit?subjectId=" + disabled.id());
        assertThat(ofTheJob.text("items/0/action")).isEqualTo("jobs.undone");
        assertThat(ofTheJob.text("items/0/after/jobId")).isEqualTo(undone.id().toString());
    }

    @Test
    void isDoneOnceAndOnlyOfJobsThatCanBeUndone() {
        Job disabled = run("disable", Map.of("selection", ids(ann)));
        undo(disabled);
        assertThat(refused(disabled)).isEqualTo("urn:problem:jobs:already-undone");
        assertThat(owner.get(organization + "/jobs/" + disabled.id() + "/undo").text("refusal"))
                .isEqualTo("ALREADY_UNDONE");
        assertThat(refused(run("enable", Map.of("selection", ids(ann)))))
                .as("she was enabled already")
                .isEqualTo("urn:problem:jobs:nothing-to-undo");
        assertThat(refused(run("reset-password", Map.of("selection", ids(ann)))))
                .isEqualTo("urn:problem:jobs:not-undoable");
        assertThat(owner.post(undoPath(JobId.next()), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void canBeBegunAgainForThoseWhoFailed() {
        Job disabled = run("disable", Map.of("selection", ids(ann, bob)));
        TestDatabase.owner()
                .sql(
                        """
                        CREATE OR REPLACE FUNCTION keep_this_user() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN RAISE 'the disk of this user is broken'; END $$
                        """)
                .update();
        TestDatabase.owner()
                .sql(
                        """
                        CREATE TRIGGER keep_this_user BEFORE UPDATE ON users
                        FOR EACH ROW WHEN (OLD.id = '%s') EXECUTE FUNCTION keep_this_user()
                        """
                                .formatted(bob))
                .update();
        Job partly = undo(disabled);
        assertThat(partly.state()).isEqualTo(JobState.PARTIAL);
        assertThat(outcomes(partly)).containsEntry(bob, "FAILED kernel.fault");
        TestDatabase.owner().sql("DROP TRIGGER keep_this_user ON users").update();
        Job rest = undo(disabled);
        assertThat(outcomes(rest)).isEqualTo(Map.of(bob, "DONE "));
        assertThat(state(bob)).isEqualTo("ACTIVE");
        assertThat(refused(disabled)).isEqualTo("urn:problem:jobs:already-undone");
    }

    @Test
    void needsTheRightOfTheOppositeActAndTouchesNobodyAbove() {
        Job given = run("add-role", Map.of("selection", ids(ann), "roleId", AUDITOR));
        UserId second = world.owner(acme, "second" + domain);
        world.systemAdministrator(world.organization("Home " + domain), "root" + domain);
        Browser root = world.signedIn("root" + domain);
        Job disabled = run(root, "disable", Map.of("selection", ids(bob, second)));
        world.holding(acme, SystemRole.HELP_DESK.id(), "hilda" + domain);
        Browser hilda = world.signedIn("hilda" + domain);
        for (String dryRun : List.of("true", "false")) {
            Browser.Answer refused =
                    hilda.post(undoPath(given.id()), Map.of("dryRun", Boolean.valueOf(dryRun)));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("permission")).isEqualTo("grants:revoke");
        }
        Job undone = undo(hilda, disabled, false);
        assertThat(outcomes(undone))
                .containsEntry(bob, "DONE ")
                .containsEntry(second, "SKIPPED users.primary-administrator");
        assertThat(state(second)).isEqualTo("DISABLED");
        assertThat(rolesOf(ann)).containsExactly("Auditor");
    }

    @Test
    void isNothingForWhoMayNotSeeTheJob() {
        Job disabled = run("disable", Map.of("selection", ids(ann)));
        RoleId keeper = RoleId.valueOf(role("Keeper", "users:read", "users:disable"));
        world.holding(acme, keeper, "kim" + domain);
        Browser kim = world.signedIn("kim" + domain);
        Browser.Answer refused = kim.post(undoPath(disabled.id()), Map.of());
        assertThat(refused.text("permission")).isEqualTo("jobs:read");
        assertThat(kim.post(undoPath(JobId.next()), Map.of()).response().body())
                .as("the same as for no job at all")
                .contains("jobs:read");
        Job own = run(kim, "enable", Map.of("selection", ids(ann)));
        assertThat(undo(kim, own, false).done()).as("he sees his own").isEqualTo(1);
    }

    @Test
    void leavesTheOwnersOpenWhenItWouldCloseThemAllHoweverFarApartTheyStand() {
        UserId first = world.owner(acme, "first" + domain);
        UserId last = world.owner(acme, "last" + domain);
        world.people(acme, UnitId.valueOf(read(ann).text("unitId")), 500);
        world.systemAdministrator(world.organization("Home " + domain), "root" + domain);
        Browser root = world.signedIn("root" + domain);
        List<UserId> all = new ArrayList<>(List.of(first));
        all.addAll(people());
        all.add(last);
        Map<String, ?> selection = ids(all.toArray(UserId[]::new));
        run(root, "disable", Map.of("selection", selection));
        Job enabled = run(root, "enable", Map.of("selection", selection));
        assertThat(enabled.done()).isEqualTo(502);
        root.post(user(olga) + "/actions/disable", Map.of("allowIncoming", false));
        Job dryRun = undo(root, enabled, true);
        Job undone = undo(root, enabled, false);
        assertThat(outcomes(undone))
                .isEqualTo(outcomes(dryRun))
                .containsEntry(first, "SKIPPED users.last-owner")
                .containsEntry(last, "SKIPPED users.last-owner");
        assertThat(undone.done()).isEqualTo(500);
        assertThat(root.get(user(first)).text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void leavesTheLastOwnerTheRole() {
        String ownership = SystemRole.OWNER.id().toString();
        Job given = run("add-role", Map.of("selection", ids(ann), "roleId", ownership));
        world.systemAdministrator(world.organization("Home " + domain), "root" + domain);
        Browser root = world.signedIn("root" + domain);
        run(root, "remove-role", Map.of("selection", ids(olga), "roleId", ownership));
        Job dryRun = undo(root, given, true);
        Job undone = undo(root, given, false);
        assertThat(outcomes(undone))
                .isEqualTo(outcomes(dryRun))
                .containsEntry(ann, "SKIPPED users.last-owner");
    }

    private static List<UserId> people() {
        return TestDatabase.owner()
                .sql("SELECT id FROM users WHERE logon_name LIKE 'person-%' ORDER BY id")
                .query((row, _) -> UserId.valueOf(row.getString(1)))
                .list();
    }

    private String refused(Job job) {
        Browser.Answer answer = owner.post(undoPath(job.id()), Map.of());
        assertThat(answer.status()).isEqualTo(409);
        return answer.text("type");
    }

    private String role(String name, String... permissions) {
        return owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                name,
                                "description",
                                "",
                                "permissions",
                                List.of(permissions)))
                .text("id");
    }

    private UnitId unit(String name) {
        return UnitId.valueOf(owner.post(organization + "/units", Map.of("name", name)).text("id"));
    }

    private Job set(Map<String, ?> fields, UserId... users) {
        return run("set-fields", Map.of("selection", ids(users), "fields", fields));
    }

    private void act(UserId user, String verb, Map<String, ?> request) {
        Browser.Answer answer = owner.post(user(user) + "/actions/" + verb, request);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }

    private List<String> rolesOf(UserId user) {
        List<String> names = new ArrayList<>();
        owner.get(user(user) + "/grants")
                .json()
                .at("/roles")
                .forEach(role -> names.add(role.at("/name").asString()));
        return names;
    }

    private static Map<String, ?> ids(UserId... users) {
        return Map.of("ids", Stream.of(users).map(UserId::toString).toList());
    }

    private Job run(String verb, Map<String, ?> request) {
        return run(owner, verb, request);
    }

    private Job run(Browser who, String verb, Map<String, ?> request) {
        return ended(who.post(organization + "/users/actions/" + verb, request));
    }

    private Job undo(Job job) {
        return undo(job, false);
    }

    private Job undo(Job job, boolean dryRun) {
        return undo(owner, job, dryRun);
    }

    private Job undo(Browser who, Job job, boolean dryRun) {
        return ended(who.post(undoPath(job.id()), Map.of("dryRun", dryRun)));
    }

    private String undoPath(JobId job) {
        return organization + "/jobs/" + job + "/undo";
    }

    private Job ended(Browser.Answer started) {
        return BegunJob.ended(jobs, acme, started);
    }

    private String user(UserId id) {
        return organization + "/users/" + id;
    }

    private Browser.Answer read(UserId user) {
        return owner.get(user(user));
    }

    private String state(UserId user) {
        return read(user).text("state");
    }
}
