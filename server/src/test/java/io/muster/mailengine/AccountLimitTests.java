package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Wrong passwords for one account, by many names of it and many ways in. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountLimitTests {

    private static final String THERE = "the password of the directory";
    private static final String WRONG = "a wrong long passphrase";
    private static final String REFUSED = "urn:problem:access:sign-in-refused";

    private final LdapServer server = LdapServer.start();
    private final World world;
    private final EmbeddedMail mail;
    private MailPrograms programs;
    private Browser owner;
    private String organization = "";

    AccountLimitTests(@Autowired World world, @Autowired EmbeddedMail mail) {
        this.world = world;
        this.mail = mail;
        this.owner = world.browser();
    }

    @BeforeAll
    void anOrganizationThatLocksAfterThreeWrongPasswords() {
        programs = new MailPrograms(mail);
        TestDatabase.owner().sql("DELETE FROM sign_in_attempts").update();
        OrganizationScope acme = world.organization("One limit");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@one-limit.example");
        owner = world.signedIn("olga@one-limit.example");
        Answer policy = owner.get(organization + "/session-policy");
        Answer set =
                owner.put(
                        organization + "/session-policy",
                        Map.of(
                                "idleMinutes",
                                60,
                                "oneSession",
                                false,
                                "oneAddress",
                                false,
                                "allowed",
                                List.of(),
                                "blocked",
                                List.of(),
                                "attempts",
                                3,
                                "lockMinutes",
                                30),
                        policy.response().headers().firstValue("ETag").orElse(""));
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
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

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void countTogetherInBrowsersImapAndSubmissionAndNobodyIsTold() {
        String ann = person("l-ann");
        person("l-ben");
        Answer wrong = world.browser().signIn("EXAMPLE\\l-ann", WRONG);
        assertThat(wrong.text("type")).isEqualTo(REFUSED);
        assertThat(login("l-ann@example.test", WRONG)).contains("a1 NO");
        assertThat(submission("l-ann@one-limit.example", WRONG)).startsWith("535");

        for (String name :
                List.of(
                        "l-ann",
                        "EXAMPLE\\l-ann",
                        "l-ann@example.test",
                        "l-ann@one-limit.example")) {
            Answer right = world.browser().signIn(name, THERE);
            assertThat(right.status()).as(name).isEqualTo(401);
            assertThat(right.response().body()).as(name).isEqualTo(wrong.response().body());
            assertThat(login(name.replace("\\", "\\\\"), THERE))
                    .as(name)
                    .contains("a1 NO")
                    .doesNotContain("ALERT");
            assertThat(submission(name, THERE)).as(name).startsWith("535");
        }
        assertThat(owner.get(organization + "/users/" + ann).text("lockedUntil")).isNotEmpty();
        assertThat(owner.get(organization + "/users/count?locked=true").json().at("/count").asInt())
                .isEqualTo(1);
        assertThat(world.browser().signIn("EXAMPLE\\l-ben", THERE).status()).isEqualTo(200);
        assertThat(world.browser().signIn("EXAMPLE\\l-nobody", THERE).response().body())
                .isEqualTo(wrong.response().body());
    }

    @Test
    void areForgottenWithTheRightOneByWhateverName() {
        person("l-cid");
        for (int i = 0; i < 3; i++) {
            assertThat(world.browser().signIn("EXAMPLE\\l-cid", WRONG).status()).isEqualTo(401);
            assertThat(world.browser().signIn("l-cid", WRONG).status()).isEqualTo(401);
            assertThat(world.browser().signIn("l-cid@example.test", THERE).status()).isEqualTo(200);
        }
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

    /** Somebody who has come in once, and so is linked. */
    private String person(String name) {
        String address = name + "@one-limit.example";
        server.person(name, "Dee", "Rectory", "mail: " + address, "userPassword: " + THERE);
        Answer made =
                owner.post(
                        organization + "/users",
                        Map.of("address", address, "logonName", name, "signInMethod", "DIRECTORY"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(world.browser().signIn(name, THERE).status()).isEqualTo(200);
        return made.text("id");
    }
}
