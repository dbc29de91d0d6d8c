package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.DomainName;
import io.muster.kernel.UserId;
import io.muster.mailboxes.SenderDomains;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** An organization that may use proved domains only takes nobody's mail for other domains. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersDomainTests {

    private static final String VICTIM = "victim@freemail.example";

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired SenderDomains senders;

    private final NameService names = NameService.shared();
    private MailPrograms programs;
    private OrganizationScope acme;
    private OrganizationScope mallorys;
    private String inMallorys;
    private Browser root;
    private Browser mallory;
    private UserId malloryHerself;

    @BeforeAll
    void anOrganizationOfAStranger() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        mallorys = world.organization("Mallory's");
        world.user(acme, "ann@acme.example");
        world.systemAdministrator(acme, "root@acme.example");
        malloryHerself = world.owner(mallorys, "mallory@far.example");
        root = world.signedIn("root@acme.example");
        mallory = world.signedIn("mallory@far.example");
        inMallorys = "/api/v1/organizations/" + mallorys.organization();
        names.host("mx.freemail.example", "127.0.0.3");
        names.exchange("freemail.example", 10, "mx.freemail.example");
    }

    @Test
    @Order(1)
    void whileItMayUseUnprovedDomainsNobodyVouchesForOneThatTwoCouldMean() {
        DomainName free = new DomainName("free.example");
        assertThat(senders.isVouchedFor(acme.organization(), free)).isFalse();

        Browser.Answer required =
                root.post(inMallorys + "/actions/require-proved-domains", Map.of());
        assertThat(required.status()).as(required.response().body()).isEqualTo(200);
        assertThat(required.text("provedDomainsOnly")).isEqualTo("true");
        assertThat(mallory.post(inMallorys + "/actions/allow-unproved-domains", Map.of()).status())
                .isEqualTo(403);

        // Now only Acme could mean it.
        assertThat(senders.isVouchedFor(acme.organization(), free)).isTrue();
        assertThat(senders.isVouchedFor(mallorys.organization(), free)).isFalse();
    }

    @Test
    @Order(2)
    void noAddressIsGivenInADomainThatItHasNotProved() {
        refused(mallory.post(inMallorys + "/users", Map.of("address", VICTIM)));
        refused(mallory.post(inMallorys + "/mailboxes", Map.of("name", "Box", "address", VICTIM)));
        refused(
                mallory.post(
                        inMallorys + "/mailboxes/" + malloryHerself + "/aliases",
                        Map.of("address", VICTIM)));
        refused(
                mallory.post(
                        inMallorys + "/mail-groups", Map.of("name", "Group", "address", VICTIM)));
        refused(
                mallory.put(
                        inMallorys + "/users/" + malloryHerself + "/names",
                        Map.of("address", VICTIM),
                        mallory.get(inMallorys + "/users/" + malloryHerself)
                                .header("ETag")
                                .orElseThrow()));
        assertThat(mallory.get(inMallorys + "/address-domains").text("restricted"))
                .isEqualTo("true");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM addresses WHERE address = :address")
                                .param("address", VICTIM)
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    @Order(3)
    void mailOfOthersHereGoesToTheServerOfTheDomain() {
        try (OtherServer freemail = new OtherServer("127.0.0.3")) {
            assertThat(submit("ann@acme.example", VICTIM, "for the victim")).startsWith("250");
            await().until(() -> !freemail.taken().isEmpty());
            assertThat(freemail.taken().getFirst().recipients()).containsExactly(VICTIM);
        }
    }

    @Test
    @Order(4)
    void inADomainThatItHasProvedItGivesAddressesAsEverybody() throws MessagingException {
        ProvedDomain.active(mallorys, "mallory.example");
        assertThat(
                        mallory.post(
                                        inMallorys + "/mailboxes",
                                        Map.of("name", "Sales", "address", "sales@mallory.example"))
                                .status())
                .isEqualTo(201);
        world.user(mallorys, "mia@mallory.example");
        assertThat(submit("ann@acme.example", "mia@mallory.example", "welcome")).startsWith("250");
        assertThat(programs.subjects("mia@mallory.example", "INBOX")).contains("welcome");
        assertThat(
                        mallory.post(inMallorys + "/users", Map.of("address", VICTIM))
                                .text("errors/0/code"))
                .isEqualTo("domain-outside");
    }

    @Test
    @Order(5)
    void aSystemAdministratorWhoTrustsItLetsItUseThemAgain() {
        TestDatabase.owner()
                .sql("DELETE FROM domains WHERE organization_id = :organization")
                .param("organization", mallorys.organization().value())
                .update();
        assertThat(
                        root.post(inMallorys + "/actions/allow-unproved-domains", Map.of())
                                .text("provedDomainsOnly"))
                .isEqualTo("false");
        assertThat(
                        mallory.post(inMallorys + "/users", Map.of("address", "new@free.example"))
                                .status())
                .isEqualTo(201);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM audit_entries WHERE action = 'organizations.edited' AND organization_id = :organization")
                                .param("organization", mallorys.organization().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    private static void refused(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(answer.text("errors/0/code")).isEqualTo("domain-unproved");
        assertThat(answer.text("errors/0/field")).isEqualTo("address");
    }

    private String submit(String from, String to, String subject) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(from));
            submission.say("MAIL FROM:<" + from + ">");
            assertThat(submission.say("RCPT TO:<" + to + ">")).startsWith("250");
            submission.say("DATA");
            return submission.say("Subject: " + subject + "\r\n\r\nhello\r\n.");
        }
    }
}
