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
import io.muster.testing.SideBySideRehearsal;
import io.muster.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;

/** Two portions of a job may be in hand at the same time, where its work allows that. */
@MusterTest
class SideBySideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ITEMS = 2_100;

    private final Jobs jobs;
    private final Scopes scopes;
    private final Rehearsal rehearsal;
    private final OrganizationScope acme;
    private final UserId owner;
    private final Browser administrator;

    SideBySideTests(
            @Autowired Jobs jobs,
            @Autowired Scopes scopes,
            @Autowired Rehearsal rehearsal,
            @Autowired World world) {
        this.jobs = jobs;
        this.scopes = scopes;
        this.rehearsal = rehearsal;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        String address = "owner-" + UUID.randomUUID() + "@example.org";
        this.owner = world.owner(acme, address);
        this.administrator = world.signedIn(address);
    }

    @Test
    void twoPortionsAreInHandAtTheSameTimeAndEachIsDoneOnce() {
        CountDownLatch bothBegun = new CountDownLatch(2);
        AtomicInteger handled = new AtomicInteger();
        Job ended =
                ended(
                        start(items -> {
                            bothBegun.countDown();
                            waitFor(bothBegun);
                            handled.addAndGet(items.size());
                            return items.stream().map(Outcome::done).toList();
                        }));
        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(ended.done()).isEqualTo(ITEMS);
        assertThat(handled).hasValue(ITEMS);
        assertThat(outcomes(ended.id())).hasSize(ITEMS).allMatch(line -> line.contains(",DONE,"));
    }

    @Test
    void aPortionThatWasTakenBackIsDoneAgainByWhoeverComesNext() {
        AtomicBoolean failed = new AtomicBoolean();
        Job ended =
                ended(
                        start(items -> {
                            boolean chosen = items.stream().anyMatch(item -> item.number() == 700);
                            if (chosen && failed.compareAndSet(false, true)) {
                                throw new TransientDataAccessResourceException("away");
                            }
                            return items.stream().map(Outcome::done).toList();
                        }));
        assertThat(failed).isTrue();
        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(ended.done()).isEqualTo(ITEMS);
        assertThat(outcomes(ended.id())).hasSize(ITEMS);
    }

    @Test
    void cancellingWaitsForBothPortionsAndLeavesTheOthersOpen() {
        CountDownLatch bothBegun = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        JobId job =
                start(items -> {
                    bothBegun.countDown();
                    waitFor(goOn);
                    return items.stream().map(Outcome::done).toList();
                });
        waitFor(bothBegun);
        assertThat(administrator.post(path(job) + "/cancel", "").status()).isEqualTo(202);
        goOn.countDown();
        Job ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
        assertThat(ended.done()).isEqualTo(1_000);
        assertThat(outcomes(job)).hasSize(ITEMS);
        assertThat(outcomes(job).stream().filter(line -> line.contains(",OPEN,"))).hasSize(1_100);
        Browser.Answer page = administrator.get(path(job) + "/items?limit=100");
        for (int last = 100; last < ITEMS; last += 100) {
            assertThat(page.text("items/99/number")).isEqualTo(String.valueOf(last));
            page = administrator.get(path(job) + "/items?limit=100&cursor=" + page.text("next"));
        }
        assertThat(page.text("items/99/number")).isEqualTo(String.valueOf(ITEMS));
        assertThat(page.json().at("/items/99/verdict").isNull()).isTrue();
        assertThat(
                        administrator
                                .get(path(job) + "/items?limit=100&cursor=" + page.text("previous"))
                                .text("items/0/number"))
                .isEqualTo("1901");
        assertThat(administrator.get(path(job) + "/tallies").text("items/0/count"))
                .isEqualTo("1100");
    }

    private JobId start(Function<List<Item>, List<Outcome>> work) {
        return jobs.start(
                scopes.resume(scopes.machinery(), World.actor(owner), acme.organization())
                        .orElseThrow(),
                SideBySideRehearsal.KIND,
                rehearsal.script(UUID.randomUUID().toString(), work),
                list ->
                        list.add(
                                LongStream.rangeClosed(1, ITEMS)
                                        .mapToObj(number ->
                                                new Jobs.Subject(
                                                        new UUID(0, number), "user " + number))
                                        .toList()));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Job ended(JobId job) {
        return await().atMost(PATIENCE)
                .until(() -> jobs.find(acme, job).orElseThrow(), found -> found.state().ended());
    }

    /** The lines of the result without its header. */
    private List<String> outcomes(JobId job) {
        return administrator.get(path(job) + "/result").response().body().lines().skip(1).toList();
    }

    private String path(JobId job) {
        return "/api/v1/organizations/" + acme.organization() + "/jobs/" + job;
    }
}
