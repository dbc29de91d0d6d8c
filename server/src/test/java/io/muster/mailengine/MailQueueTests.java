package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.Shell;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Mail that leaves, as administrators see it. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailQueueTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @LocalServerPort int port;

    private final NameService names = NameService.shared();
    private MailPrograms programs;
    private OrganizationScope acme;
    private Browser owner;
    private String queue;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        queue = "/api/v1/organizations/" + acme.organization() + "/mail-queue";
        names.failing("waiting.example");
    }

    @Test
    void isListedNewestFirstAndByState() throws MessagingException {
        OrganizationScope initech = world.organization("Initech");
        world.owner(initech, "ina@initech.example");
        world.user(initech, "ann@initech.example");
        Browser administrator = world.signedIn("ina@initech.example");
        String list = "/api/v1/organizations/" + initech.organization() + "/mail-queue";
        for (int number = 1; number <= 3; number++) {
            programs.send(
                    "ann@initech.example", "list" + number + "@waiting.example", "Waits", "Text");
        }
        await().until(() -> waits("list3@waiting.example"));

        Browser.Answer first = administrator.get(list + "?limit=2");
        assertThat(first.text("items/0/recipient")).isEqualTo("list3@waiting.example");
        assertThat(first.text("items/0/sender")).isEqualTo("ann@initech.example");
        assertThat(first.text("items/0/status")).isEqualTo("4.4.3");
        Browser.Answer second = administrator.get(list + "?limit=2&cursor=" + first.text("next"));
        assertThat(second.text("items/0/recipient")).isEqualTo("list1@waiting.example");
        Browser.Answer back =
                administrator.get(list + "?limit=2&cursor=" + second.text("previous"));
        assertThat(back.text("items/1/recipient")).isEqualTo("list2@waiting.example");
        assertThat(administrator.get(list + "/count?state=FAILED").text("count")).isEqualTo("0");
        assertThat(administrator.get(list + "/count").text("count")).isEqualTo("3");
    }

    @Test
    void isTriedAgainAtOnce() throws MessagingException {
        world.user(acme, "ben@acme.example");
        names.host("slow.example", "127.0.0.30");
        programs.send("ben@acme.example", "bob@slow.example", "Later", "Text");
        await().until(() -> waits("bob@slow.example"));
        String id = atRest("bob@slow.example");
        try (OtherServer slow = new OtherServer("127.0.0.30")) {
            assertThat(owner.post(queue + "/" + id + "/retry", Map.of()).status()).isEqualTo(200);

            await().until(() -> state(id).equals("SENT"));
            assertThat(slow.taken()).hasSize(1);
        }
        Browser.Answer again = owner.post(queue + "/" + id + "/retry", Map.of());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("type")).isEqualTo("urn:problem:mailengine:not-waiting");
        assertThat(audited("mailengine.mail-retried", id)).isOne();
    }

    @Test
    void isGivenUpAndItsSenderIsTold() throws MessagingException {
        world.user(acme, "cid@acme.example");
        programs.send("cid@acme.example", "bob@waiting.example", "Never", "Text");
        await().until(() -> waits("bob@waiting.example"));
        String id = atRest("bob@waiting.example");

        assertThat(owner.post(queue + "/" + id + "/give-up", Map.of()).status()).isEqualTo(200);

        await().until(() -> state(id).equals("FAILED"));
        assertThat(programs.subjects("cid@acme.example", "INBOX"))
                .containsExactly("Your message could not be delivered");
        assertThat(audited("mailengine.mail-given-up", id)).isOne();
    }

    @Test
    void isShownToWhoeverMaySeeItAndToNobodyElse() throws MessagingException {
        world.user(acme, "dan@acme.example");
        programs.send("dan@acme.example", "seen@waiting.example", "Seen", "Text");
        await().until(() -> waits("seen@waiting.example"));
        String id = atRest("seen@waiting.example");
        world.holding(acme, SystemRole.AUDITOR.id(), "aud@acme.example");
        Browser auditor = world.signedIn("aud@acme.example");

        assertThat(auditor.get(queue).status()).isEqualTo(200);
        assertThat(auditor.post(queue + "/" + id + "/retry", Map.of()).status()).isEqualTo(403);
        assertThat(world.signedIn("dan@acme.example").get(queue).status()).isEqualTo(403);
        OrganizationScope globex = world.organization("Globex");
        world.owner(globex, "gus@globex.example");
        Browser stranger = world.signedIn("gus@globex.example");
        String theirs = "/api/v1/organizations/" + globex.organization() + "/mail-queue";
        assertThat(stranger.get(theirs + "/count").text("count")).isEqualTo("0");
        assertThat(stranger.post(theirs + "/" + id + "/give-up", Map.of()).status()).isEqualTo(404);
        forget("dan@acme.example");
    }

    @Test
    void isSeenAndEndedFromTheCommandLine(@TempDir Path home) throws MessagingException {
        world.user(acme, "eva@acme.example");
        programs.send("eva@acme.example", "shell@waiting.example", "Shell", "Text");
        await().until(() -> waits("shell@waiting.example"));
        String id = atRest("shell@waiting.example");
        Shell shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "olga@acme.example",
                "--password-stdin");

        assertThat(shell.run("mail", "queue", "--state=queued", "-q").lines()).contains(id);
        assertThat(shell.run("mail", "queue").out())
                .contains("eva@acme.example", "shell@waiting.example");
        assertThat(shell.run("mail", "queue", "retry", id).code()).isZero();
        atRest("shell@waiting.example");
        assertThat(shell.run("mail", "queue", "give-up", id, "-y").code()).isZero();
        await().until(() -> state(id).equals("FAILED"));
        assertThat(shell.run("mail", "queue", "retry", id).code()).isOne();
    }

    private static boolean waits(String recipient) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM mail_outgoing_recipients WHERE recipient = :recipient AND state = 'QUEUED' AND attempts > 0")
                .param("recipient", recipient)
                .query(Integer.class)
                .single()
                .equals(1);
    }

    /** Lets it wait for long, so that it is not under way when it is asked for. */
    private static String atRest(String recipient) {
        await().until(() ->
                TestDatabase.owner()
                                .sql(
                                        "UPDATE mail_outgoing_recipients SET due_at = now() + interval '1 day' WHERE recipient = :recipient AND state = 'QUEUED'")
                                .param("recipient", recipient)
                                .update()
                        == 1);
        return TestDatabase.owner()
                .sql("SELECT id::text FROM mail_outgoing_recipients WHERE recipient = :recipient")
                .param("recipient", recipient)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private static String state(String id) {
        return TestDatabase.owner()
                .sql("SELECT state FROM mail_outgoing_recipients WHERE id = :id::uuid")
                .param("id", id)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private static int audited(String action, String id) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE action = :action AND subject_id = :id::uuid")
                .param("action", action)
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private static void forget(String sender) {
        TestDatabase.owner()
                .sql("DELETE FROM mail_outgoing WHERE sender = :sender")
                .param("sender", sender)
                .update();
    }
}
