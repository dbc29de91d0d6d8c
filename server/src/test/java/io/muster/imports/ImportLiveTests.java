package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.LiveEar;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever looks at the users while a file is imported sees them as they are then. */
@MusterTest
class ImportLiveTests {

    @Autowired private World world;
    @LocalServerPort private int port;

    private OrganizationScope acme;
    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        LiveEar.awaitServer();
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
        acme = desk.organization();
    }

    @Test
    void browsersHearOfUsersThatAFileMade() {
        isHeard("E-mail,Title\nann@%s,Nurse\n");
    }

    @Test
    void browsersHearOfUsersThatAFileChanged() {
        world.user(acme, "ann@" + domain);
        isHeard("E-mail,Title\nann@%s,Nurse\n");
    }

    @Test
    void browsersHearOfUsersThatAFileDeleted() {
        world.user(acme, "ann@" + domain);
        isHeard("E-mail,Action\nann@%s,delete\n");
    }

    private void isHeard(String csv) {
        Browser another = world.signedIn("owner@" + domain);
        LiveEar ear = LiveEar.of(port, another);
        try {
            desk.imported(csv.formatted(domain));
            ear.hears("{\"topic\":\"users\",\"organizationId\":\"" + acme.organization() + "\"}");
        } finally {
            ear.close();
        }
    }
}
