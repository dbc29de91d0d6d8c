package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class DirectoryCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    @Test
    void connectsADirectoryAndTriesItOut() throws IOException {
        String domain = "d" + UserId.next() + ".example";
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga@" + domain);
        Shell shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "olga@" + domain,
                "--password-stdin");
        try (LdapServer server = LdapServer.start()) {
            server.person("agnes", "Agnes", "Adler", "mail: agnes@example.test");
            Path authority = Files.writeString(home.resolve("authority.pem"), server.authority());
            Shell.Ended added =
                    shell.runWith(
                            LdapServer.PASSWORD,
                            "directories",
                            "add",
                            "Head office",
                            "--kind=openldap",
                            "--host=LDAP://localhost:" + server.port() + "/" + LdapServer.PEOPLE,
                            "--authorities=" + authority,
                            "--account=" + LdapServer.READER,
                            "--secret-stdin");
            assertThat(added.err()).isEmpty();
            assertThat(added.code()).isZero();
            assertThat(shell.run("directories").out()).contains("Head office", LdapServer.PEOPLE);

            Shell.Ended tested = shell.run("directories", "test", "head office");
            assertThat(tested.code()).isZero();
            assertThat(tested.out()).contains("agnes@example.test", "Agnes Adler");

            assertThat(shell.run("directories", "browse", "Head office", "--search=adl").out())
                    .contains("agnes", "Agnes Adler");
            Shell.Ended imported =
                    shell.run("directories", "import", "Head office", "--search=adl", "--yes");
            assertThat(imported.err()).doesNotContain("problem");
            assertThat(imported.code()).isZero();
            assertThat(shell.run("directories", "browse", "Head office").out())
                    .doesNotContain("Agnes Adler");

            assertThat(shell.run("directories", "sync", "Head office").code()).isZero();
            assertThat(
                            shell.run(
                                            "directories",
                                            "change",
                                            "Head office",
                                            "--filter=(uid=nobody)",
                                            "--attribute=title=description")
                                    .code())
                    .isZero();
            assertThat(shell.run("directories", "show", "Head office").out())
                    .contains("(uid=nobody)", "description", "entryUUID", "set");
            Shell.Ended failed = shell.run("directories", "test", "Head office");
            assertThat(failed.code()).isEqualTo(6);
            assertThat(failed.out()).contains("the filter finds none");

            Shell.Ended shown = shell.run("directories", "preview", "Head office");
            assertThat(shown.code()).as("a guard would stop it").isEqualTo(1);
            assertThat(shown.out()).contains("agnes");
            Shell.Ended stopped = shell.run("directories", "sync", "Head office");
            assertThat(stopped.code()).isEqualTo(1);
            assertThat(stopped.err()).contains("--approve=1");
            assertThat(shell.run("directories", "sync", "Head office", "--approve=2").code())
                    .isNotZero();
            assertThat(shell.run("directories", "sync", "Head office", "--approve=1").code())
                    .isZero();
            assertThat(shell.run("directories", "runs", "Head office").out())
                    .contains("Olga", "stopped", "done");

            assertThat(shell.run("directories", "delete", "Head office").code()).isEqualTo(2);
            assertThat(shell.run("directories", "delete", "Head office", "--yes").code()).isZero();
            assertThat(shell.run("directories", "show", "Head office").code()).isEqualTo(4);
        }
    }
}
