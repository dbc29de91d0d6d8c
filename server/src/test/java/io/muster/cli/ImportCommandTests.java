package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class ImportCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private OrganizationScope acme;
    private String domain = "";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerAtAShell() {
        String name = UserId.next().toString();
        domain = "@a" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
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
    void importsGoodRowsAndHandsTheBadOnesBackToBeMended() throws IOException {
        Path file =
                shell.file(
                        "people.csv",
                        """
                        E-mail address;First name;Last name
                        ann%1$s;Ann;Fisher
                        no address;Bob;Baker
                        zoe%1$s;Zoë;Łukasik
                        """
                                .formatted(domain));
        Path errors = home.resolve("errors.csv");
        Shell.Ended ended =
                shell.run(
                        "users",
                        "import",
                        file.toString(),
                        "--yes",
                        "--no-passwords",
                        "--errors=" + errors);
        assertThat(ended.out()).containsPattern("Created +2").containsPattern("In error +1");
        assertThat(ended.code()).isEqualTo(6);
        assertThat(shell.run("users", "show", "zoe" + domain, "--json").text("profile/lastName"))
                .isEqualTo("Łukasik");
        assertThat(Files.readString(errors)).contains("no address", "Bob").doesNotContain("Zoë");

        Files.writeString(errors, Files.readString(errors).replace("no address", "bob" + domain));
        Shell.Ended mended =
                shell.run("users", "import", errors.toString(), "--yes", "--no-passwords");
        assertThat(mended.err()).doesNotContain("error");
        assertThat(mended.out()).containsPattern("Created +1").containsPattern("In error +0");
        assertThat(mended.code()).isZero();
    }

    @Test
    void saysHowLongTheHashingOfPasswordsTakesBeforeItBegins() {
        Path file =
                shell.file(
                        "people.csv",
                        """
                        E-mail address;Password
                        ann%1$s;brackish tulip orbit seven
                        bob%1$s;velvet anchor pine forty
                        """
                                .formatted(domain));
        Shell.Ended dry = shell.run("users", "import", file.toString(), "--dry-run");
        assertThat(dry.err())
                .containsPattern(
                        "2 passwords in clear text: hashing them takes about \\d+ s on this server");
        Shell.Ended json = shell.run("users", "import", file.toString(), "--dry-run", "--json");
        assertThat(json.text("passwords")).isEqualTo("2");
        assertThat(Integer.parseInt(json.text("hashingSeconds"))).isPositive();
    }

    @Test
    void importsTheUsersOfAKeycloakRealmAndSaysThatItIsOne() {
        Path file =
                shell.file(
                        "realm.json",
                        """
                        {"realm": "acme", "users": [
                          {"username": "ann%1$s", "email": "ann%1$s", "emailVerified": true, "lastName": "Fisher"}]}
                        """
                                .formatted(domain));
        Shell.Ended ended =
                shell.run("users", "import", file.toString(), "--yes", "--no-passwords");
        assertThat(ended.err()).contains("A file of Keycloak.");
        assertThat(ended.out()).containsPattern("Created +1");
        assertThat(shell.run("users", "show", "ann" + domain, "--json").text("profile/lastName"))
                .isEqualTo("Fisher");
    }

    @Test
    void keepsAMappingUnderANameAndUsesItForTheNextFile() {
        Path first = shell.file("first.csv", "Post;Amt\nann%s;Nurse\n".formatted(domain));
        Shell.Ended saved =
                shell.run(
                        "users",
                        "import",
                        first.toString(),
                        "--yes",
                        "--no-passwords",
                        "--map=Post=address",
                        "--map=Amt=title",
                        "--save-mapping=Wages office");
        assertThat(saved.code()).as(saved.err()).isZero();
        Path next = shell.file("next.csv", "Kasse;Post\n7;bob%s\n".formatted(domain));
        Shell.Ended used =
                shell.run("users", "import", next.toString(), "--yes", "--mapping=wages office");
        assertThat(used.code()).as(used.err()).isZero();
        assertThat(used.err()).contains("lacks these columns", "Amt", "left out: Kasse");
        assertThat(shell.run("users", "show", "bob" + domain, "--json").text("state"))
                .isEqualTo("WAITING_FOR_PASSWORD");

        assertThat(shell.run("mappings", "-q").lines()).containsExactly("Wages office");
        assertThat(shell.run("mappings", "rename", "Wages office", "Payroll").code()).isZero();
        assertThat(shell.run("mappings").out()).contains("Payroll", "Post=address, Amt=title");
        assertThat(shell.run("mappings", "delete", "Payroll", "--yes").code()).isZero();
        assertThat(shell.run("mappings", "-q").lines()).isEmpty();
        Shell.Ended gone = shell.run("users", "import", next.toString(), "--mapping=Payroll");
        assertThat(gone.code()).isEqualTo(4);
    }

    @Test
    void savesAMappingOnlyOnceTheRunIsConfirmedAndNeverInADryRun() {
        String[] words = {
            "users",
            "import",
            people().toString(),
            "--no-passwords",
            "--save-mapping=Wages",
            "--dry-run"
        };
        Shell.Ended dry = shell.run(words);
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.err()).contains("A dry run saves no mapping.");
        assertThat(shell.run("mappings", "-q").lines()).isEmpty();
        assertThat(shell.run(Arrays.copyOf(words, 5)).code()).isEqualTo(2);
        assertThat(shell.run("mappings", "-q").lines()).isEmpty();
        words[5] = "--yes";
        assertThat(shell.run(words).code()).isZero();
        assertThat(shell.run("mappings", "-q").lines()).containsExactly("Wages");
    }

    @Test
    void asksBeforeItReplacesAMappingOfThatName() {
        String file = people().toString();
        String[] words = {"users", "import", file, "--no-passwords", "--save-mapping=Wages"};
        String[] agreed = Arrays.copyOf(words, 6);
        agreed[5] = "--yes";
        assertThat(shell.run(agreed).code()).isZero();

        // Nothing is left to be done to the users, so only the mapping is asked for.
        Shell.Ended asked = shell.run(words);
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Replace the mapping Wages");
        assertThat(shell.run(agreed).code()).isZero();
    }

    @Test
    void aDryRunLeavesNoFileBehindEvenWhenItFails() {
        Path file = shell.file("odd.csv", "Wer,Was\nann%s,Auditor\n".formatted(domain));
        Shell.Ended refused =
                shell.run("users", "import", file.toString(), "--dry-run", "--map=Was=address2");
        assertThat(refused.code()).isNotZero();
        assertThat(imports()).isZero();
        shell.run("users", "import", file.toString(), "--dry-run", "--map=Wo=unit");
        assertThat(imports()).isZero();
    }

    @Test
    void aRunThatStopsBeforeItBeganLeavesNoFileBehind() {
        String file = people().toString();
        assertThat(shell.run("users", "import", file, "--no-passwords").code()).isEqualTo(2);
        assertThat(imports()).isZero();
        assertThat(shell.run("users", "import", file, "--map=Wo=unit", "--yes").code())
                .isEqualTo(2);
        assertThat(imports()).isZero();
        assertThat(shell.run("users", "import", file, "--no-passwords", "--yes").code()).isZero();
        assertThat(imports()).isOne();
    }

    @Test
    void refusesToWriteRowsInErrorIntoAJsonDocument() {
        Shell.Ended refused =
                shell.run("users", "import", people().toString(), "--json", "--errors=-", "--yes");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--errors=-");
        assertThat(refused.out()).isEmpty();
        assertThat(imports()).isZero();
    }

    /** How many files the organization keeps. */
    private int imports() {
        return world.signedIn("olga" + domain)
                .get("/api/v1/organizations/" + acme.organization() + "/imports")
                .json()
                .at("/items")
                .size();
    }

    @Test
    void refusesAFileForErrorsThatIsThereBeforeItSendsAnything() throws IOException {
        Path errors = home.resolve("taken.csv");
        Files.writeString(errors, "mine");
        Shell.Ended refused =
                shell.run(
                        "users",
                        "import",
                        people().toString(),
                        "--yes",
                        "--no-passwords",
                        "--errors=" + errors);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already");
        assertThat(errors).hasContent("mine");
        assertThat(shell.run("users", "list", "-q").lines()).containsExactly("olga" + domain);
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndChangesNothing() {
        Path file = people();
        Shell.Ended dry =
                shell.run(
                        "users",
                        "import",
                        file.toString(),
                        "--dry-run",
                        "--no-passwords",
                        "--json");
        assertThat(dry.text("counts/created")).isEqualTo("1");
        assertThat(dry.code()).isZero();
        assertThat(shell.run("users", "list", "-q").lines()).containsExactly("olga" + domain);
    }

    @Test
    void theSameFileASecondTimeChangesNothing() {
        Path file = people();
        String[] words = {"users", "import", file.toString(), "--yes", "--no-passwords"};
        assertThat(shell.run(words).out()).containsPattern("Created +1");
        Shell.Ended again = shell.run(words);
        assertThat(again.out()).containsPattern("Unchanged +1");
        assertThat(again.code()).isZero();
    }

    @Test
    void deletesTheUsersWhoseRowSaysSo() {
        shell.run("users", "import", people().toString(), "--yes", "--no-passwords");
        String[] words = {
            "users",
            "import",
            shell.file("leavers.csv", "E-mail address;Action\nann%s;delete\n".formatted(domain))
                    .toString(),
            "--yes"
        };
        assertThat(shell.run(words).out()).containsPattern("Deleted +1");
        assertThat(shell.run("users", "list", "-q").lines()).containsExactly("olga" + domain);
        assertThat(shell.run(words).out())
                .containsPattern("Deleted +0")
                .containsPattern("Unchanged +1");
    }

    @Test
    void runsOnlyWhenTheAnswerWasGiven() {
        Shell.Ended asked = shell.run("users", "import", people().toString(), "--no-passwords");
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Create 1, update 0 and delete 0 users", "--yes");
        assertThat(shell.run("users", "list", "-q").lines()).containsExactly("olga" + domain);
    }

    @Test
    void takesTheTemporaryPasswordFromStandardInputAndRefusesAWeakOne() {
        Path file = people();
        String[] words = {
            "users", "import", file.toString(), "--yes", "--temporary-password-stdin"
        };
        Shell.Ended weak = shell.runWith("password\n", words);
        assertThat(weak.code()).isOne();
        assertThat(weak.err()).contains("temporaryPassword: ");
        assertThat(shell.runWith("tulips from Amsterdam\n", words).code()).isZero();
        assertThat(world.browser().signIn("ann" + domain, "tulips from Amsterdam").text("next"))
                .isEqualTo("NEW_PASSWORD");
    }

    @Test
    void mapsColumnsByHandAndRefusesOnesThatAreNotThere() {
        Path file = shell.file("odd.csv", "Wer,Was\nann%s,Auditor\n".formatted(domain));
        Shell.Ended unknown =
                shell.run("users", "import", file.toString(), "--map=Wo=unit", "--yes");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no column \"Wo\"");
        assertThat(
                        shell.run(
                                        "users",
                                        "import",
                                        file.toString(),
                                        "--map=Wer=address",
                                        "--map=Was=title",
                                        "--no-passwords",
                                        "--yes")
                                .code())
                .isZero();
        assertThat(shell.run("users", "show", "ann" + domain, "--json").text("profile/title"))
                .isEqualTo("Auditor");
        assertThat(shell.run("users", "import", home + "/nowhere.csv").code()).isEqualTo(2);
    }

    @Test
    void exportsAllUsersAsAFileThatImportKnows() {
        shell.run("users", "import", people().toString(), "--yes", "--no-passwords");
        Path file = home.resolve("all.csv");
        assertThat(shell.run("users", "export", file.toString()).code()).isZero();
        assertThat(file).content().contains("ann" + domain, "Fisher");
        Shell.Ended again =
                shell.run("users", "import", file.toString(), "--dry-run", "--no-passwords");
        assertThat(again.out())
                .containsPattern("To be created +0")
                .containsPattern("To be updated +0");
        assertThat(shell.run("users", "export").out()).contains("ann" + domain);
    }

    private Path people() {
        return shell.file(
                "people.csv",
                "E-mail address,First name,Last name\nann%s,Ann,Fisher\n".formatted(domain));
    }
}
