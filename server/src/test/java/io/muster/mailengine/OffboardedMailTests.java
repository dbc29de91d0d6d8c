package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail for and of users who left. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffboardedMailTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;
    private UserId sue;

    @BeforeAll
    void anOrganizationWithASuccessor() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        sue = world.user(acme, "sue@acme.example");
    }

    @Test
    void goesOnToTheSuccessorWhoReadsTheFormerMailTooUntilItIsTakenBack()
            throws MessagingException {
        UserId ann = world.user(acme, "ann@acme.example");
        assertThat(deliver("before", "ann@acme.example")).startsWith("250");

        String id = offboard(ann, Map.of("mail", "FORWARDED", "openMailbox", true));
        assertThat(deliver("after", "ann@acme.example")).startsWith("250");

        assertThat(subjects("sue@acme.example", "INBOX")).contains("after");
        assertThat(subjects("sue@acme.example", "Other Users.ann@acme,example.INBOX"))
                .containsExactly("before", "after");
        assertThat(letsIn("ann@acme.example")).isFalse();

        owner.post(organization + "/users/" + ann + "/offboardings/" + id + "/take-back", Map.of());
        assertThat(deliver("back", "ann@acme.example")).startsWith("250");
        assertThat(letsIn("ann@acme.example")).isTrue();
        assertThat(subjects("ann@acme.example", "INBOX"))
                .containsExactly("before", "after", "back");
        assertThat(subjects("sue@acme.example", "INBOX")).doesNotContain("back");
    }

    @Test
    void isRefusedWhereNothingElseIsSaid() {
        UserId bob = world.user(acme, "bob@acme.example");

        offboard(bob, Map.of());

        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<bob@acme.example>")).startsWith("550");
        }
    }

    @Test
    void staysInTheMailboxWhereItIsOnlyAccepted() throws MessagingException {
        UserId cid = world.user(acme, "cid@acme.example");

        String id = offboard(cid, Map.of("mail", "ACCEPTED"));
        assertThat(deliver("kept", "cid@acme.example")).startsWith("250");

        owner.post(organization + "/users/" + cid + "/offboardings/" + id + "/take-back", Map.of());
        assertThat(subjects("cid@acme.example", "INBOX")).containsExactly("kept");
    }

    private List<String> subjects(String user, String folder) throws MessagingException {
        return programs.subjects(user, folder);
    }

    private String deliver(String subject, String to) {
        return programs.deliver("Subject: " + subject + "\r\n\r\n.", to);
    }

    private boolean letsIn(String user) throws MessagingException {
        try (Store store = programs.mailbox(user)) {
            return store.isConnected();
        } catch (AuthenticationFailedException refused) {
            return false;
        }
    }

    private String offboard(UserId user, Map<String, Object> wish) {
        Map<String, Object> whole = new HashMap<>(wish);
        whole.put("successorId", sue.toString());
        Browser.Answer answer =
                owner.post(organization + "/users/" + user + "/offboardings", whole);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.text("id");
    }
}
