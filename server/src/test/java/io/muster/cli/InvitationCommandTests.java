package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.Shell;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class InvitationCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private final String domain = "i" + UserId.next() + ".example";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerAtAShell() {
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga@" + domain);
        shell = signedIn(home, "olga@" + domain);
    }

    @Test
    void invitesThoseNamedAndListsResendsAndRevokes() {
        Shell.Ended sent =
                shell.run(
                        "invitations",
                        "send",
                        "Ann Lee <ann@far-" + domain + ">",
                        "bob@far-" + domain,
                        "--role=Auditor");
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(shell.run("invitations", "list").out())
                .contains("ann@far-" + domain, "bob@far-" + domain, "pending");
        assertThat(shell.run("invitations", "list", "--search=ann@").out())
                .doesNotContain("bob@far-" + domain);
        Shell.Ended early = shell.run("invitations", "resend", "ann@far-" + domain);
        assertThat(early.code()).isOne();
        assertThat(early.err()).contains("Wait a minute");
        TestDatabase.owner()
                .sql("UPDATE invitation_mails SET asked_at = asked_at - interval '2 minutes'")
                .update();
        assertThat(shell.run("invitations", "resend", "ann@far-" + domain).code()).isZero();
        assertThat(shell.run("invitations", "revoke", "ann@far-" + domain).code()).isZero();
        assertThat(shell.run("invitations", "list", "--state=revoked").out())
                .contains("ann@far-" + domain);
        assertThat(shell.run("invitations", "revoke", "nobody@far-" + domain).code()).isEqualTo(4);
    }

    @Test
    void checksAFileFirstAndInvitesWhoCanBe() throws IOException {
        Path file = home.resolve("people.csv");
        Files.writeString(
                file,
                "e-mail,first name,last name\ncid@far-%1$s,Cid,Moss\nolga@%1$s,Olga,Own\nno address,,\n"
                        .formatted(domain));
        Shell.Ended checked = shell.run("invitations", "send", "--file=" + file, "--dry-run");
        assertThat(checked.code()).isEqualTo(6);
        assertThat(checked.out()).contains("will be invited", "that is you", "not an address");
        assertThat(shell.run("invitations", "list").out()).doesNotContain("cid@far-" + domain);

        Shell.Ended sent = shell.run("invitations", "send", "--file=" + file);
        assertThat(sent.code()).isEqualTo(6);
        assertThat(sent.err()).contains("is not invited: not an address");
        assertThat(shell.run("invitations", "list").out()).contains("cid@far-" + domain);
        assertThat(shell.run("invitations", "send").code()).isEqualTo(2);
        assertThat(shell.run("invitations", "send", "--file=" + file + ".none").code())
                .isEqualTo(2);
    }

    @Test
    void answersWhatOneWasInvitedToOneself() throws IOException {
        String away = "away-" + domain;
        OrganizationScope other = world.organization("Away " + domain);
        ProvedDomain.active(other, away);
        UserId tom = world.owner(other, "tom@" + away);
        TestDatabase.owner()
                .sql("UPDATE users SET address_verified_at = now() WHERE id = :id")
                .param("id", tom.value())
                .update();
        shell.run("invitations", "send", "tom@" + away);
        Shell his = signedIn(Files.createDirectory(home.resolve("tom")), "tom@" + away);

        assertThat(his.run("invitations", "mine").out()).contains("Acme " + domain, "pending");
        assertThat(his.run("invitations", "accept", "Nobody").code()).isEqualTo(4);
        Shell.Ended declined = his.run("invitations", "decline", "acme " + domain);
        assertThat(declined.code()).as(declined.err()).isZero();
        TestDatabase.owner()
                .sql("UPDATE invitation_mails SET asked_at = asked_at - interval '2 minutes'")
                .update();
        shell.run("invitations", "send", "tom@" + away);
        Shell.Ended accepted = his.run("invitations", "accept", "Acme " + domain);
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(his.run("invitations", "mine").out()).contains("accepted");

        Shell narrow = new Shell(Files.createDirectory(home.resolve("narrow")));
        narrow.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "tom@" + away,
                "--password-stdin",
                "--permission=users:read");
        Shell.Ended refused = narrow.run("invitations", "mine");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("may do less than you");
    }

    private Shell signedIn(Path at, String name) {
        Shell one = new Shell(at);
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
