package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.ProvedDomain;
import io.muster.testing.Shell;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Mail that leaves is signed for its sender's domain. */
@MusterTest
class MailSigningTests {

    @LocalServerPort int port;
    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired List<RecurringWork> works;

    private final NameService names = NameService.shared();
    private MailPrograms programs;
    private String domain;
    private String ann;
    private OrganizationScope acme;
    private Browser root;

    @BeforeEach
    void aUserWhoWritesToAnotherServer() {
        programs = new MailPrograms(mail);
        domain = "s" + UserId.next() + ".example";
        acme = world.organization("Acme " + domain);
        world.systemAdministrator(acme, "root@" + domain);
        root = world.signedIn("root@" + domain);
        ann = "ann@" + domain;
        world.user(acme, ann);
        ProvedDomain.active(acme, domain);
        names.host("mx." + domain, "127.0.0.2");
        names.exchange("far." + domain, 10, "mx." + domain);
    }

    @Test
    void beginsOnceTheRecordOfTheKeyIsFound() throws IOException, FailException {
        Browser.Answer key = made();
        assertThat(key.json().at("/signing").asBoolean()).isFalse();
        assertThat(sent(ann)).doesNotContain("DKIM-Signature");
        assertThat(checked(key)).isEqualTo("MISSING false");

        publish(key);
        assertThat(checked(key)).isEqualTo("FOUND true");

        String message = sent(ann);
        assertThat(signers(message, key)).containsExactly(domain);
        assertThat(message).startsWith("DKIM-Signature:");
    }

    @Test
    void breaksWithWhatIsChangedOnTheWay() throws IOException, FailException {
        Browser.Answer key = made();
        publish(key);
        checked(key);
        String message = sent(ann);

        assertThat(signers(message, key)).hasSize(1);
        assertThat(signers(message.replace("Ann writes", "Eve writes"), key)).isEmpty();
        assertThat(signers(message.replace("Subject: signed", "Subject: Signed"), key)).isEmpty();
        assertThat(signers(message.replace("From: ", "From: eve@evil.example\r\nFrom: "), key))
                .isEmpty();
    }

    @Test
    void isForTheSendersDomainOnly() {
        Browser.Answer key = made();
        publish(key);
        checked(key);
        OrganizationScope other = world.organization("Other " + domain);
        world.user(other, "ben@other." + domain);

        assertThat(sent("ben@other." + domain)).doesNotContain("DKIM-Signature");
    }

    @Test
    void isNotOfWhatAMailboxSendsOnWhateverItsFromFieldSays() {
        Browser.Answer key = made();
        publish(key);
        checked(key);
        UserId bob = world.user(acme, "bob@" + domain);
        root.put(
                "/api/v1/organizations/"
                        + acme.organization()
                        + "/mailboxes/"
                        + bob
                        + "/forwarding",
                Map.of("active", true, "targets", List.of("bob@far." + domain), "keepCopy", false),
                "\"0\"");
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            programs.deliver("From: " + ann + "\r\nSubject: forged\r\n\r\n.", "bob@" + domain);
            await().until(() -> !far.taken().isEmpty());

            assertThat(far.taken().getFirst().message())
                    .contains("Subject: forged")
                    .doesNotContain("DKIM-Signature");
        }
    }

    @Test
    void isOfTheOrganizationAloneThatHasProvedTheDomain() {
        String unproved = "later." + domain;
        OrganizationScope other = world.organization("Other " + domain);
        world.user(other, "eve@" + unproved);
        Browser.Answer key = made(unproved);
        publish(key);
        checked(key);

        assertThat(sent("eve@" + unproved))
                .as("several organizations could be meant")
                .doesNotContain("DKIM-Signature");

        ProvedDomain.active(other, unproved);
        assertThat(sent("eve@" + unproved)).contains("DKIM-Signature");
    }

    @Test
    void passesToANewKeyWithoutAGap() throws IOException, FailException {
        Browser.Answer first = made();
        publish(first);
        checked(first);
        Browser.Answer second = made();
        assertThat(second.text("selector")).isNotEqualTo(first.text("selector"));
        assertThat(signers(sent(ann), first)).hasSize(1);

        publish(second);
        works.stream()
                .filter(work -> work.name().equals("mailengine.signing-keys"))
                .forEach(RecurringWork::run);

        assertThat(signers(sent(ann), second)).hasSize(1);
        assertThat(keys()).containsExactly(second.text("selector"));
    }

    @Test
    void saysWhatStandsInTheNameServiceInstead() {
        Browser.Answer key = made();
        names.text(key.text("recordName"), "v=DKIM1; k=rsa; p=MIIBIjANBgkq");
        assertThat(checked(key)).isEqualTo("DIFFERENT false");

        Browser.Answer silent = made("silent." + domain);
        names.failing(silent.text("recordName"));
        assertThat(checked(silent)).isEqualTo("UNANSWERED false");
    }

    @Test
    void hasOneKeyThatWaitsAndNoneForWhatIsNoDomain() {
        made();
        Browser.Answer second = root.post("/api/v1/mail-signing", Map.of("domain", domain));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("type")).isEqualTo("urn:problem:mailengine:key-waiting");
        for (String wrong :
                List.of("", "localhost", "a b.example", "x".repeat(2_000) + ".example")) {
            Browser.Answer refused = root.post("/api/v1/mail-signing", Map.of("domain", wrong));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).isEqualTo("domain");
        }
    }

    @Test
    void endsWhenItsKeyIsRemoved() {
        Browser.Answer key = made();
        publish(key);
        checked(key);
        String path = "/api/v1/mail-signing/" + key.text("id");

        assertThat(root.send("DELETE", path, "", Map.of()).status()).isEqualTo(204);

        assertThat(sent(ann)).doesNotContain("DKIM-Signature");
        assertThat(root.post(path + "/actions/check", Map.of()).status()).isEqualTo(404);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT action FROM audit_entries WHERE subject_name = :domain ORDER BY sequence
                                        """)
                                .param("domain", domain)
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly(
                        "mailengine.signing-key-made",
                        "mailengine.signing-started",
                        "mailengine.signing-key-removed");
    }

    @Test
    void isSetUpFromTheCommandLine(@TempDir Path home) {
        Shell shell = new Shell(home);
        shell.runWith(
                World.PASSWORD,
                "sign-in",
                "http://localhost:" + port,
                "--name",
                "root@" + domain,
                "--password-stdin");
        assertThat(shell.run("mail", "signing", "add", "localhost").code()).isOne();
        assertThat(shell.run("mail", "signing", "add", domain).out())
                .contains("._domainkey." + domain, "v=DKIM1; k=rsa; p=MII");
        Browser.Answer list = root.get("/api/v1/mail-signing");
        JsonNode key =
                list.json()
                        .at("/items")
                        .valueStream()
                        .filter(one -> one.at("/domain").asString().equals(domain))
                        .findFirst()
                        .orElseThrow();
        String id = key.at("/id").asString();
        assertThat(shell.run("mail", "signing").out()).contains(domain, id);
        assertThat(shell.run("mail", "signing", "check", id).code()).isEqualTo(6);
        names.text(key.at("/recordName").asString(), key.at("/recordValue").asString());
        assertThat(shell.run("mail", "signing", "check", id).code()).isZero();
        assertThat(shell.run("mail", "signing", "remove", id, "-y").code()).isZero();
        assertThat(shell.run("mail", "signing", "check", id).code()).isEqualTo(4);
    }

    @Test
    void keepsThePrivateKeySealedInTheDatabaseAndOutOfEveryAnswer() {
        Browser.Answer key = made();

        assertThat(key.response().body()).doesNotContain("private");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT private_key FROM mail_signing_keys WHERE domain = :domain")
                                .param("domain", domain)
                                .query((row, _) -> row.getString(1))
                                .single())
                .startsWith("v1.");
    }

    private Browser.Answer made() {
        return made(domain);
    }

    private Browser.Answer made(String name) {
        Browser.Answer made = root.post("/api/v1/mail-signing", Map.of("domain", name));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made;
    }

    private void publish(Browser.Answer key) {
        names.text(key.text("recordName"), key.text("recordValue"));
    }

    private String checked(Browser.Answer key) {
        Browser.Answer checked =
                root.post("/api/v1/mail-signing/" + key.text("id") + "/actions/check", Map.of());
        return checked.text("finding") + " " + checked.json().at("/signing").asBoolean();
    }

    private List<String> keys() {
        return root.get("/api/v1/mail-signing")
                .json()
                .at("/items")
                .valueStream()
                .filter(key -> key.at("/domain").asString().equals(domain))
                .map(key -> key.at("/selector").asString())
                .toList();
    }

    /** A message as the other server gets it. */
    private String sent(String from) {
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            try (Conversation submission = programs.submission()) {
                submission.say(MailSubmissionTests.plain(from));
                submission.say("MAIL FROM:<" + from + ">");
                assertThat(submission.say("RCPT TO:<bob@far." + domain + ">")).startsWith("250");
                submission.say("DATA");
                submission.say(
                        "From: Ann <%s>\r\nTo: bob@far.example\r\nSubject: signed\r\n\r\nAnn writes.\r\n..\r\n."
                                .formatted(from));
            }
            await().until(() -> !far.taken().isEmpty());
            return far.taken().getFirst().message();
        }
    }

    /** The domains whose signature on the message holds. */
    private static List<String> signers(String message, Browser.Answer key)
            throws IOException, FailException {
        var verifier =
                new DKIMVerifier((_, selector, domain) ->
                        key.text("recordName").equals(selector + "._domainkey." + domain)
                                ? List.of(key.text("recordValue"))
                                : List.of());
        try {
            List<SignatureRecord> valid =
                    verifier.verify(
                            new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
            return valid == null
                    ? List.of()
                    : valid.stream().map(record -> record.getDToken().toString()).toList();
        } catch (FailException broken) {
            return List.of();
        }
    }
}
