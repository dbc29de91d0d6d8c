package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.jobs.JobState;
import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.ToldProgress;
import io.muster.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** How far an import is, while it is at work on rows that take long. */
@MusterTest
class ImportProgressTests {

    /** As many rows are one step. */
    private static final int STEP = 1_000;

    @Autowired private World world;
    @Autowired private ConfigurableApplicationContext server;

    @Test
    void everyStepThatIsDoneIsToldWhileTheNextOneIsAtWork() {
        ImportDesk desk = ImportDesk.ofAnOwner(world);
        String last = "last@" + desk.domain();
        desk.imported("E-mail\n" + last + "\n");
        var rows = new StringBuilder("E-mail,Title,Action\n");
        for (int i = 1; i <= STEP; i++) {
            rows.append("nobody%d@%s,,disable\n".formatted(i, desk.domain()));
        }
        var file = desk.file(rows + last + ",Nurse,update\n");
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        AtomicReference<String> job = new AtomicReference<>("");
        try (var told = new ToldProgress(server)) {
            HeldUser.of(
                    last,
                    () -> job.set(file.begin("run").text("jobId")),
                    () -> {
                        told.says(
                                job.get(),
                                now -> now.failed() == STEP && now.state() == JobState.RUNNING);
                        JsonNode run = file.read().json().at("/run");
                        assertThat(run.at("/state").asString()).isEqualTo("RUNNING");
                        assertThat(run.at("/counts/failed").asInt()).isEqualTo(STEP);
                        assertThat(run.at("/counts/updated").asInt()).isZero();
                        assertThat(run.at("/total").asInt()).isEqualTo(STEP + 1);
                    });
        }
        await().atMost(Duration.ofSeconds(90))
                .until(() -> file.read().json().at("/run/state").asString(), "PARTIAL"::equals);
        assertThat(file.read().json().at("/run/counts/updated").asInt()).isOne();
    }
}
