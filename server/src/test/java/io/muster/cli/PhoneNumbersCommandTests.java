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

/** Phone numbers are switched at a shell. */
@MusterTest
class PhoneNumbersCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private final String domain = "r" + UserId.next() + ".example";

    @Test
    void saysAndSwitches() {
        OrganizationScope acme = world.organization("Acme " + domain);
        world.systemAdministrator(acme, "root@" + domain);
        Shell shell = signedIn("root@" + domain);

        assertThat(shell.run("phone-numbers").out()).contains("optional");
        assertThat(shell.run("phone-numbers", "set", "off").out()).contains("are off");
        assertThat(shell.run("phone-numbers", "set", "never").code()).isNotZero();
        assertThat(shell.run("phone-numbers").out()).contains("are off");
        assertThat(shell.run("phone-numbers", "set", "optional").out()).contains("optional");
    }

    @Test
    void isForSystemAdministrators() {
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga@" + domain);
        assertThat(signedIn("olga@" + domain).run("phone-numbers", "set", "off").code())
                .isNotZero();
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
