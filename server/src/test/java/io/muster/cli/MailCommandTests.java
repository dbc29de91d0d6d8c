package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class MailCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private String domain = "";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerWithAUserAtAShell() {
        String name = UserId.next().toString();
        domain = "@a" + name + ".example";
        OrganizationScope acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        world.user(acme, "ann" + domain);
        world.user(acme, "anna" + domain);
        shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "olga" + domain,
                "--password-stdin");
    }

    @Test
    void makesAGroupOfMailboxesAndSaysWhichAreInIt() {
        assertThat(shell.run("mail", "mailbox-groups", "create", "Ground floor").err()).isEmpty();
        assertThat(
                        shell.run(
                                        "mail",
                                        "mailbox-groups",
                                        "mailboxes",
                                        "ground floor",
                                        "--add=ann" + domain,
                                        "--add=anna" + domain)
                                .out())
                .contains("ann" + domain, "anna" + domain, "personal");
        assertThat(shell.run("mail", "mailbox-groups", "rename", "Ground floor", "Upstairs").code())
                .isZero();
        assertThat(shell.run("mail", "mailbox-groups").out()).contains("Upstairs", "2");
        assertThat(
                        shell.run(
                                        "mail",
                                        "mailbox-groups",
                                        "mailboxes",
                                        "Upstairs",
                                        "--remove=ann" + domain)
                                .out())
                .contains("anna" + domain)
                .doesNotContain("ann" + domain);
        assertThat(shell.run("mail", "mailbox-groups", "delete", "Upstairs").code()).isZero();
        assertThat(shell.run("mail", "mailbox-groups", "delete", "Upstairs").code()).isEqualTo(4);
    }

    @Test
    void makesAMailGroupAndChangesItsMembers() {
        Shell.Ended made =
                shell.run(
                        "mail",
                        "groups",
                        "create",
                        "team" + domain,
                        "--name=Team",
                        "--writers=members",
                        "--member=ann" + domain);
        assertThat(made.err()).isEmpty();
        assertThat(shell.run("mail", "groups").out())
                .contains("team" + domain, "Team", "members", "1");
        assertThat(
                        shell.run(
                                        "mail",
                                        "groups",
                                        "members",
                                        "team" + domain,
                                        "--add=anna" + domain,
                                        "--remove=ann" + domain)
                                .out())
                .contains("anna" + domain)
                .doesNotContain(" ann" + domain);
        assertThat(shell.run("mail", "groups", "delete", "team" + domain).code()).isZero();
        assertThat(shell.run("mail", "groups", "members", "team" + domain).err())
                .contains("no mail group");
    }

    @Test
    void addsAndRemovesAliases() {
        Shell.Ended added =
                shell.run(
                        "mail",
                        "aliases",
                        "ann" + domain,
                        "--add=a" + domain,
                        "--add=miller" + domain);
        assertThat(added.err()).isEmpty();
        assertThat(added.lines()).containsExactly("a" + domain, "miller" + domain);

        assertThat(shell.run("mail", "aliases", "ann" + domain, "--remove=a" + domain).lines())
                .containsExactly("miller" + domain);
        assertThat(shell.run("mail", "aliases", "anna" + domain, "--json").out())
                .contains("\"items\"");

        Shell.Ended taken = shell.run("mail", "aliases", "anna" + domain, "--add=olga" + domain);
        assertThat(taken.code()).isOne();
        assertThat(taken.err()).contains("Somebody or something has that address.");
        Shell.Ended nobody = shell.run("mail", "aliases", "nobody" + domain);
        assertThat(nobody.code()).isEqualTo(4);
    }

    @Test
    void forwardsAndStopsForwarding() {
        Shell.Ended none = shell.run("mail", "forwarding", "ann" + domain);
        assertThat(none.lines()).contains("Forwarding  off");

        Shell.Ended set =
                shell.run(
                        "mail",
                        "forwarding",
                        "ann" + domain,
                        "--to=anna" + domain,
                        "--no-keep-copy",
                        "--until=2999-01-01T00:00:00Z");
        assertThat(set.err()).isEmpty();
        assertThat(set.lines())
                .contains("Forwarding  on", "To          anna" + domain, "Copy        not kept");

        Shell.Ended off = shell.run("mail", "forwarding", "ann" + domain, "--off");
        assertThat(off.lines()).contains("Forwarding  off", "To          anna" + domain);
        Shell.Ended wrong = shell.run("mail", "forwarding", "ann" + domain, "--to=ann" + domain);
        assertThat(wrong.code()).isOne();
        assertThat(wrong.err()).contains("This is an address of the mailbox itself.");
    }

    @Test
    void switchesServicesOfAUser() {
        Shell.Ended off = shell.run("users", "services", "ann" + domain, "--imap=off");
        assertThat(off.err()).isEmpty();
        assertThat(off.lines())
                .containsExactly(
                        "IMAP        off", "Submission  on", "Reception   on", "Webmail     on");

        Shell.Ended on =
                shell.run("users", "services", "ann" + domain, "--imap=on", "--webmail=off");
        assertThat(on.lines()).contains("IMAP        on", "Webmail     off");
        assertThat(shell.run("users", "services", "ann" + domain, "--imap=maybe").code())
                .isEqualTo(2);
    }
}
