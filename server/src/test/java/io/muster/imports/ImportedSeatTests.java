package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A file that would activate more users than there are seats. */
@MusterTest
class ImportedSeatTests {

    @Autowired private World world;

    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
    }

    @Test
    void activatesTheFirstRowsAndSaysOfTheOthersInCheckAndRunThatNoSeatIsLeft() {
        desk.imported(csv("E-mail,Enabled", "old@,false"));
        licensed(2);
        var file =
                desk.file(
                        csv(
                                "E-mail,Enabled",
                                "ann@,true",
                                "bob@,true",
                                "old@,true",
                                "carl@,false"));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        JsonNode check = file.check();
        JsonNode run = file.run();
        for (JsonNode pass : new JsonNode[] {check, run}) {
            assertThat(pass.at("/created").asLong()).isEqualTo(3);
            assertThat(pass.at("/failed").asLong()).isEqualTo(1);
        }
        assertThat(desk.user("ann@" + domain).at("/state").asString()).isEqualTo("ACTIVE");
        JsonNode bob = desk.user("bob@" + domain);
        assertThat(bob.at("/state").asString()).isEqualTo("DISABLED");
        assertThat(bob.at("/stateReason").asString()).isEqualTo("no-seat");
        assertThat(desk.user("carl@" + domain).at("/stateReason").asString()).isEmpty();
        assertThat(desk.user("old@" + domain).at("/state").asString()).isEqualTo("DISABLED");
    }

    private void licensed(int seats) {
        TestDatabase.owner()
                .sql("INSERT INTO seats (organization_id, licensed) VALUES (:organization, :seats)")
                .param("organization", desk.organization().organization().value())
                .param("seats", seats)
                .update();
    }

    private String csv(String... lines) {
        return String.join("\r\n", lines).replace("@", "@" + domain) + "\r\n";
    }
}
