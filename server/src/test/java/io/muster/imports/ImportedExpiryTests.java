package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Ends of accounts in files. */
@MusterTest
class ImportedExpiryTests {

    @Autowired private World world;

    private ImportDesk desk;
    private String domain;
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(40);

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
    }

    private ImportDesk.File checked(String... lines) {
        ImportDesk.File file =
                desk.file(String.join("\n", lines).replace("@", "@" + domain) + "\n");
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        return file;
    }

    @Test
    void areSetForNewAndKnownUsersAndTakenBackWithTheImport() {
        world.user(desk.organization(), "ann@" + domain);
        var file = checked("E-mail,Expires on", "ann@," + day, "bob@," + day);
        file.run();

        assertThat(file.verdicts("RUN")).isEqualTo(file.verdicts("CHECK"));
        assertThat(expiry("ann")).isEqualTo(day.toString());
        assertThat(expiry("bob")).isEqualTo(day.toString());
        assertThat(desk.export()).contains("Expires on").contains(day.toString());

        file.undoCheck();
        file.undo();
        assertThat(expiry("ann")).isEmpty();
    }

    @Test
    void areTakenAwayByTheWordNeverAndLeftAloneByEmptyCells() {
        world.user(desk.organization(), "ann@" + domain);
        checked("E-mail,Expires on", "ann@," + day).run();
        checked("E-mail,Title,Expires on", "ann@,Nurse,").run();
        assertThat(expiry("ann")).isEqualTo(day.toString());

        checked("E-mail,Expires on", "ann@,Never").run();
        assertThat(expiry("ann")).isEmpty();
    }

    @Test
    void areRefusedInTheCheckAsInTheRun() {
        world.user(desk.organization(), "ann@" + domain);
        var file =
                checked(
                        "E-mail,Expires on",
                        "ann@,2001-01-01",
                        "new@,2001-01-01",
                        "cem@,soon",
                        "owner@," + day);
        assertThat(file.verdicts("CHECK"))
                .isEqualTo(
                        List.of(
                                "2 ERROR users.expiry-range",
                                "3 ERROR users.expiry-range",
                                "4 ERROR not-a-date",
                                "5 ERROR users.oneself"));
        file.run();
        assertThat(file.verdicts("RUN")).isEqualTo(file.verdicts("CHECK"));
    }

    private String expiry(String name) {
        return desk.user(name + "@" + domain).at("/expiresOn").asString("");
    }
}
