package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.Rehearsal;
import io.muster.testing.Shell;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class JobAndAuditCommandTests {

    @Autowired World world;
    @Autowired Jobs jobs;
    @Autowired Rehearsal rehearsal;
    @LocalServerPort int port;
    @TempDir Path home;

    private OrganizationScope acme;
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerWithAUserAtAShell() {
        String name = UserId.next().toString();
        String domain = "@a" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        world.user(acme, "ann" + domain);
        shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "olga" + domain,
                "--password-stdin");
    }

    @Test
    void startsAJobWithoutWaitingAndWatchesItLater() {
        String job = shell.run("users", "disable", "--all", "-y", "--no-wait", "-q").out().strip();
        Shell.Ended waited = shell.run("jobs", "watch", job, "--json");
        assertThat(waited.code()).isZero();
        assertThat(shell.run("jobs", "wait", job, "--json").out()).isEqualTo(waited.out());
        assertThat(waited.text("job/state")).isEqualTo("COMPLETED");
        assertThat(waited.json().path("tallies")).isNotEmpty();
        assertThat(shell.run("jobs", "list", "-q", "--kind=users.disable").lines())
                .containsExactly(job);
        assertThat(shell.run("jobs", "list", "--state=running", "-q").out()).isEmpty();
        assertThat(shell.run("jobs", "show", job).out()).containsPattern("Kind +users\\.disable");
    }

    @Test
    void writesTheResultIntoAFileOfItsOwnOnce() throws IOException {
        String job = shell.run("users", "disable", "--all", "-y", "--no-wait", "-q").out().strip();
        shell.run("jobs", "wait", job);
        Path file = home.resolve("result.csv");
        assertThat(shell.run("jobs", "result", job, file.toString()).code()).isZero();
        assertThat(Files.readString(file)).contains("users.oneself");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Shell.Ended again = shell.run("jobs", "result", job, file.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        assertThat(shell.run("jobs", "result", job).out()).contains("users.oneself");
    }

    @Test
    void cancelsAJobSoThatItStopsAfterThePortionAtHand() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Rehearsal.Script script =
                rehearsal.script(
                        "cancelled at the shell",
                        items -> {
                            begun.countDown();
                            awaited(goOn);
                            return items.stream().map(Outcome::done).toList();
                        });
        String job = jobs.start(acme, Rehearsal.KIND, script, list -> list.add(many())).toString();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        Shell.Ended cancelled = shell.run("jobs", "cancel", job);
        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(cancelled.out()).contains("The job stops.");
        goOn.countDown();
        Shell.Ended waited = shell.run("jobs", "watch", job, "--json");
        assertThat(waited.code()).isEqualTo(6);
        assertThat(waited.text("job/state")).isEqualTo("CANCELLED");
        assertThat(waited.text("job/done")).isEqualTo("500");
    }

    @Test
    void endsWithSixWhenAnItemOfTheJobFailed() {
        Rehearsal.Script script =
                rehearsal.script(
                        "fails for one at the shell",
                        items ->
                                items.stream()
                                        .map(item ->
                                                item.number() == 1
                                                        ? Outcome.failed(
                                                                item, "testing.odd", "It is odd.")
                                                        : Outcome.done(item))
                                        .toList());
        String job = jobs.start(acme, Rehearsal.KIND, script, list -> list.add(many())).toString();
        Shell.Ended watched = shell.run("jobs", "watch", job);
        assertThat(watched.code()).isEqualTo(6);
        assertThat(watched.out()).containsPattern("State +partial").containsPattern("Failed +1");
        assertThat(watched.err()).contains("1 failed: It is odd.");
    }

    private static List<Jobs.Subject> many() {
        return LongStream.rangeClosed(1, 1_200)
                .mapToObj(number -> new Jobs.Subject(new UUID(0, number), "user " + number))
                .toList();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void refusesToCancelWhatIsOverAndToShowWhatIsNotThere() {
        String job = shell.run("users", "disable", "--all", "-y", "--no-wait", "-q").out().strip();
        shell.run("jobs", "wait", job);
        Shell.Ended over = shell.run("jobs", "cancel", job);
        assertThat(over.code()).isOne();
        assertThat(over.err()).contains("It is over");
        assertThat(shell.run("jobs", "show", UserId.next().toString()).code()).isEqualTo(4);
        assertThat(shell.run("jobs", "show", "../users").code()).isEqualTo(2);
    }

    @Test
    void provesAnAuditLogThatNobodyTouched() {
        Shell.Ended verified = shell.run("audit", "verify");
        assertThat(verified.out()).startsWith("The audit log holds: ");
        assertThat(verified.code()).isZero();
        assertThat(shell.run("audit", "verify", "--json").text("valid")).isEqualTo("true");
    }

    @Test
    void namesTheEntryAtWhichTheAuditLogWasChangedAndEndsWithSix() {
        shell.run("users", "disable", "--all", "-y");
        long entry =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT max(sequence) - 1 FROM audit_entries WHERE organization_id = :organization
                                """)
                        .param("organization", acme.organization().value())
                        .query(Long.class)
                        .single();
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE audit_entries SET actor_name = 'Nobody'
                        WHERE organization_id = :organization AND sequence = :entry
                        """)
                .param("organization", acme.organization().value())
                .param("entry", entry)
                .update();
        Shell.Ended broken = shell.run("audit", "verify");
        assertThat(broken.code()).isEqualTo(6);
        assertThat(broken.out()).contains("Entry " + entry + " was changed after it was written.");
        Shell.Ended asJson = shell.run("audit", "verify", "--json");
        assertThat(asJson.code()).isEqualTo(6);
        assertThat(asJson.text("faults/0/sequence")).isEqualTo(Long.toString(entry));
        assertThat(asJson.text("faults/0/kind")).isEqualTo("CHANGED");
    }

    @Test
    void listsAndExportsTheAuditLog() {
        shell.run("users", "disable", "--all", "-y");
        assertThat(shell.run("audit", "list", "--area=users").out())
                .contains("Olga Example", "users.disabled");
        assertThat(
                        shell.run("audit", "list", "--json", "--action=users.disabled")
                                .text("items/0/action"))
                .isEqualTo("users.disabled");
        assertThat(shell.run("audit", "export").out()).contains("users.disabled");
        Shell.Ended instance = shell.run("audit", "list", "--instance");
        assertThat(instance.code()).isEqualTo(3);
        assertThat(instance.err()).contains("instance:audit");
    }
}
