package io.muster.users;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class BulkUserActionTests {

    @Autowired World world;
    @Autowired Jobs jobs;

    private OrganizationScope acme;
    private UserId olga;
    private UserId ann;
    private UserId bob;
    private Browser owner;
    private String actions;

    @BeforeEach
    void anOrganizationOfThree() {
        String name = UserId.next().toString();
        String domain = "@a" + name + ".example";
        acme = world.organization("Acme " + name);
        olga = world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
        actions = "/api/v1/organizations/" + acme.organization() + "/users/actions/";
    }

    @Test
    void doesToAllThatMatchWhatItSkipsNobodyFor() {
        Job job = run("disable", Map.of("selection", all(), "allowIncoming", true));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.total()).isEqualTo(3);
        assertThat(job.done()).isEqualTo(2);
        assertThat(job.skipped()).isEqualTo(1);
        assertThat(outcomes(job))
                .containsEntry(olga, "SKIPPED users.oneself")
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "DONE ");
        assertThat(state(ann)).isEqualTo("DISABLED");
        assertThat(state(olga)).isEqualTo("ACTIVE");
    }

    @Test
    void leavesOutWhoIsExcepted() {
        run(
                "disable",
                Map.of("selection", Map.of("filter", Map.of(), "except", List.of(ann.value()))));
        assertThat(state(ann)).isEqualTo("ACTIVE");
        assertThat(state(bob)).isEqualTo("DISABLED");
    }

    @Test
    void takesTheFilterOfTheList() {
        run(
                "disable",
                Map.of(
                        "selection",
                        Map.of("filter", Map.of("search", "ANN", "state", List.of("ACTIVE")))));
        assertThat(state(ann)).isEqualTo("DISABLED");
        assertThat(state(bob)).isEqualTo("ACTIVE");
    }

    @Test
    void saysOfEachIdThatIsNobodysThatHeNoLongerExists() {
        UserId gone = UserId.next();
        Job job = run("disable", Map.of("selection", ids(gone, ann)));
        assertThat(outcomes(job))
                .containsEntry(gone, "SKIPPED users.no-longer-exists")
                .containsEntry(ann, "DONE ");
    }

    @Test
    void reachesNobodyOfAnotherOrganization() {
        OrganizationScope globex = world.organization("Globex " + UserId.next());
        UserId stranger = world.user(globex, "s" + UserId.next() + "@globex.example");
        Job job = run("purge", Map.of("selection", ids(stranger), "confirmation", "1"));
        assertThat(outcomes(job)).containsEntry(stranger, "SKIPPED users.no-longer-exists");
        assertThat(state(stranger)).isEqualTo("ACTIVE");
    }

    @Test
    void expiresThePasswordsOfThoseWhoHaveOneAndNamesTheOthers() {
        TestDatabase.owner()
                .sql("UPDATE users SET sign_in_method = 'DIRECTORY' WHERE id = :id")
                .param("id", bob.value())
                .update();
        Job job = run("expire-password", Map.of("selection", ids(ann, bob)));
        assertThat(outcomes(job))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "SKIPPED users.no-own-password");
    }

    @Test
    void movesDeletesRestoresAndPurges() {
        String builtIn = owner.get(user(ann)).text("unitId");
        assertThat(outcomes(run("move", Map.of("selection", ids(ann), "unitId", builtIn))))
                .containsEntry(ann, "UNCHANGED users.already");
        run("delete", Map.of("selection", ids(ann, bob)));
        assertThat(state(ann)).isEqualTo("DELETED");
        run("restore", Map.of("selection", Map.of("filter", Map.of("state", List.of("DELETED")))));
        assertThat(state(ann)).isEqualTo("ACTIVE");
        run("purge", Map.of("selection", ids(ann, bob), "confirmation", "2"));
        assertThat(owner.get(user(ann)).status()).isEqualTo(404);
    }

    @Test
    void movesSeveralToAnotherUnit() {
        String unit =
                owner.post(
                                "/api/v1/organizations/" + acme.organization() + "/units",
                                Map.of("name", "Harbour"))
                        .text("id");
        Job job = run("move", Map.of("selection", ids(ann, bob), "unitId", unit));
        assertThat(outcomes(job)).containsEntry(ann, "DONE ").containsEntry(bob, "DONE ");
        assertThat(owner.get(user(ann)).text("unitId")).isEqualTo(unit);
        assertThat(owner.get(user(bob)).text("unitId")).isEqualTo(unit);
        assertThat(owner.get(user(olga)).text("unitId")).isNotEqualTo(unit);
    }

    @Test
    void doesTheOthersWhenOneFailsAndNamesHim() {
        TestDatabase.owner()
                .sql(
                        """
                        CREATE FUNCTION refuse_this_user() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN RAISE 'the disk of this user is broken'; END $$
                        """)
                .update();
        TestDatabase.owner()
                .sql(
                        """
                        CREATE TRIGGER refuse_this_user BEFORE UPDATE ON users
                        FOR EACH ROW WHEN (OLD.id = '%s') EXECUTE FUNCTION refuse_this_user()
                        """
                                .formatted(bob))
                .update();
        Job job = run("delete", Map.of("selection", ids(ann, bob)));
        assertThat(job.state()).isEqualTo(JobState.PARTIAL);
        assertThat(state(ann)).isEqualTo("DELETED");
        assertThat(state(bob)).isEqualTo("ACTIVE");
        Browser.Answer failed =
                owner.get(
                        "/api/v1/organizations/%s/jobs/%s/items?verdict=FAILED"
                                .formatted(acme.organization(), job.id()));
        assertThat(failed.json().at("/items")).hasSize(1);
        assertThat(failed.text("items/0/subjectName")).startsWith("bob@");
        assertThat(failed.text("items/0/reason")).isEqualTo("kernel.fault");
    }

    @Test
    void purgesOnlyWithTheNumberOfUsersTyped() {
        Browser.Answer refused =
                owner.post(
                        actions + "purge", Map.of("selection", ids(ann, bob), "confirmation", "3"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("confirmation");
        assertThat(state(ann)).isEqualTo("ACTIVE");
    }

    @Test
    void tellsBeforehandHowManyAndWho() {
        Browser.Answer preview = owner.post(actions + "preview", Map.of("selection", all()));
        assertThat(preview.json().at("/count").asInt()).isEqualTo(3);
        assertThat(preview.text("samples/0")).startsWith("ann@");
    }

    @Test
    void writesOneAuditEntryForEachUser() {
        run("disable", Map.of("selection", ids(ann, bob)));
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT count(*) FROM audit_entries
                                        WHERE organization_id = :organization AND action = 'users.disabled' AND channel = 'JOB'
                                        """)
                                .param("organization", acme.organization().value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
    }

    @Test
    void refusesASelectionOfNothingOrOfBothKinds() {
        assertThat(status(Map.of())).isEqualTo(422);
        assertThat(status(Map.of("ids", List.of()))).isEqualTo(422);
        assertThat(status(Map.of("ids", List.of(ann.value()), "filter", Map.of()))).isEqualTo(422);
        assertThat(status(Map.of("ids", List.of(ann.value())))).isEqualTo(202);
    }

    private int status(Map<String, ?> selection) {
        return owner.post(actions + "enable", Map.of("selection", selection)).status();
    }

    private static Map<String, ?> all() {
        return Map.of("filter", Map.of());
    }

    private static Map<String, ?> ids(UserId... users) {
        return Map.of("ids", Stream.of(users).map(user -> user.value().toString()).toList());
    }

    private Job run(String verb, Map<String, ?> request) {
        Browser.Answer started = owner.post(actions + verb, request);
        return BegunJob.ended(jobs, acme, started);
    }

    private String user(UserId id) {
        return "/api/v1/organizations/" + acme.organization() + "/users/" + id;
    }

    private static String state(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT state FROM users WHERE id = :id")
                .param("id", user.value())
                .query((row, _) -> row.getString(1))
                .single();
    }
}
