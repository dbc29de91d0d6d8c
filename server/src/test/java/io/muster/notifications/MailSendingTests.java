package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class MailSendingTests {

    private static final String LINK = "https://muster.example.org/reset?token=secret-token";

    private final FakeRelay relay = new FakeRelay();
    private final Outbox outbox;
    private final MailSending sending;
    private final Scopes scopes;
    private final World world;
    private OrganizationScope acme;
    private Browser root;

    MailSendingTests(
            @Autowired Outbox outbox,
            @Autowired MailSending sending,
            @Autowired Scopes scopes,
            @Autowired World world) {
        this.outbox = outbox;
        this.sending = sending;
        this.scopes = scopes;
        this.world = world;
        this.acme = world.organization("Acme " + java.util.UUID.randomUUID());
        String address = "root-" + java.util.UUID.randomUUID() + "@example.org";
        world.systemAdministrator(acme, address);
        this.root = world.signedIn(address);
    }

    @BeforeEach
    void noRelayAndNoMails() {
        TestDatabase.owner().sql("DELETE FROM outbox").update();
        TestDatabase.owner().sql("DELETE FROM relay").update();
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void aHeldMailGoesOutOnceThereIsARelay() {
        write("ann@example.org", Duration.ofHours(2));
        assertThat(state("ann@example.org")).isEqualTo("HELD");
        setRelay();
        awaitState("ann@example.org", "SENT");
        assertThat(relay.taken()).hasSize(1);
        assertThat(relay.taken().getFirst().message()).contains("secret-token");
    }

    @Test
    void aSentMailKeepsNoText() {
        setRelay();
        write("ann@example.org", Duration.ofHours(2));
        awaitState("ann@example.org", "SENT");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT body IS NULL FROM outbox")
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void aMailIsHeldAgainWhenTheRelayIsTakenAway() {
        setRelay();
        String tag = root.get("/api/v1/relay").header("ETag").orElseThrow();
        assertThat(root.delete("/api/v1/relay", tag).status()).isEqualTo(204);
        write("ann@example.org", Duration.ofHours(2));
        sending.run();
        assertThat(state("ann@example.org")).isEqualTo("HELD");
    }

    @Test
    void aMailWhoseLinkIsOverIsNotSent() {
        write("ann@example.org", Duration.ofHours(2));
        TestDatabase.owner()
                .sql("UPDATE outbox SET expires_at = now() - interval '1 second'")
                .update();
        setRelay();
        awaitState("ann@example.org", "FAILED");
        assertThat(reason("ann@example.org")).isEqualTo("expired");
        assertThat(relay.taken()).isEmpty();
    }

    @Test
    void aMailThatAKilledServerHadInHandIsNotSentAgain() {
        write("ann@example.org", Duration.ofHours(2));
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE outbox SET state = 'SENDING', attempt = gen_random_uuid(), attempts = 1,
                            attempt_at = now() - interval '11 minutes'
                        """)
                .update();
        setRelay();
        awaitState("ann@example.org", "UNKNOWN");
        assertThat(relay.taken()).isEmpty();
    }

    @Test
    void aMailRefusedForNowWaitsAndIsTriedAgain() {
        relay.answering("RCPT", "451 4.7.1 later");
        setRelay();
        write("ann@example.org", Duration.ofHours(2));
        await().untilAsserted(() ->
                assertThat(reason("ann@example.org")).isEqualTo("recipient-refused-451"));
        assertThat(state("ann@example.org")).isEqualTo("QUEUED");
        relay.answering("RCPT", "250 fine");
        assertThat(resend("ann@example.org").status()).isEqualTo(200);
        awaitState("ann@example.org", "SENT");
    }

    @Test
    void aMailRefusedForGoodFailsAndCanBeSentAgainByHand() {
        relay.answering("RCPT", "550 5.1.1 nobody");
        setRelay();
        write("ann@example.org", Duration.ofHours(2));
        awaitState("ann@example.org", "FAILED");
        relay.answering("RCPT", "250 fine");
        assertThat(resend("ann@example.org").status()).isEqualTo(200);
        awaitState("ann@example.org", "SENT");
        assertThat(resend("ann@example.org").status()).isEqualTo(409);
    }

    @Test
    void twoSendersAtOnceSendEachMailOnce() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            write("user" + i + "@example.org", Duration.ofHours(2));
        }
        setRelay();
        Thread other = Thread.ofVirtual().start(sending::run);
        sending.run();
        other.join();
        await().untilAsserted(() ->
                assertThat(
                                TestDatabase.owner()
                                        .sql("SELECT count(*) FROM outbox WHERE state = 'SENT'")
                                        .query(Integer.class)
                                        .single())
                        .isEqualTo(40));
        assertThat(relay.taken()).hasSize(40);
        assertThat(relay.taken().stream().map(mail -> mail.recipients().getFirst()).distinct())
                .hasSize(40);
    }

    @Test
    void theSystemAdministratorReadsAHeldMailAndTheLogKeepsThatHeDid() {
        write("ann@example.org", Duration.ofHours(2));
        String id = root.get("/api/v1/outbox?state=HELD").text("items/0/id");
        Browser.Answer read = root.get("/api/v1/outbox/" + id);
        assertThat(read.text("text")).contains(LINK);
        assertThat(read.text("mail/to")).isEqualTo("ann@example.org");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM audit_entries WHERE action = 'notifications.mail-read' AND subject_id = :id::uuid")
                                .param("id", id)
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    @Test
    void nobodyElseSeesTheOutbox() {
        String address = "owner-" + java.util.UUID.randomUUID() + "@example.org";
        world.owner(acme, address);
        Browser owner = world.signedIn(address);
        for (String path : new String[] {"/outbox", "/outbox/count", "/relay"}) {
            assertThat(owner.get("/api/v1" + path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void listsMailsNewestFirstPageByPage() {
        for (int i = 0; i < 5; i++) {
            write("user" + i + "@example.org", Duration.ofHours(2));
        }
        Browser.Answer first = root.get("/api/v1/outbox?limit=2");
        assertThat(first.text("items/0/to")).isEqualTo("user4@example.org");
        Browser.Answer second = root.get("/api/v1/outbox?limit=2&cursor=" + first.text("next"));
        assertThat(second.text("items/0/to")).isEqualTo("user2@example.org");
        Browser.Answer back = root.get("/api/v1/outbox?limit=2&cursor=" + second.text("previous"));
        assertThat(back.text("items/0/to")).isEqualTo("user4@example.org");
        assertThat(root.get("/api/v1/outbox/count?state=HELD").text("count")).isEqualTo("5");
        assertThat(root.get("/api/v1/outbox?cursor=nonsense").status()).isEqualTo(422);
    }

    private void write(String to, Duration validFor) {
        Mail mail =
                new Mail(
                        EmailAddress.valueOf(to),
                        "Ann",
                        MailTemplate.PASSWORD_RESET,
                        Map.of("link", LINK, "hours", "2"),
                        "en",
                        validFor);
        scopes.run(acme, () -> outbox.write(acme, mail));
    }

    private void setRelay() {
        Browser.Answer answer =
                root.put(
                        "/api/v1/relay",
                        Map.of(
                                "host", "127.0.0.1",
                                "port", relay.port(),
                                "security", "NONE",
                                "account", "",
                                "senderAddress", "muster@example.org",
                                "senderName", "Muster"),
                        "\"0\"");
        assertThat(answer.status()).isEqualTo(200);
    }

    private Browser.Answer resend(String to) {
        String id =
                TestDatabase.owner()
                        .sql("SELECT id::text FROM outbox WHERE recipient = :to")
                        .param("to", to)
                        .query(String.class)
                        .single();
        return root.post("/api/v1/outbox/" + id + "/resend", Map.of());
    }

    private void awaitState(String to, String state) {
        await().untilAsserted(() -> assertThat(state(to)).isEqualTo(state));
    }

    private static String state(String to) {
        return column("state", to);
    }

    private static String reason(String to) {
        return column("reason", to);
    }

    private static String column(String name, String to) {
        return TestDatabase.owner()
                .sql("SELECT to_jsonb(outbox) ->> :name FROM outbox WHERE recipient = :to")
                .param("name", name)
                .param("to", to)
                .query(String.class)
                .single();
    }
}
