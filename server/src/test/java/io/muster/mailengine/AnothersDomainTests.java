package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.DomainName;
import io.muster.kernel.UserId;
import io.muster.mailboxes.SenderDomains;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** Addresses that were given before another organization proved their domain. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnothersDomainTests {

    private static final DomainName SQUATTED = new DomainName("bank.example");

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired SenderDomains domains;

    private MailPrograms programs;
    private OrganizationScope acme;
    private UserId eve;
    private Browser owner;

    @BeforeAll
    void anAliasInADomainOfNobody() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        eve = world.user(acme, "eve@acme.example");
        world.user(acme, "info@bank.example");
        owner.post(
                "/api/v1/organizations/" + acme.organization() + "/mailboxes/" + eve + "/aliases",
                Map.of("address", "ceo@bank.example"));
    }

    @Test
    @Order(1)
    void whileTheInstanceHasOneOrganizationEveryDomainThatNobodyProvedIsItsOwn() {
        assertThat(domains.isVouchedFor(acme.organization(), SQUATTED)).isTrue();
        assertThat(submitted("eve@acme.example", "ceo@bank.example")).startsWith("250");
    }

    @Test
    @Order(2)
    void withTwoOrganizationsNobodyVouchesForADomainThatNobodyProved() {
        world.organization("Globex");

        assertThat(domains.isVouchedFor(acme.organization(), SQUATTED)).isFalse();
        assertThat(domains.isAnothers(acme.organization(), SQUATTED)).isFalse();
        assertThat(submitted("eve@acme.example", "ceo@bank.example")).startsWith("250");
    }

    @Test
    @Order(3)
    void nobodySendsUnderThemAnyMoreAndIsToldWhy() {
        OrganizationScope bank = world.organization("Bank");
        ProvedDomain.inactive(bank, "bank.example");

        assertThat(submitted("eve@acme.example", "ceo@bank.example"))
                .startsWith("550 5.7.1 The domain of that address belongs to another organization");
        assertThat(header("eve@acme.example", "ceo@bank.example"))
                .startsWith("550 5.7.1 The domain of that address belongs to another organization");
        assertThat(submitted("info@bank.example", "info@bank.example")).startsWith("550 5.7.1");
        assertThat(submitted("eve@acme.example", "eve@acme.example")).startsWith("250");
        Browser info = world.signedIn("info@bank.example");
        Browser.Answer refused =
                info.post(
                        "/api/v1/me/mail/messages",
                        WebmailLetterTests.letter(
                                info.get("/api/v1/me/mail/mailboxes").text("items/0/id"),
                                "olga@acme.example",
                                "x"));
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.text("errors/0/code")).isEqualTo("domain-of-another");
        assertThat(domains.isVouchedFor(bank.organization(), SQUATTED)).isTrue();
    }

    private String submitted(String user, String from) {
        return said(user, from, from);
    }

    private String header(String user, String from) {
        return said(user, user, from);
    }

    private String said(String user, String envelope, String header) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(user));
            String answer = submission.say("MAIL FROM:<" + envelope + ">");
            if (!answer.startsWith("250")) {
                return answer;
            }
            submission.say("RCPT TO:<olga@acme.example>");
            submission.say("DATA");
            return submission.say("From: " + header + "\r\nSubject: hello\r\n\r\n.\r\n.");
        }
    }
}
