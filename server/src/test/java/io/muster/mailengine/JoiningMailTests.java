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
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The mails of joining an organization, read by IMAP from mailboxes here, and where their links
 * lead. Those who have no account yet have their mail elsewhere; there it is passed on to a mailbox
 * here.
 */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoiningMailTests {

    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern CODE = Pattern.compile("enter this code: (\\d{8})");
    private static final String SETTINGS = "/api/v1/registration-settings";
    private static final String OLGA = "olga@stark.example";
    private static final String RELAYED = "relayed@stark.example";

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired List<RecurringWork> works;

    private final NameService names = NameService.shared();
    private MailPrograms programs;
    private OrganizationScope stark;
    private OrganizationScope wayne;
    private Browser owner;
    private String pages;
    private String organization;

    @BeforeAll
    void twoOrganizations() {
        programs = new MailPrograms(mail);
        stark = world.organization("Stark");
        world.owner(stark, OLGA);
        ProvedDomain.active(stark, "stark.example");
        world.user(stark, RELAYED);
        wayne = world.organization("Wayne");
        ProvedDomain.active(wayne, "wayne.example");
        owner = world.signedIn(OLGA);
        pages = "/organizations/" + stark.organization();
        organization = "/api/v1" + pages;
        names.host("mx.passing.example", "127.0.0.44");
        names.exchange("passing.example", 10, "mx.passing.example");
    }

    /** What a mail says, and where its link leads. */
    private record Read(String text, URI link) {

        String token() {
            assertThat(link.getQuery()).startsWith("token=");
            return link.getQuery().substring("token=".length());
        }
    }

    @Test
    void anInvitationIsAcceptedByItsLinkAndItsInviterReadsOfIt() throws Exception {
        UserId bruce = world.user(wayne, "bruce@wayne.example");
        invite("bruce@wayne.example");
        Read invitation = read("bruce@wayne.example", "Olga Example invites you to Stark");
        assertThat(invitation.link().getPath()).isEqualTo("/account/invitations");
        Browser his = world.signedIn("bruce@wayne.example");
        assertThat(
                        his.post(
                                        "/api/v1/me/invitations/proof",
                                        Map.of("token", invitation.token()))
                                .status())
                .isEqualTo(204);
        answer(his, "accept", 200);

        Read told = read(OLGA, "Bruce Example accepted the invitation to Stark");
        assertThat(told.text()).contains("has the rights that you promised");
        assertThat(told.link().getPath()).isEqualTo(pages + "/invitations");
        assertThat(owner.get(organization + "/users/" + bruce).text("guest")).isEqualTo("true");
    }

    @Test
    void thatAnInvitationWasDeclinedIsReadByItsInviter() throws Exception {
        world.user(wayne, "dick@wayne.example");
        invite("dick@wayne.example");
        Read invitation = read("dick@wayne.example", "Olga Example invites you to Stark");
        Browser his = world.signedIn("dick@wayne.example");
        his.post("/api/v1/me/invitations/proof", Map.of("token", invitation.token()));
        answer(his, "decline", 204);

        Read told = read(OLGA, "Dick Example declined the invitation to Stark");
        assertThat(told.text()).contains("No right was given");
        assertThat(told.link().getPath()).isEqualTo(pages + "/invitations");
    }

    @Test
    void whoHasNoAccountRegistersByTheLinkAndHisInviterReadsOfIt() throws Exception {
        try (OtherServer elsewhere = new OtherServer("127.0.0.44")) {
            invite("peter@passing.example");
            passOn(elsewhere);
            Read invitation = read(RELAYED, "Olga Example invites you to Stark");
            assertThat(invitation.link().getPath()).isEqualTo("/register");
            register(invitation.token(), "Peter");
        }
        assertThat(read(OLGA, "Peter Parker accepted the invitation to Stark").link().getPath())
                .isEqualTo(pages + "/invitations");
        world.browser().signIn("peter@passing.example", World.PASSWORD);
    }

    @Test
    void whoRegistersAloneReadsACodeThatMakesHisAccount() throws Exception {
        OrganizationScope shield = world.organization("Shield");
        world.systemAdministrator(shield, "root@shield.example");
        Browser root = world.signedIn("root@shield.example");
        root.put(SETTINGS, Map.of("open", true), root.get(SETTINGS).header("ETag").orElseThrow());
        Browser stranger = world.browser();
        stranger.get("/api/v1/registration");
        try (OtherServer elsewhere = new OtherServer("127.0.0.44")) {
            Browser.Answer asked =
                    stranger.post(
                            "/api/v1/registration/codes",
                            Map.of("address", "gwen@passing.example"));
            assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
            passOn(elsewhere);
            Matcher code = CODE.matcher(text(RELAYED, "The code for your account"));
            assertThat(code.find()).isTrue();
            Browser.Answer proved =
                    stranger.post(
                            "/api/v1/registration/proofs",
                            Map.of("id", asked.text("id"), "code", code.group(1)));
            register(proved.text("token"), "Gwen");
        }
        assertThat(world.browser().signIn("gwen@passing.example", World.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void howTheProofOfADomainWentIsReadByWhoBeganIt() throws Exception {
        names.host("found.example", "192.0.2.1");
        String found = added("found.example");
        Browser.Answer proof = owner.get(organization + "/domains/" + found);
        names.text(proof.text("proof/host"), proof.text("proof/value"));
        verify(found);
        Read verified = read(OLGA, "The domain found.example is verified");
        assertThat(owner.get("/api/v1" + verified.link().getPath()).response().body())
                .as("where the link leads")
                .contains("found.example");

        names.host("absent.example", "192.0.2.1");
        String absent = added("absent.example");
        verify(absent);
        TestDatabase.owner()
                .sql(
                        "UPDATE domains SET gives_up_at = now() - interval '1 second', next_check_at = now() - interval '1 second' WHERE id = :id::uuid")
                .param("id", absent)
                .update();
        run("domains.check");
        Read expired = read(OLGA, "The domain absent.example could not be verified");
        assertThat(expired.text()).contains("72 hours");
        assertThat(expired.link().getPath()).isEqualTo(pages + "/domains");
    }

    @Test
    void aReportIsFetchedByTheLinkByItsRequesterOnly() throws Exception {
        Browser.Answer started = owner.post(organization + "/reports", Map.of());
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        Read ready = read(OLGA, "Your report on users is ready");
        assertThat(ready.text()).contains("for 7 days");
        assertThat(ready.link().getPath()).isEqualTo(pages + "/reports");
        String id = ready.link().getQuery().substring("report=".length());
        String file = organization + "/reports/" + id + "/file";
        assertThat(owner.download(file)).startsWith((byte) 'P', (byte) 'K');

        world.owner(stark, "other@stark.example");
        assertThat(world.signedIn("other@stark.example").get(file).status()).isEqualTo(404);
    }

    @Test
    void whoseRightsWereChangedReadsIt() throws Exception {
        UserId ned = world.user(stark, "ned@stark.example");
        String grants = organization + "/users/" + ned + "/grants";
        assertThat(
                        owner.put(
                                        grants,
                                        Map.of("permissions", List.of("audit:read")),
                                        owner.get(grants).header("ETag").orElseThrow())
                                .status())
                .isEqualTo(200);
        TestDatabase.owner()
                .sql("UPDATE account_news SET due_at = now() WHERE user_id = :id")
                .param("id", ned.value())
                .update();
        run("users.account-news");
        Read told = read("ned@stark.example", "Your rights at Stark were changed");
        assertThat(told.text()).contains("Olga Example");
        assertThat(told.link().getPath()).isNotEmpty();
    }

    private void invite(String address) {
        Browser.Answer made = owner.post(organization + "/invitations", Map.of("address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    }

    private static void answer(Browser invited, String act, int expected) {
        String id = invited.get("/api/v1/me/invitations").text("pending/0/id");
        assertThat(invited.post("/api/v1/me/invitations/" + id + "/" + act, Map.of()).status())
                .isEqualTo(expected);
    }

    private void register(String token, String firstName) {
        Browser stranger = world.browser();
        stranger.get("/api/v1/registrations/" + token);
        Browser.Answer made =
                stranger.post(
                        "/api/v1/registrations/" + token,
                        Map.of(
                                "firstName",
                                firstName,
                                "lastName",
                                "Parker",
                                "password",
                                World.PASSWORD));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    }

    private String added(String domain) {
        Browser.Answer added = owner.post(organization + "/domains", Map.of("name", domain));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        return added.text("id");
    }

    private void verify(String domain) {
        Browser.Answer looked =
                owner.post(organization + "/domains/" + domain + "/actions/verify", Map.of());
        assertThat(looked.status()).as(looked.response().body()).isEqualTo(200);
    }

    private void run(String work) {
        works.stream().filter(one -> one.name().equals(work)).forEach(RecurringWork::run);
    }

    /** As a provider does for whoever has his mail forwarded: it comes as it was taken. */
    private void passOn(OtherServer elsewhere) {
        await().until(() -> !elsewhere.taken().isEmpty());
        String message = elsewhere.taken().getLast().message().replaceAll("\r?\n", "\r\n");
        assertThat(programs.deliver(message, RELAYED)).startsWith("250");
    }

    private Read read(String address, String subject) throws MessagingException, IOException {
        String text = text(address, subject);
        Matcher found = LINK.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return new Read(text, URI.create(found.group()));
    }

    /** What a mail program shows of the mail with that subject. */
    private String text(String address, String subject) throws MessagingException, IOException {
        await().until(() -> programs.subjects(address, "INBOX").contains(subject));
        try (Store store = programs.mailbox(address)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                if (subject.equals(message.getSubject())) {
                    return ((MimeMultipart) message.getContent())
                            .getBodyPart(0)
                            .getContent()
                            .toString();
                }
            }
        }
        throw new AssertionError("the mail is gone: " + subject);
    }
}
