package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class SignInCommandTests {

    @Autowired World world;
    @LocalServerPort int port;
    @TempDir Path home;

    private String olga = "";
    private String server = "";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerWhoSitsAtAShell() {
        String name = UserId.next().toString();
        OrganizationScope acme = world.organization("Acme " + name);
        olga = "olga@a" + name + ".example";
        world.owner(acme, olga);
        server = "http://localhost:" + port;
        shell = new Shell(home);
    }

    @Test
    void keepsATokenThatOnlyItsOwnerCanReadAndNeverThePassword() throws IOException {
        Shell.Ended signedIn = signIn(World.PASSWORD);
        assertThat(signedIn.err()).isEmpty();
        assertThat(signedIn.out()).startsWith("Signed in to " + server + " as " + olga);
        assertThat(signedIn.code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.profile())))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(shell.profile().getParent())))
                .isEqualTo("rwx------");
        assertThat(Files.readString(shell.profile()))
                .contains("mst_")
                .doesNotContain(World.PASSWORD);
        Browser browser = world.signedIn(olga);
        assertThat(browser.get("/api/v1/me/tokens").text("items/0/name"))
                .startsWith("Command line on ");
        assertThat(browser.get("/api/v1/me/sessions").json().path("items"))
                .as("the session in which the token was made is over")
                .hasSize(1);
    }

    @Test
    void makesATokenThatMayNoMoreThanWasSaid() {
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                server,
                "--name",
                olga,
                "--password-stdin",
                "--permission=users:read",
                "--days=7");
        assertThat(shell.run("users", "list").code()).isZero();
        Shell.Ended refused = shell.run("users", "create", "ann@example.org");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("Not permitted", "users:create");
    }

    @Test
    void refusesAWrongPasswordAndKeepsNothing() {
        Shell.Ended refused = signIn("not my passphrase");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).doesNotContain("not my passphrase").isNotBlank();
        assertThat(shell.profile()).doesNotExist();
    }

    @Test
    void takesATokenFromStandardInputOrTheEnvironment() {
        signIn(World.PASSWORD);
        String token = token();
        Shell other = new Shell(home.resolve("other"));
        assertThat(other.runWith(token + "\n", "sign-in", server, "--token-stdin").code()).isZero();
        assertThat(other.run("users", "list", "-q").lines()).containsExactly(olga);
        Shell third =
                new Shell(home.resolve("third"))
                        .with("MUSTER_SERVER", server)
                        .with("MUSTER_TOKEN", token);
        assertThat(third.run("users", "list", "-q").lines()).containsExactly(olga);
        assertThat(third.profile()).doesNotExist();
    }

    @Test
    void signOutRevokesTheTokenAtTheServer() {
        signIn(World.PASSWORD);
        String token = token();
        assertThat(shell.run("sign-out").code()).isZero();
        assertThat(shell.profile()).doesNotExist();
        Shell thief =
                new Shell(home.resolve("thief"))
                        .with("MUSTER_SERVER", server)
                        .with("MUSTER_TOKEN", token);
        Shell.Ended refused = thief.run("users", "list");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("Sign in with: muster sign-in");
    }

    @Test
    void signingInAgainRevokesTheTokenOfBefore() {
        signIn(World.PASSWORD);
        signIn(World.PASSWORD);
        assertThat(world.signedIn(olga).get("/api/v1/me/tokens").json().path("items")).hasSize(1);
    }

    @Test
    void sendsATokenToNoOtherServerThanItsOwn() {
        signIn(World.PASSWORD);
        Shell.Ended refused = shell.run("--server", "http://127.0.0.1:" + port, "users", "list");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("not signed in to this server");
    }

    @Test
    void letsNoSecretTravelToAnotherMachineWithoutTls() {
        Shell.Ended refused = shell.run("sign-in", "http://muster.example.org");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("Without TLS");
    }

    @Test
    void usesNoProfileThatOthersCanRead() throws IOException {
        signIn(World.PASSWORD);
        Files.setPosixFilePermissions(
                shell.profile(), PosixFilePermissions.fromString("rw-r--r--"));
        Shell.Ended refused = shell.run("users", "list");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("chmod 600 " + shell.profile());
    }

    @Test
    void saysWhenNobodyIsSignedInAndWhenNoServerAnswers() {
        assertThat(shell.run("users", "list").code()).isEqualTo(3);
        // Nothing listens on the port that RFC 6335 keeps out of use.
        shell.with("MUSTER_SERVER", "http://localhost:1").with("MUSTER_TOKEN", "mst_none");
        Shell.Ended away = shell.run("organizations");
        assertThat(away.code()).isEqualTo(5);
        assertThat(away.err())
                .isEqualTo("No server answers at http://localhost:1. Is it running?\n");
    }

    private Shell.Ended signIn(String password) {
        return shell.runWith(
                password + "\n", "sign-in", server, "--name", olga, "--password-stdin");
    }

    private String token() {
        try {
            return Files.readString(shell.profile()).replaceAll("(?s).*(mst_\\w+).*", "$1");
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }
}
