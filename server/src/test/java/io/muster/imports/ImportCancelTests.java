package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** An import, or its undo, that is stopped on its way: what was done stays, the rest can follow. */
@MusterTest
class ImportCancelTests {

    /** A thousand rows are one step; these are two. */
    private static final int ROWS = 1_100;

    @Autowired private World world;

    private ImportDesk desk;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
    }

    @Test
    void aCancelledRunKeepsWhatItDidAndCanBeGoneOnWith() {
        desk.imported("E-mail\nu1@%s\n".formatted(desk.domain()));
        var file = checked();

        JsonNode run = cancelledWhileItWaitsFor("u1", file, "run").at("/run/counts");
        assertThat(run.at("/updated").asLong()).isEqualTo(1);
        assertThat(run.at("/created").asLong()).isEqualTo(999);
        assertThat(users()).isEqualTo(1 + 1_000);

        JsonNode rest = file.run();
        assertThat(rest.at("/unchanged").asLong()).isEqualTo(1_000);
        assertThat(rest.at("/created").asLong()).isEqualTo(100);
        assertThat(users()).isEqualTo(1 + ROWS);
    }

    @Test
    void aCancelledUndoLeavesTheRestToTheNextOne() {
        var file = checked();
        file.run();
        file.undoCheck();

        JsonNode read = cancelledWhileItWaitsFor("u" + ROWS, file, "undo");
        assertThat(read.at("/undo/counts/removed").asLong()).isEqualTo(1_000);
        assertThat(read.at("/undoable").asLong()).isEqualTo(100);
        assertThat(users()).isEqualTo(1 + 100);

        assertThat(file.undoCheck().at("/removed").asLong()).isEqualTo(100);
        assertThat(file.undo().at("/removed").asLong()).isEqualTo(100);
        assertThat(file.read().json().at("/undoable").asLong()).isZero();
        assertThat(users()).isEqualTo(1);
    }

    private ImportDesk.File checked() {
        var rows = new StringBuilder("E-mail,Title\n");
        for (int i = 1; i <= ROWS; i++) {
            rows.append("u%d@%s,Nurse\n".formatted(i, desk.domain()));
        }
        var file = desk.file(rows.toString());
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        return file;
    }

    /**
     * Begins a pass whose first step needs the row of a user, which is held until the job is
     * cancelled; the import as it is then.
     */
    private JsonNode cancelledWhileItWaitsFor(String user, ImportDesk.File file, String pass) {
        String[] job = new String[1];
        HeldUser.of(
                user + "@" + desk.domain(),
                () -> job[0] = file.begin(pass).text("jobId"),
                () -> assertThat(desk.post("/jobs/" + job[0] + "/cancel").status()).isEqualTo(202));
        await().atMost(Duration.ofSeconds(90))
                .until(() -> desk.get("/jobs/" + job[0]).text("state"), "CANCELLED"::equals);
        return file.read().json();
    }

    private long users() {
        return desk.get("/users/count").json().at("/count").asLong();
    }
}
