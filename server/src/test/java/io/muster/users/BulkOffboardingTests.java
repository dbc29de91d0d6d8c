package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Many users who leave by one act. */
@MusterTest
class BulkOffboardingTests {

    private final World world;
    private final Jobs jobs;
    private final OrganizationScope acme;
    private final String users;
    private final Browser owner;
    private final UserId olga;
    private final UserId sue;
    private final UserId ann;
    private final UserId bob;
    private final String bobs = address("bob");

    BulkOffboardingTests(@Autowired World world, @Autowired Jobs jobs) {
        this.world = world;
        this.jobs = jobs;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.users = "/api/v1/organizations/" + acme.organization() + "/users";
        String olgas = address("olga");
        this.olga = world.owner(acme, olgas);
        this.owner = world.signedIn(olgas);
        this.sue = world.user(acme, address("sue"));
        this.ann = world.holding(acme, SystemRole.AUDITOR.id(), address("ann"));
        this.bob = world.user(acme, bobs);
    }

    @Test
    void doesToEachWhatIsDoneToOneAndSaysWhoCouldNotBe() {
        Browser his = world.signedIn(bobs);
        Job job = offboard(ids(ann, bob, sue, olga), everything());

        assertThat(job.done()).isEqualTo(2);
        assertThat(job.skipped()).as("the successor, and oneself").isEqualTo(2);
        assertThat(reasons(job)).contains("users.successor").contains("users.oneself");
        assertThat(his.get("/api/v1/me").status()).isEqualTo(401);
        for (UserId user : List.of(ann, bob)) {
            assertThat(owner.get(users + "/" + user).text("state")).isEqualTo("DISABLED");
            assertThat(
                            owner.get(users.replace("/users", "/mailboxes/") + user + "/forwarding")
                                    .json()
                                    .at("/active")
                                    .asBoolean())
                    .isTrue();
            assertThat(owner.get(users + "/" + user + "/offboardings").json().at("/items").size())
                    .isEqualTo(1);
        }
        assertThat(owner.get(users + "/" + ann + "/grants").json().at("/roles")).isEmpty();
    }

    @Test
    void isPreviewedWithNumbersSamplesAndReasonsAndChangesNothing() {
        Browser.Answer preview =
                owner.post(
                        users + "/actions/offboard/preview",
                        Map.of("selection", ids(ann, bob, sue, olga), "offboarding", everything()));

        assertThat(preview.status()).as(preview.response().body()).isEqualTo(200);
        assertThat(preview.json().at("/count").asLong()).isEqualTo(4);
        assertThat(preview.json().at("/looked").asInt()).isEqualTo(4);
        assertThat(preview.json().at("/samples").size()).isEqualTo(4);
        assertThat(
                        preview.json()
                                .at("/impossible")
                                .valueStream()
                                .map(one -> one.at("/reason").asString()))
                .containsExactlyInAnyOrder("users.successor", "users.oneself");
        assertThat(
                        preview.json()
                                .at("/parts")
                                .valueStream()
                                .map(part -> part.at("/part").asString() + part.at("/users")))
                .contains("DISABLE2", "TAKE_ROLES1", "DIRECT_MAIL2");
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("ACTIVE");
        assertThat(owner.get(users + "/" + ann + "/offboardings").json().at("/items")).isEmpty();
    }

    @Test
    void isTakenBackAsAJobIsUndone() {
        Job job = offboard(ids(ann, bob), everything());
        String undo = users.replace("/users", "/jobs/") + job.id() + "/undo";
        String enable = users + "/" + bob + "/actions/enable";
        owner.post(enable, Map.of());

        Job dry = BegunJob.ended(jobs, acme, owner.post(undo, Map.of("dryRun", true)));
        assertThat(dry.done()).isEqualTo(2);
        assertThat(reasons(dry)).as("as it will be").contains("users.changed-since");
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("DISABLED");
        assertThat(owner.get(users + "/" + ann + "/grants").json().at("/roles")).isEmpty();

        Job undone = BegunJob.ended(jobs, acme, owner.post(undo, Map.of("dryRun", false)));
        assertThat(undone.done()).isEqualTo(2);
        assertThat(reasons(undone)).as("bob was enabled by hand").contains("users.changed-since");
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("ACTIVE");
        assertThat(owner.get(users + "/" + ann + "/grants").text("roles/0/name"))
                .isEqualTo("Auditor");
    }

    @Test
    void isTakenBackForEachInATransactionOfHisOwn() {
        Job job = offboard(ids(ann, bob), Map.of());
        String undo = users.replace("/users", "/jobs/") + job.id() + "/undo";
        owner.post(users + "/" + bob + "/actions/enable", Map.of());
        assertThat(offboard(ids(bob), Map.of()).done()).isEqualTo(1);

        Job dry = BegunJob.ended(jobs, acme, owner.post(undo, Map.of("dryRun", true)));
        Job undone = BegunJob.ended(jobs, acme, owner.post(undo, Map.of("dryRun", false)));

        for (Job one : List.of(dry, undone)) {
            assertThat(one.done()).isEqualTo(1);
            assertThat(one.skipped()).as("a newer one settled it since").isEqualTo(1);
            assertThat(reasons(one)).contains("users.changed-since");
        }
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("ACTIVE");
        assertThat(owner.get(users + "/" + bob).text("state")).isEqualTo("DISABLED");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT count(DISTINCT xmin::text) FROM job_items WHERE job_id = :job
                                        """)
                                .param("job", undone.id().value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
    }

    @Test
    void plansAndTakesAllThatMatch() {
        String later = Instant.now().plus(Duration.ofDays(9)).toString();
        Map<String, Object> meant = Map.of("filter", Map.of("search", "bob"));
        assertThat(offboard(meant, Map.of("disableAt", later)).done()).isEqualTo(1);
        assertThat(owner.get(users + "/" + bob).text("state")).isEqualTo("ACTIVE");

        Job again = offboard(meant, Map.of());
        assertThat(reasons(again)).contains("users.offboarding-planned");
    }

    @Test
    void namesWhatIsWrongAndNeedsWhatEachPartNeeds() {
        String actions = users + "/actions/offboard";
        assertThat(
                        owner.post(
                                        actions,
                                        Map.of(
                                                "selection",
                                                ids(ann),
                                                "offboarding",
                                                Map.of("mail", "FORWARDED")))
                                .text("errors/0/field"))
                .isEqualTo("successorId");
        assertThat(
                        owner.post(
                                        actions,
                                        Map.of(
                                                "selection",
                                                ids(ann),
                                                "offboarding",
                                                Map.of(
                                                        "openMailbox",
                                                        true,
                                                        "successorId",
                                                        UserId.next().toString())))
                                .text("errors/0/code"))
                .isEqualTo("gone");
        String helpers = address("hilda");
        world.holding(acme, SystemRole.HELP_DESK.id(), helpers);
        assertThat(
                        world.signedIn(helpers)
                                .post(
                                        actions,
                                        Map.of(
                                                "selection",
                                                ids(ann),
                                                "offboarding",
                                                Map.of("takeRoles", true)))
                                .status())
                .isEqualTo(403);
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("ACTIVE");
    }

    private Map<String, Object> everything() {
        return Map.of(
                "mail",
                "FORWARDED",
                "successorId",
                sue.toString(),
                "openMailbox",
                true,
                "takeRoles",
                true);
    }

    private Job offboard(Map<String, Object> selection, Map<String, Object> wish) {
        return BegunJob.ended(
                jobs,
                acme,
                owner.post(
                        users + "/actions/offboard",
                        Map.of("selection", selection, "offboarding", wish)));
    }

    private String reasons(Job job) {
        return owner.get(users.replace("/users", "/jobs/") + job.id() + "/items").response().body();
    }

    private static Map<String, Object> ids(UserId... users) {
        return Map.of("ids", List.of(users).stream().map(UserId::toString).toList());
    }

    private static String address(String name) {
        return name + UUID.randomUUID() + "@acme.example";
    }
}
