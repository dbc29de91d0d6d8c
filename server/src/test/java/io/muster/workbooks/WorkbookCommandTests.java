package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Workbooks and reports at a shell. */
@MusterTest
class WorkbookCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private String domain = "";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerAtAShell() {
        String name = UserId.next().toString();
        domain = "@a" + name + ".example";
        OrganizationScope acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        shell = new Shell(home.resolve("olga"));
        assertThat(
                        shell.runWith(
                                        World.PASSWORD,
                                        "sign-in",
                                        "http://localhost:" + port,
                                        "--name",
                                        "olga" + domain,
                                        "--password-stdin")
                                .code())
                .isZero();
    }

    @Test
    void createsThePeopleOfAWorkbookAndReportsOnThem() throws IOException {
        Path example = home.resolve("example.xlsx");
        assertThat(shell.run("users", "workbook", "example", example.toString()).code()).isZero();
        assertThat(Sheets.read(Files.readAllBytes(example))).containsKey("Users");

        Path filled = home.resolve("filled.xlsx");
        Files.write(filled, new Sheets().users("Ann\tSmith\tann" + domain).file());
        Shell.Ended dry =
                shell.run("users", "workbook", "create", filled.toString(), "--dry-run", "--json");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.text("users")).isEqualTo("1");
        Shell.Ended created = shell.run("users", "workbook", "create", filled.toString(), "--json");
        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.text("done")).isEqualTo("1");

        Path report = home.resolve("report.xlsx");
        Shell.Ended reported =
                shell.run("users", "report", report.toString(), "--user", "ann" + domain);
        assertThat(reported.code()).as(reported.err()).isZero();
        assertThat(Sheets.read(Files.readAllBytes(report)).get("Users")).hasSize(2);
    }

    @Test
    void listsTheErrorsOfAWorkbookByCell() throws IOException {
        Path wrong = home.resolve("wrong.xlsx");
        Files.write(wrong, new Sheets().users("\tSmith\tann" + domain).file());
        Shell.Ended refused = shell.run("users", "workbook", "create", wrong.toString());
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.out()).contains("Users", "A2", "First Name is missing.");
        assertThat(refused.err()).contains("Nobody is created");
    }
}
