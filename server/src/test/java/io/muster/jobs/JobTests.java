package io.muster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.Rehearsal;
import io.muster.testing.TestDatabase;
import io.muster.testing.WatchedResponse;
import io.muster.testing.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class JobTests {

    private final Jobs jobs;
    private final JobEndpoint endpoint;
    private final Scopes scopes;
    private final Rehearsal rehearsal;
    private final World world;
    private final OrganizationScope acme;
    private final UserId owner;
    private final String ownerAddress;
    private final Browser administrator;

    JobTests(
            @Autowired Jobs jobs,
            @Autowired JobEndpoint endpoint,
            @Autowired Scopes scopes,
            @Autowired Rehearsal rehearsal,
            @Autowired World world) {
        this.jobs = jobs;
        this.endpoint = endpoint;
        this.scopes = scopes;
        this.rehearsal = rehearsal;
        this.world = world;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.ownerAddress = "owner-" + UUID.randomUUID() + "@example.org";
        this.owner = world.owner(acme, ownerAddress);
        this.administrator = world.signedIn(ownerAddress);
    }

    @Test
    void doesEveryItemOnceAndCounts() {
        Set<Long> handled = new ConcurrentSkipListSet<>();
        AtomicInteger calls = new AtomicInteger();
        JobId job =
                start(
                        1_234,
                        items -> {
                            items.forEach(item -> {
                                handled.add(item.number());
                                calls.incrementAndGet();
                            });
                            return items.stream().map(JobTests::verdictByNumber).toList();
                        });
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.PARTIAL);
        assertThat(ended.total()).isEqualTo(1_234);
        assertThat(ended.failed()).isEqualTo(123);
        assertThat(ended.skipped()).isEqualTo(123);
        assertThat(ended.done()).isEqualTo(1_234 - 123 - 123);
        assertThat(handled).hasSize(1_234);
        assertThat(calls).hasValue(1_234);
    }

    @Test
    void oneBadItemStopsNoOther() {
        JobId job =
                start(
                        20,
                        items -> {
                            if (items.stream().anyMatch(item -> item.number() == 7)) {
                                throw new IllegalStateException("item 7 breaks everything");
                            }
                            return items.stream().map(Outcome::done).toList();
                        });
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.PARTIAL);
        assertThat(ended.done()).isEqualTo(19);
        assertThat(ended.failed()).isOne();
        Browser.Answer items = administrator.get(path(job) + "/items?verdict=FAILED");
        assertThat(items.text("items/0/number")).isEqualTo("7");
        assertThat(items.text("items/0/reason")).isEqualTo("kernel.fault");
        assertThat(items.text("items/0/message")).doesNotContain("breaks everything");
    }

    @Test
    void anOutcomeThatIsMissingIsNoSuccess() {
        JobId job = start(3, items -> List.of());
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.failed()).isEqualTo(3);
    }

    @Test
    void areCountedByState() {
        ended(start(0, items -> List.of()));
        ended(start(1, items -> items.stream().map(Outcome::done).toList()));
        ended(start(3, items -> List.of()));
        assertThat(
                        administrator
                                .get(
                                        "/api/v1/organizations/"
                                                + acme.organization()
                                                + "/jobs/states")
                                .json()
                                .at("/items"))
                .extracting(state -> state.at("/state").asString() + " " + state.at("/count"))
                .containsExactlyInAnyOrder("COMPLETED 2", "FAILED 1");
    }

    @Test
    void aJobOverNothingIsComplete() {
        assertThat(ended(start(0, items -> List.of())).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void stopsAfterThePortionAtHandWhenCancelled() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        JobId job = start(1_500, waiting(begun, goOn));
        assertThat(begun.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(administrator.post(path(job) + "/cancel", "").status()).isEqualTo(202);
        goOn.countDown();
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
        assertThat(ended.done()).isEqualTo(500);
        assertThat(administrator.post(path(job) + "/cancel", "").status()).isEqualTo(409);
    }

    @Test
    void aJobHasItsTurnHoweverManyLongOnesAreThere() {
        AtomicBoolean over = new AtomicBoolean();
        List<JobId> longOnes = new ArrayList<>();
        for (int i = 0; i < JobRunner.JOBS; i++) {
            longOnes.add(
                    start(
                            10_000,
                            items -> {
                                Instant begun = Instant.now();
                                await().atMost(Duration.ofMinutes(2))
                                        .until(() ->
                                                over.get()
                                                        || Instant.now()
                                                                .isAfter(
                                                                        begun.plus(
                                                                                JobRunner.TURN)));
                                return items.stream().map(Outcome::done).toList();
                            }));
        }
        longOnes.forEach(job -> await().until(() -> find(job).state() == JobState.RUNNING));
        JobId late = start(1, items -> items.stream().map(Outcome::done).toList());
        await().atMost(Duration.ofMinutes(1)).until(() -> find(late).state().ended());
        assertThat(longOnes).allMatch(job -> find(job).state() == JobState.RUNNING);
        over.set(true);
        assertThat(longOnes).allSatisfy(job -> assertThat(ended(job).done()).isEqualTo(10_000));
    }

    @Test
    void aCancelledJobThatWaitsEndsAtOnceAndNeverRuns() {
        AtomicInteger calls = new AtomicInteger();
        Rehearsal.Script script =
                rehearsal.script(
                        "queued",
                        items -> {
                            calls.incrementAndGet();
                            return items.stream().map(Outcome::done).toList();
                        });
        OrganizationScope scope = asOwner();
        JobId job =
                scopes.in(
                        scope,
                        () -> {
                            JobId queued =
                                    jobs.start(
                                            scope, Rehearsal.KIND, script, items -> add(items, 10));
                            assertThat(jobs.cancel(scope, queued)).isTrue();
                            return queued;
                        });
        assertThat(find(job).state()).isEqualTo(JobState.CANCELLED);
        await().untilAsserted(() ->
                assertThat(
                                TestDatabase.owner()
                                        .sql(
                                                "SELECT count(*) FROM scheduled_tasks WHERE task_instance LIKE '%' || :job")
                                        .param("job", job.toString())
                                        .query(Integer.class)
                                        .single())
                        .isZero());
        assertThat(calls).hasValue(0);
    }

    @Test
    void endsWhenItsStarterLosesTheRightMeanwhile() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        String address = "helper-" + UUID.randomUUID() + "@example.org";
        world.owner(acme, address);
        JobId job = start(1_500, waiting(begun, goOn));
        assertThat(begun.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        TestDatabase.owner()
                .sql("DELETE FROM role_grants WHERE user_id = :user")
                .param("user", owner.value())
                .update();
        goOn.countDown();
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.PARTIAL);
        assertThat(ended.reason()).isEqualTo("jobs.permission-lost");
        assertThat(ended.done()).isEqualTo(500);
    }

    @Test
    void endsWhenItsKindIsGone() {
        OrganizationScope scope = asOwner();
        JobId job = jobs.start(scope, "testing.gone", List.of(), items -> add(items, 3));
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.reason()).isEqualTo("jobs.kind-unknown");
    }

    @Test
    void isNotStartedWhenTheActThatStartsItIsRolledBack() {
        OrganizationScope scope = asOwner();
        long before = count();
        try {
            scopes.run(
                    scope,
                    () -> {
                        jobs.start(scope, Rehearsal.KIND, List.of(), items -> add(items, 3));
                        throw new IllegalStateException("rolled back");
                    });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("rolled back");
        }
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void theResultFileNamesEveryItemAndRunsNoFormula() {
        Rehearsal.Script script =
                rehearsal.script(
                        "formula",
                        items ->
                                items.stream()
                                        .map(item -> Outcome.failed(item, "x", "=1+1"))
                                        .toList());
        OrganizationScope scope = asOwner();
        JobId job =
                jobs.start(
                        scope,
                        Rehearsal.KIND,
                        script,
                        items ->
                                items.add(
                                        List.of(
                                                new Jobs.Subject(UUID.randomUUID(), "@SUM(A1)"),
                                                new Jobs.Subject(
                                                        UUID.randomUUID(), "Ann, \"Lee\""))));
        ended(job);
        Browser.Answer file = administrator.get(path(job) + "/result");
        assertThat(file.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(file.header("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains(".csv"));
        assertThat(file.response().body())
                .contains("'@SUM(A1)", "'=1+1", "\"Ann, \"\"Lee\"\"\"", "FAILED");
    }

    @Test
    void theStarterSeesHisJobWithoutThePermissionAndNobodyElseDoes() {
        String address = "starter-" + UUID.randomUUID() + "@example.org";
        UserId starter = world.user(acme, address);
        TestDatabase.owner()
                .sql(
                        "INSERT INTO permission_grants (organization_id, user_id, permission) VALUES (:o, :u, 'users:edit')")
                .param("o", acme.organization().value())
                .param("u", starter.value())
                .update();
        OrganizationScope scope =
                scopes.resume(scopes.machinery(), World.actor(starter), acme.organization())
                        .orElseThrow();
        JobId own = jobs.start(scope, Rehearsal.KIND, done(), items -> add(items, 2));
        JobId other = start(2, items -> items.stream().map(Outcome::done).toList());
        Browser browser = world.signedIn(address);
        String all = "/api/v1/organizations/" + acme.organization() + "/jobs";
        assertThat(browser.get(path(own)).status()).isEqualTo(200);
        assertThat(browser.get(path(own) + "/items").status()).isEqualTo(200);
        assertThat(browser.get(all + "?own=true").text("items/0/id")).isEqualTo(own.toString());
        assertThat(browser.get(all).status()).isEqualTo(403);
        assertThat(browser.get(path(other)).status()).isEqualTo(403);
        assertThat(browser.get(path(JobId.next())).status()).isEqualTo(403);
        assertThat(browser.post(path(own) + "/cancel", "").status()).isEqualTo(403);
        assertThat(administrator.get(path(JobId.next())).status()).isEqualTo(404);
    }

    @Test
    void listsJobsAndItsItemsByFilter() {
        JobId job = start(30, items -> items.stream().map(JobTests::verdictByNumber).toList());
        ended(job);
        String all = "/api/v1/organizations/" + acme.organization() + "/jobs";
        assertThat(administrator.get(all + "?state=PARTIAL").text("items/0/id"))
                .isEqualTo(job.toString());
        assertThat(administrator.get(all + "/count?kind=" + Rehearsal.KIND).text("count"))
                .isEqualTo("1");
        assertThat(administrator.get(all + "/count?kind=other").text("count")).isEqualTo("0");
        Browser.Answer page = administrator.get(path(job) + "/items?verdict=SKIPPED&limit=2");
        assertThat(page.text("items/0/number")).isEqualTo("5");
        assertThat(page.text("items/1/number")).isEqualTo("15");
        assertThat(
                        administrator
                                .get(
                                        path(job)
                                                + "/items?verdict=SKIPPED&limit=2&cursor="
                                                + page.text("next"))
                                .text("items/0/number"))
                .isEqualTo("25");
        assertThat(administrator.get(path(job) + "/tallies").text("items/0/count")).isEqualTo("24");
    }

    @Test
    void startAndEndStandInTheAuditLog() {
        JobId job = start(2, items -> items.stream().map(Outcome::done).toList());
        ended(job);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT action FROM audit_entries WHERE subject_id = :job ORDER BY sequence")
                                .param("job", job.value())
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly("jobs.started", "jobs.ended");
    }

    private static Outcome verdictByNumber(Item item) {
        return switch ((int) (item.number() % 10)) {
            case 0 -> Outcome.failed(item, "testing.refused", "Refused.");
            case 5 -> Outcome.skipped(item, "testing.not-applicable", "Not applicable.");
            default -> Outcome.done(item);
        };
    }

    private static Function<List<Item>, List<Outcome>> waiting(
            CountDownLatch begun, CountDownLatch goOn) {
        return items -> {
            begun.countDown();
            try {
                if (!goOn.await(20, java.util.concurrent.TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let it go on");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
            return items.stream().map(Outcome::done).toList();
        };
    }

    private Rehearsal.Script done() {
        return rehearsal.script("done", items -> items.stream().map(Outcome::done).toList());
    }

    @Test
    void whoeverReadsTheResultSlowlyHoldsNoConnectionToTheDatabase() throws IOException {
        JobId job = start(1_234, items -> items.stream().map(Outcome::done).toList());
        ended(job);
        var response = new WatchedResponse();
        endpoint.result(asOwner(), job, response);
        assertThat(response.writes()).isGreaterThan(2);
        assertThat(response.insideATransaction()).isZero();
    }

    private JobId start(int items, Function<List<Item>, List<Outcome>> work) {
        Rehearsal.Script script = rehearsal.script(UUID.randomUUID().toString(), work);
        return jobs.start(asOwner(), Rehearsal.KIND, script, list -> add(list, items));
    }

    private static void add(Jobs.Items items, int count) {
        items.add(
                LongStream.rangeClosed(1, count)
                        .mapToObj(number -> new Jobs.Subject(new UUID(0, number), "user " + number))
                        .toList());
    }

    private OrganizationScope asOwner() {
        return scopes.resume(scopes.machinery(), World.actor(owner), acme.organization())
                .orElseThrow();
    }

    private Job find(JobId job) {
        return jobs.find(acme, job).orElseThrow();
    }

    private Job ended(JobId job) {
        return await().until(() -> find(job), found -> found.state().ended());
    }

    private long count() {
        return TestDatabase.owner().sql("SELECT count(*) FROM jobs").query(Long.class).single();
    }

    private String path(JobId job) {
        return "/api/v1/organizations/" + acme.organization() + "/jobs/" + job;
    }
}
