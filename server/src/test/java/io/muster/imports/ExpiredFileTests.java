package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Job;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.kernel.Ids;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Files are kept for some days, and never taken from a job that is at work on them. */
@MusterTest
class ExpiredFileTests {

    @Autowired private World world;
    @Autowired private Scopes scopes;
    @Autowired private Jobs jobs;
    @Autowired private ExpiredFiles expiredFiles;

    private ImportDesk desk;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
    }

    @Test
    void anOldImportStaysUntilTheJobAtWorkOnItHasEnded() {
        var young = desk.file("E-mail\nann@%s\n".formatted(desk.domain()));
        var old = desk.file("E-mail\nann@%s\n".formatted(desk.domain()));
        old.check();
        String job = old.read().text("check/jobId");
        age("imports", old.id());

        state(job, "RUNNING");
        expiredFiles.run();
        assertThat(old.read().status()).isEqualTo(200);

        state(job, "COMPLETED");
        expiredFiles.run();
        assertThat(old.read().status()).isEqualTo(404);
        assertThat(young.read().status()).isEqualTo(200);
    }

    @Test
    void anOldExportStaysUntilTheJobThatWritesItHasEnded() {
        desk.export();
        String id = desk.get("/exports").text("exports/0/id");
        String job = desk.get("/exports").text("exports/0/jobId");
        age("exports", id);

        state(job, "RUNNING");
        expiredFiles.run();
        assertThat(desk.get("/exports/" + id).status()).isEqualTo(200);

        state(job, "COMPLETED");
        expiredFiles.run();
        assertThat(desk.get("/exports/" + id).status()).isEqualTo(404);
    }

    @Test
    void noneIsForgottenOfMoreThanAreRemovedAtOnce() {
        for (int i = 0; i < 21; i++) {
            age("imports", desk.file("E-mail\nann@%s\n".formatted(desk.domain())).id());
        }
        expiredFiles.run();
        assertThat(desk.get("/imports").json().at("/items").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {ImportWork.CHECK, ImportWork.RUN, UndoWork.CHECK, UndoWork.UNDO})
    void aJobWhoseImportIsGoneFailsAndSaysWhy(String kind) {
        assertThat(ended(kind, new ImportWork.Parameters(ImportId.next())))
                .satisfies(ExpiredFileTests::brokeOff);
    }

    @Test
    void aJobWhoseExportIsGoneFailsAndSaysWhy() {
        assertThat(ended(ExportWork.KIND, new ExportWork.Parameters(Ids.next())))
                .satisfies(ExpiredFileTests::brokeOff);
    }

    private static void brokeOff(Job job) {
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.reason()).isEqualTo("imports.removed");
    }

    private Job ended(String kind, Object parameters) {
        String owner = desk.user("owner@" + desk.domain()).at("/id").asString();
        OrganizationScope scope =
                scopes.resume(
                                scopes.machinery(),
                                World.actor(UserId.valueOf(owner)),
                                desk.organization().organization())
                        .orElseThrow();
        JobId job = jobs.start(scope, kind, parameters, 1);
        return await().atMost(Duration.ofSeconds(90))
                .until(() -> jobs.find(scope, job).orElseThrow(), found -> found.state().ended());
    }

    /** Eight days are one more than files are kept. */
    private static void age(String table, String id) {
        TestDatabase.owner()
                .sql(
                        "UPDATE "
                                + table
                                + " SET created_at = now() - interval '8 days' WHERE id = :id")
                .param("id", UUID.fromString(id))
                .update();
    }

    private static void state(String job, String state) {
        TestDatabase.owner()
                .sql("UPDATE jobs SET state = :state WHERE id = :id")
                .params(Map.of("state", state, "id", UUID.fromString(job)))
                .update();
    }
}
