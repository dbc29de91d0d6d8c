package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** One corporate user who is created, gets a mail with a link, and signs in. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WelcomeMailTests {

    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
    private static final String PASSWORD = "seven green bottles standing";

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private Browser owner;
    private String organization;

    @BeforeAll
    void anOrganizationWithADomainInUse() {
        programs = new MailPrograms(mail);
        OrganizationScope hooli = world.organization("Hooli");
        world.owner(hooli, "olga@hooli.example");
        ProvedDomain.active(hooli, "hooli.example");
        ProvedDomain.active(hooli, "xn--bcher-kva.example");
        ProvedDomain.inactive(hooli, "spare.example");
        world.user(hooli, "home-cora@hooli.example");
        owner = world.signedIn("olga@hooli.example");
        organization = "/api/v1/organizations/" + hooli.organization();
    }

    @Test
    void leadsFromTheMailToThePasswordAndIn() throws MessagingException, IOException {
        Browser.Answer made = create("cora", true);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        String first = token("cora");

        // Sent again: the mail is another, and the first link is of no use any more.
        assertThat(
                        owner.post(
                                        organization
                                                + "/users/"
                                                + made.text("id")
                                                + "/actions/send-password-link",
                                        Map.of())
                                .status())
                .isEqualTo(202);
        await().until(() -> !token("cora").equals(first));
        assertThat(choose(first).status()).isEqualTo(404);
        assertThat(choose(token("cora")).status()).isEqualTo(204);

        assertThat(world.browser().signIn("cora@hooli.example", PASSWORD).status()).isEqualTo(200);
        assertThat(owner.get(organization + "/users/" + made.text("id")).text("state"))
                .isEqualTo("ACTIVE");
        assertThat(programs.deliver("Subject: hello\r\n\r\n.", "cora@hooli.example"))
                .startsWith("250");
    }

    @Test
    void aUserIsMadeWithoutAMailboxWhereThatIsSaid() {
        Browser.Answer made = create("nora", false);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(owner.get(organization + "/mailboxes/" + made.text("id")).status())
                .isEqualTo(404);
        assertThat(programs.deliver("Subject: no\r\n\r\n.", "nora@hooli.example")).startsWith("5");

        assertThat(
                        owner.post(
                                        organization + "/users/" + made.text("id") + "/mailbox",
                                        Map.of())
                                .status())
                .isEqualTo(201);
        assertThat(programs.deliver("Subject: yes\r\n\r\n.", "nora@hooli.example"))
                .startsWith("250");
    }

    @Test
    void nothingIsKeptOfAWishForNoMailboxThatWasRefused() {
        assertThat(create("home-cora", false).status()).isEqualTo(409);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM unwanted_mailboxes WHERE NOT EXISTS (SELECT FROM users WHERE id = user_id)")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void theFormOffersTheDomainsInUse() {
        Browser.Answer offered = owner.get(organization + "/address-domains");
        assertThat(offered.text("restricted")).isEqualTo("true");
        assertThat(offered.json().at("/domains"))
                .hasToString(
                        """
                        [{"name":"hooli.example","displayName":"hooli.example"},{"name":"xn--bcher-kva.example","displayName":"bücher.example"}]\
                        """);

        OrganizationScope free = world.organization("Free");
        world.owner(free, "free@free.example");
        Browser.Answer none =
                world.signedIn("free@free.example")
                        .get(
                                "/api/v1/organizations/%s/address-domains"
                                        .formatted(free.organization()));
        assertThat(none.text("restricted")).isEqualTo("false");
        assertThat(none.json().at("/domains")).isEmpty();
    }

    private Browser.Answer create(String local, boolean mailbox) {
        return owner.post(
                organization + "/users",
                Map.of(
                        "address",
                        local + "@hooli.example",
                        "sendLink",
                        true,
                        "personalMailbox",
                        mailbox,
                        "profile",
                        Map.of("recoveryAddress", "home-" + local + "@hooli.example")));
    }

    private Browser.Answer choose(String token) {
        Browser anybody = world.browser();
        anybody.get("/api/v1/me");
        return anybody.post("/api/v1/password-resets/" + token, Map.of("password", PASSWORD));
    }

    /** Of the latest mail, as a mail program reads it. */
    private String token(String name) throws MessagingException, IOException {
        String inbox = "home-" + name + "@hooli.example";
        await().until(() -> !programs.subjects(inbox, "INBOX").isEmpty());
        try (Store store = programs.mailbox(inbox)) {
            Folder folder = store.getFolder("INBOX");
            folder.open(Folder.READ_ONLY);
            Message latest = folder.getMessage(folder.getMessageCount());
            assertThat(latest.getSubject()).isEqualTo("Your account at Hooli");
            String text =
                    ((MimeMultipart) latest.getContent()).getBodyPart(0).getContent().toString();
            assertThat(text).contains("within 72 hours");
            Matcher found = TOKEN.matcher(text);
            assertThat(found.find()).isTrue();
            return found.group(1);
        }
    }
}
