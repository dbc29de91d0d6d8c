package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Registration is opened and closed at a shell. */
@MusterTest
class RegistrationCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private final String domain = "r" + UserId.next() + ".example";

    @Test
    void saysOpensAndCloses() {
        OrganizationScope acme = world.organization("Acme " + domain);
        world.systemAdministrator(acme, "root@" + domain);
        Shell shell = signedIn("root@" + domain);

        assertThat(shell.run("registration").out()).contains("Registration is closed");
        assertThat(shell.run("registration", "open").code()).isNotZero();
        assertThat(shell.run("registration", "open", "--yes").out())
                .contains("Registration is open");
        assertThat(shell.run("registration").out()).contains("Registration is open");
        assertThat(shell.run("registration", "close").out()).contains("Registration is closed");
    }

    @Test
    void isForSystemAdministrators() {
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga@" + domain);
        assertThat(signedIn("olga@" + domain).run("registration", "close").code()).isNotZero();
    }

    private Shell signedIn(String name) {
        Shell one = new Shell(home);
        one.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                name,
                "--password-stdin");
        return one;
    }
}
