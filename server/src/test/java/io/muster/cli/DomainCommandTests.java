package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class DomainCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private final String domain = "d" + UserId.next() + ".example";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerAtAShell() {
        NameService.shared().host(domain, "192.0.2.1");
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga@" + domain);
        shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "olga@" + domain,
                "--password-stdin");
    }

    @Test
    void takesADomainFromItsAdditionToItsEnd() {
        Shell.Ended added = shell.run("domains", "add", domain);
        assertThat(added.err()).isEmpty();
        assertThat(added.lines()).first().isEqualTo("_muster-verify." + domain);
        String value = added.lines().get(1);

        Shell.Ended missing = shell.run("domains", "activate", domain);
        assertThat(missing.code()).isOne();
        assertThat(missing.err()).contains("Prove first that the domain is yours.");

        NameService.shared().text("_muster-verify." + domain, value);
        assertThat(shell.run("domains", "verify", domain).code()).isZero();
        Shell.Ended early = shell.run("domains", "verify", domain);
        assertThat(early.code()).isOne();
        assertThat(early.err()).contains("once a minute");

        assertThat(shell.run("domains", "activate", domain).code()).isZero();
        assertThat(shell.run("domains", "list").out()).contains(domain, "active");
        assertThat(shell.run("domains", "show", domain).out()).contains(value);
        assertThat(shell.run("domains", "deactivate", domain).code()).isZero();
        assertThat(shell.run("domains", "catch-all", domain).out()).contains("refused");
        assertThat(shell.run("domains", "catch-all", domain, "--to", "olga@" + domain).out())
                .contains("taken", "olga@" + domain);
        assertThat(shell.run("domains", "catch-all", domain, "--off", "--to=x").code())
                .isEqualTo(2);
        assertThat(shell.run("domains", "catch-all", domain, "--off").out()).contains("refused");

        assertThat(shell.run("domains", "delete", domain).code()).isEqualTo(2);
        assertThat(shell.run("domains", "delete", domain, "--confirm=" + domain).code()).isZero();
        assertThat(shell.run("domains", "show", domain).code()).isEqualTo(4);
    }
}
