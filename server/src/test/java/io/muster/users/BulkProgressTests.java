package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.ToldProgress;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** How far an act on many is, while it is at work on a portion that takes long. */
@MusterTest
class BulkProgressTests {

    /** Of one portion of the job. */
    private static final int PORTION = 500;

    @Autowired private World world;
    @Autowired private Jobs jobs;
    @Autowired private ConfigurableApplicationContext server;

    @Test
    void everyPortionThatIsDoneIsToldWhileTheNextOneIsAtWork() {
        String domain = "@p" + UserId.next() + ".example";
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga" + domain);
        UserId ann = world.user(acme, "ann" + domain);
        Browser owner = world.signedIn("olga" + domain);
        String organization = "/api/v1/organizations/" + acme.organization();
        List<String> nobodyAndThenAnn =
                Stream.concat(
                                IntStream.range(0, PORTION).mapToObj(_ -> UserId.next()),
                                Stream.of(ann))
                        .map(UserId::toString)
                        .toList();
        AtomicReference<Browser.Answer> begun = new AtomicReference<>();
        try (var told = new ToldProgress(server)) {
            HeldUser.of(
                    "ann" + domain,
                    () ->
                            begun.set(
                                    owner.post(
                                            organization + "/users/actions/disable",
                                            Map.of("selection", Map.of("ids", nobodyAndThenAnn)))),
                    () -> {
                        String job = begun.get().text("jobId");
                        told.says(
                                job,
                                now -> now.skipped() == PORTION && now.state() == JobState.RUNNING);
                        Browser.Answer read = owner.get(organization + "/jobs/" + job);
                        assertThat(read.text("state")).isEqualTo("RUNNING");
                        assertThat(read.json().at("/skipped").asInt()).isEqualTo(PORTION);
                        assertThat(read.json().at("/done").asInt()).isZero();
                    });
        }
        assertThat(BegunJob.ended(jobs, acme, begun.get()).done()).isEqualTo(1);
    }
}
