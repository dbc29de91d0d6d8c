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
class UndoCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private String domain = "";
    private Shell shell = new Shell(Path.of(""));
    private String job = "";

    @BeforeEach
    void anOwnerAtAShellWhoImportedTwoUsersAndChangedOne() {
        String name = UserId.next().toString();
        domain = "@a" + name + ".example";
        OrganizationScope acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        world.user(acme, "eve" + domain);
        shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "olga" + domain,
                "--password-stdin");
        Path file =
                shell.file(
                        "people.csv",
                        "E-mail address,Title\nann%1$s,Nurse\nbob%1$s,Nurse\neve%1$s,Nurse\n"
                                .formatted(domain));
        shell.run("users", "import", file.toString(), "--yes", "--no-passwords");
        job = shell.run("jobs", "list", "-q", "--kind=imports.run").out().strip();
    }

    @Test
    void takesAnImportBackByTheJobOfItsRun() {
        Shell.Ended undone = shell.run("jobs", "undo", job, "--yes");
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(undone.out()).containsPattern("Removed +2").containsPattern("Changed back +1");
        assertThat(shell.run("users", "list", "-q").lines())
                .containsExactlyInAnyOrder("olga" + domain, "eve" + domain);
        assertThat(shell.run("users", "show", "eve" + domain, "--json").text("profile/title"))
                .isEmpty();
        Shell.Ended again = shell.run("jobs", "undo", job, "--yes");
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("all that it did is undone");
    }

    @Test
    void aDryRunSaysWhatWouldStayAndChangesNothing() {
        shell.run("users", "disable", "ann" + domain, "-y");
        Shell.Ended dry = shell.run("jobs", "undo", job, "--dry-run", "--json");
        assertThat(dry.code()).isZero();
        assertThat(dry.text("counts/removed")).isEqualTo("1");
        assertThat(dry.text("counts/updated")).isEqualTo("1");
        assertThat(dry.text("counts/skipped")).isEqualTo("1");
        assertThat(dry.text("reasons/0/code")).isEqualTo("changed-since");
        assertThat(dry.text("left")).isEqualTo("3");
        assertThat(shell.run("users", "list", "-q").lines()).hasSize(4);
    }

    @Test
    void whereNothingCanGoBackItSaysSoWithoutCallingItADryRun() {
        shell.run("users", "disable", "ann" + domain, "-y");
        shell.run("users", "disable", "bob" + domain, "-y");
        shell.run("jobs", "undo", job, "--yes");
        Shell.Ended idle = shell.run("jobs", "undo", job, "--json");
        assertThat(idle.code()).as(idle.err()).isZero();
        assertThat(idle.text("counts/skipped")).isEqualTo("2");
        assertThat(idle.text("dryRun")).isEqualTo("false");
    }

    @Test
    void runsOnlyWhenTheAnswerWasGiven() {
        Shell.Ended asked = shell.run("jobs", "undo", job);
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Remove 2 users for good and change 1 back", "--yes");
        assertThat(shell.run("users", "list", "-q").lines()).hasSize(4);
    }

    @Test
    void takesAnActOnManyBackExceptForWhomSomebodyChanged() {
        String disabled = disabled();
        shell.run("users", "enable", "ann" + domain, "-y");
        Shell.Ended dry = shell.run("jobs", "undo", disabled, "--dry-run", "--json");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.text("undoes")).isEqualTo(disabled);
        assertThat(dry.text("counts/done")).isEqualTo("2");
        assertThat(dry.text("counts/unchanged")).isEqualTo("1");
        assertThat(shell.run("users", "show", "eve" + domain, "--json").text("state"))
                .isEqualTo("DISABLED");
        Shell.Ended asked = shell.run("jobs", "undo", disabled);
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Undo users.disable: bring 2 users back?", "--yes");
        Shell.Ended undone = shell.run("jobs", "undo", disabled, "--yes");
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(undone.out())
                .containsPattern("Brought back +2")
                .containsPattern("So already +1");
        assertThat(shell.run("users", "show", "eve" + domain, "--json").text("state"))
                .isEqualTo("ACTIVE");
        assertThat(shell.run("jobs", "show", disabled).out()).contains("Undone by");
        Shell.Ended again = shell.run("jobs", "undo", disabled, "--yes");
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("A job is undone once");
    }

    @Test
    void refusesJobsThatCannotBeUndone() {
        disabled();
        String restored =
                shell.run("users", "restore", "--all", "-y", "--no-wait", "-q").out().strip();
        shell.run("jobs", "wait", restored);
        Shell.Ended refused = shell.run("jobs", "undo", restored, "--yes");
        assertThat(refused.code()).isOne();
        assertThat(refused.err()).contains("This can't be undone");
        assertThat(shell.run("jobs", "undo", UserId.next().toString()).code()).isEqualTo(4);
        assertThat(shell.run("jobs", "undo", "../users").code()).isEqualTo(2);
    }

    private String disabled() {
        String disabled =
                shell.run("users", "disable", "--all", "-y", "--no-wait", "-q").out().strip();
        shell.run("jobs", "watch", disabled);
        return disabled;
    }
}
