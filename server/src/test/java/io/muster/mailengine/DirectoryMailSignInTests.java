package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail programs of users whose password is one of a directory. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryMailSignInTests {

    private static final String THERE = "the password of the directory";

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private Browser owner;
    private String organization;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        OrganizationScope acme = world.organization("Mail of a directory");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@of-directory.example");
        owner = world.signedIn("olga@of-directory.example");
    }

    @Test
    void areLetInByTheDirectoryAndForAShortWhileWithoutItUntilTheirSessionsEnd() {
        String ann;
        try (LdapServer server = LdapServer.start()) {
            directory(server);
            ann = person(server, "m-ann");
            person(server, "m-ben");

            assertThat(login("m-ann", THERE)).contains("a1 OK");
            assertThat(login("EXAMPLE\\\\m-ann", THERE)).contains("a1 OK");
            assertThat(login("m-ann", "a wrong one")).contains("a1 NO").doesNotContain("ALERT");
            assertThat(submission("m-ann", THERE)).startsWith("235");
            assertThat(submission("m-ann", "a wrong one")).startsWith("535");
            assertThat(submission("m-ann", THERE)).startsWith("235");
        }

        assertThat(login("m-ann", THERE)).as("remembered").contains("a1 OK");
        assertThat(submission("m-ann", THERE)).startsWith("235");
        assertThat(world.browser().signIn("m-ann", THERE).status())
                .as("only for programs that ask each time")
                .isEqualTo(503);
        assertThat(login("m-ann", "a wrong one")).contains("a1 NO [ALERT]", "can't be checked now");
        assertThat(login("m-ben", THERE)).contains("a1 NO [ALERT]", "can't be checked now");
        assertThat(submission("m-ben", THERE)).startsWith("454 4.7.0");

        // Ends the sessions.
        for (String act : new String[] {"disable", "enable"}) {
            Answer done = owner.post(organization + "/users/" + ann + "/actions/" + act, Map.of());
            assertThat(done.status()).as(done.response().body()).isLessThan(300);
        }
        assertThat(login("m-ann", THERE)).contains("a1 NO [ALERT]", "can't be checked now");
    }

    private String login(String name, String password) {
        try (Conversation imap = programs.imap()) {
            return imap.say("a1 LOGIN \"%s\" \"%s\"".formatted(name, password));
        }
    }

    private String submission(String name, String password) {
        try (Conversation submission = programs.submission()) {
            return submission.say(
                    "AUTH PLAIN "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            ("\0" + name + "\0" + password)
                                                    .getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void directory(LdapServer server) {
        Answer added =
                owner.post(
                        organization + "/directories",
                        Map.of(
                                "name",
                                "OpenLDAP",
                                "kind",
                                "OPENLDAP",
                                "server",
                                "localhost:" + server.port(),
                                "authorities",
                                server.authority(),
                                "account",
                                LdapServer.READER,
                                "secret",
                                LdapServer.PASSWORD,
                                "base",
                                LdapServer.PEOPLE));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    }

    private String person(LdapServer server, String name) {
        String address = name + "@of-directory.example";
        server.person(name, "Dee", "Rectory", "mail: " + address, "userPassword: " + THERE);
        Answer made =
                owner.post(
                        organization + "/users",
                        Map.of("address", address, "logonName", name, "signInMethod", "DIRECTORY"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }
}
