package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The resync of devices, as administrators start it and are told of it. */
@MusterTest
class ResyncTests {

    @Autowired private World world;
    @Autowired private Units units;

    private String domain;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;

    @BeforeEach
    void anOrganizationWithAnOwner() {
        domain = "@" + Ids.next() + ".example";
        acme = world.organization("Acme " + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga" + domain);
        owner = world.signedIn("olga" + domain);
    }

    @Test
    void goesOnAfterThoseForWhomItCanNotBeDoneAndSaysWhy() {
        UserId ann = user("ann");
        UserId disabled = user("ben");
        owner.post(organization + "/users/" + disabled + "/actions/disable", Map.of());
        UserId deleted = user("cid");
        owner.post(organization + "/users/" + deleted + "/actions/delete", Map.of());
        world.people(acme, units.builtIn(acme), 1);
        UserId without = UserId.valueOf(found("person").getFirst());
        UserId nobody = UserId.next();

        String job = started(resync(List.of(nobody, disabled, deleted, without, ann)));

        assertThat(ended(job)).isEqualTo("PARTIAL");
        assertThat(outcomes(job))
                .containsExactly(
                        nobody + " FAILED mailboxes.user-gone",
                        "ben" + domain + " FAILED mailboxes.user-disabled",
                        "cid" + domain + " FAILED mailboxes.user-deleted",
                        owner.get(organization + "/users/" + without).text("logonName")
                                + " FAILED mailboxes.none",
                        "ann" + domain + " DONE ");
    }

    @Test
    void isDoneToOneUserFromHisPageToo() {
        UserId ann = user("ann");

        String job = started(owner.post(one(ann), Map.of()));

        assertThat(ended(job)).isEqualTo("COMPLETED");
        assertThat(outcomes(job)).containsExactly("ann" + domain + " DONE ");
        assertThat(owner.post(one(UserId.next()), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void isRecordedInTheAuditLog() {
        UserId ann = user("ann");

        String job = started(owner.post(one(ann), Map.of()));
        ended(job);

        JsonNode entries = owner.get(organization + "/audit?limit=20").json().at("/items");
        assertThat(entries)
                .extracting(entry -> entry.at("/action").asString())
                .contains("jobs.started", "mailboxes.resynced", "jobs.ended");
        JsonNode entry =
                StreamSupport.stream(entries.spliterator(), false)
                        .filter(one -> one.at("/action").asString().equals("mailboxes.resynced"))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.toString()).contains("ann" + domain, "Olga Example");
    }

    @Test
    void refusesTheTwentySixthBeforeAnythingStarts() {
        List<UserId> users =
                IntStream.rangeClosed(1, 26).mapToObj(number -> user("user" + number)).toList();

        Browser.Answer tooMany = resync(users);
        Browser.Answer allThatMatch =
                post("actions/resync", Map.of("selection", Map.of("filter", Map.of())));

        for (Browser.Answer refused : List.of(tooMany, allThatMatch)) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).isEqualTo("selection");
            assertThat(refused.text("errors/0/message")).contains("At most 25 users");
        }
        assertThat(owner.get(organization + "/jobs/count").text("count")).isEqualTo("0");
        assertThat(resync(users.subList(0, 25)).status()).isEqualTo(202);
    }

    @Test
    void takesAllThatMatchWhenTheyAreFewEnough() {
        user("ann");
        user("anna");
        user("ben");

        String job =
                started(
                        post(
                                "actions/resync",
                                Map.of("selection", Map.of("filter", Map.of("search", "ann")))));

        assertThat(ended(job)).isEqualTo("COMPLETED");
        assertThat(outcomes(job))
                .containsExactlyInAnyOrder("ann" + domain + " DONE ", "anna" + domain + " DONE ");
    }

    @Test
    void runsOnceAtATimeAndPassesOverAMailboxThatIsHeld() {
        UserId ann = user("ann");
        UserId ben = user("ben");
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO mail_folders (id, organization_id, owner_id, namespace, name, uid_validity)
                        VALUES (gen_random_uuid(), :organization, :owner, '#private', 'INBOX', 7)
                        """)
                .param("organization", acme.organization().value())
                .param("owner", ann.value())
                .update();
        List<String> jobs = new ArrayList<>();
        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("SELECT 1 FROM mail_folders WHERE owner_id = :owner FOR UPDATE")
                    .param("owner", ann.value())
                    .query(Integer.class)
                    .single();
            jobs.add(started(resync(List.of(ann, ben))));

            Browser.Answer second = owner.post(one(ben), Map.of());

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.text("type")).isEqualTo("urn:problem:mailboxes:resync-running");
            assertThat(second.text("detail")).isEqualTo("Already running: 0 of 2 done.");
            assertThat(post("actions/resync-all", Map.of()).status()).isEqualTo(409);
            assertThat(ended(jobs.getFirst())).isEqualTo("PARTIAL");
        });
        assertThat(outcomes(jobs.getFirst()))
                .containsExactly(
                        "ann" + domain + " FAILED mailboxes.busy", "ben" + domain + " DONE ");
        assertThat(ended(started(owner.post(one(ann), Map.of())))).isEqualTo("COMPLETED");
    }

    @Test
    void isToldToAllWhoMayDoItAtTheStartAndAtTheEnd() {
        UserId disabled = user("ben");
        owner.post(organization + "/users/" + disabled + "/actions/disable", Map.of());
        UserId ann = user("ann");
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "adam" + domain);
        world.holding(acme, SystemRole.HELP_DESK.id(), "helga" + domain);
        OrganizationScope other = world.organization("Globex " + domain);
        world.owner(other, "greta" + domain);
        world.systemAdministrator(other, "root" + domain);

        String job = started(resync(List.of(disabled, ann)));
        ended(job);

        for (String told : List.of("olga", "adam", "root")) {
            Browser.Answer bell = world.signedIn(told + domain).get("/api/v1/me/notices");
            assertThat(bell.text("items/0/kind")).isEqualTo("jobs.ended");
            assertThat(bell.text("items/0/facts/job")).isEqualTo("mailboxes.resync");
            assertThat(bell.text("items/0/facts/jobId")).isEqualTo(job);
            assertThat(bell.text("items/0/facts/done")).isEqualTo("1");
            assertThat(bell.text("items/0/facts/failed")).isEqualTo("1");
            assertThat(bell.text("items/0/facts/failures/0/name")).isEqualTo("ben" + domain);
            assertThat(bell.text("items/0/facts/failures/0/message")).contains("disabled");
            assertThat(bell.text("items/1/kind")).isEqualTo("jobs.started");
            assertThat(bell.text("items/1/facts/total")).isEqualTo("2");
        }
        for (String untold : List.of("helga", "greta")) {
            assertThat(
                            world.signedIn(untold + domain)
                                    .get("/api/v1/me/notices")
                                    .json()
                                    .at("/items"))
                    .isEmpty();
        }
    }

    @Test
    void needsThePermission() {
        UserId ann = user("ann");
        world.holding(acme, SystemRole.HELP_DESK.id(), "helga" + domain);
        Browser helga = world.signedIn("helga" + domain);

        Browser.Answer refused = helga.post(one(ann), Map.of());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo(Permission.MAILBOXES_RESYNC.text());
        assertThat(helga.post(organization + "/users/actions/resync-all", Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void ofAllGoesByBatchesWithRestsAndLeavesOutWhoCanNotBeConnected() {
        owner.post(organization + "/users/" + user("ben") + "/actions/disable", Map.of());
        IntStream.rangeClosed(1, 52).forEach(number -> user("user" + number));
        Instant begun = Instant.now();

        String job = started(post("actions/resync-all", Map.of()));

        assertThat(ended(job)).isEqualTo("COMPLETED");
        assertThat(owner.get(organization + "/jobs/" + job).text("done")).isEqualTo("53");
        assertThat(Duration.between(begun, Instant.now()))
                .as("53 users are three batches with two rests of 200 ms")
                .isGreaterThan(Duration.ofMillis(400));
    }

    private UserId user(String name) {
        return world.user(acme, name + domain);
    }

    private String one(UserId user) {
        return organization + "/users/" + user + "/actions/resync";
    }

    private Browser.Answer resync(List<UserId> users) {
        return post(
                "actions/resync",
                Map.of("selection", Map.of("ids", users.stream().map(UserId::toString).toList())));
    }

    private Browser.Answer post(String path, Object body) {
        return owner.post(organization + "/users/" + path, body);
    }

    private static String started(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return answer.text("jobId");
    }

    /** How the job ended. */
    private String ended(String job) {
        return await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> owner.get(organization + "/jobs/" + job).text("state"),
                        state -> !state.equals("QUEUED") && !state.equals("RUNNING"));
    }

    private List<String> outcomes(String job) {
        return StreamSupport.stream(
                        owner.get(organization + "/jobs/" + job + "/items")
                                .json()
                                .at("/items")
                                .spliterator(),
                        false)
                .map(item ->
                        item.at("/subjectName").asString()
                                + " "
                                + item.at("/verdict").asString()
                                + " "
                                + item.at("/reason").asString())
                .toList();
    }

    private List<String> found(String search) {
        return StreamSupport.stream(
                        owner.get(organization + "/users?search=" + search)
                                .json()
                                .at("/items")
                                .spliterator(),
                        false)
                .map(item -> item.at("/id").asString())
                .toList();
    }
}
