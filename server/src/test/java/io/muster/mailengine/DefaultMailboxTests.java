package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The mailbox that a user works in first. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefaultMailboxTests {

    private static final String OWN = "/api/v1/me/default-mailbox";

    @Autowired World world;
    @Autowired Reception reception;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private SharedMailboxes mailboxes;
    private Browser owner;

    @BeforeAll
    void anOrganization() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        mailboxes = new SharedMailboxes(owner, acme);
    }

    private static Browser.Answer choose(Browser browser, String path, @Nullable String mailbox) {
        return browser.send("PUT", path, Collections.singletonMap("mailboxId", mailbox), Map.of());
    }

    private String of(UserId user) {
        return "/api/v1/organizations/%s/users/%s/default-mailbox"
                .formatted(acme.organization(), user);
    }

    @Test
    void opensFirstAndTakesTheMailOfItsUser() throws MessagingException {
        String desk = mailboxes.make("desk@acme.example");
        UserId ann = world.user(acme, "ann@acme.example");
        mailboxes.give(desk, ann, SystemRole.EDITOR);
        Browser hers = world.signedIn("ann@acme.example");
        Browser.Answer before = hers.get(OWN);
        assertThat(before.json().at("/mailboxId").isNull()).isTrue();
        assertThat(before.text("choices/0/id")).isEqualTo(desk);

        Browser.Answer chosen = choose(hers, OWN, desk);

        assertThat(chosen.status()).as(chosen.response().body()).isEqualTo(200);
        assertThat(chosen.text("mailboxId")).isEqualTo(desk);
        programs.deliver("Subject: from outside\r\n\r\n.", "ann+tag@acme.example");
        programs.send("olga@acme.example", "ann@acme.example", "from here", "text");
        assertThat(programs.subjects("ann@acme.example", "Other Users.desk@acme,example.INBOX"))
                .containsExactly("from outside", "from here");
        assertThat(programs.subjects("ann@acme.example", "INBOX")).isEmpty();
        Browser.Answer all = hers.get("/api/v1/me/mail/mailboxes");
        assertThat(all.text("items/0/id")).isEqualTo(desk);
        assertThat(all.text("items/1/mine")).isEqualTo("true");
        assertThat(audited(ann)).containsExactly("mailboxes.default-changed");
        // A link to a new password is for her eyes only.
        assertThat(reception.of(EmailAddress.valueOf("ann@acme.example")))
                .isEqualTo(new Reception.Verdict.Taken(new MailboxOwner(ann, acme.organization())));
    }

    @Test
    void isTurnedOffWhenItMayNotBeReadAnyMore() throws MessagingException {
        String box = mailboxes.make("box@acme.example");
        UserId ben = world.user(acme, "ben@acme.example");
        mailboxes.give(box, ben, SystemRole.EDITOR);
        assertThat(choose(owner, of(ben), box).status()).isEqualTo(200);

        mailboxes.give(box, ben, List.of(), List.of());
        assertThat(owner.get(of(ben)).json().at("/mailboxId").isNull()).isTrue();
        programs.deliver("Subject: mine\r\n\r\n.", "ben@acme.example");
        assertThat(programs.subjects("ben@acme.example", "INBOX")).containsExactly("mine");
        mailboxes.give(box, ben, SystemRole.EDITOR);
        assertThat(owner.get(of(ben)).json().at("/mailboxId").isNull())
                .as("not back by itself")
                .isTrue();

        choose(owner, of(ben), box);
        owner.post(
                "/api/v1/organizations/"
                        + acme.organization()
                        + "/mailboxes/"
                        + box
                        + "/actions/archive",
                Map.of());
        programs.deliver("Subject: while archived\r\n\r\n.", "ben@acme.example");
        assertThat(programs.subjects("ben@acme.example", "INBOX"))
                .containsExactly("mine", "while archived");
    }

    @Test
    void isOneThatTheUserReads() {
        String closed = mailboxes.make("closed@acme.example");
        String sender = mailboxes.make("sender@acme.example");
        UserId cid = world.user(acme, "cid@acme.example");
        mailboxes.give(sender, cid, SystemRole.SEND_AS);
        for (String mailbox : List.of(closed, sender, MailboxId.next().toString())) {
            Browser.Answer refused = choose(owner, of(cid), mailbox);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).isEqualTo("mailboxId");
        }
        assertThat(choose(owner, of(cid), cid.toString()).json().at("/mailboxId").isNull())
                .as("his own is what it is anyway")
                .isTrue();
        Browser his = world.signedIn("cid@acme.example");
        assertThat(choose(his, of(cid), null).status()).as("no administrator").isEqualTo(403);
        assertThat(owner.get(of(UserId.next())).status()).isEqualTo(404);
    }

    private static List<String> audited(UserId user) {
        return TestDatabase.owner()
                .sql(
                        "SELECT action FROM audit_entries WHERE subject_id = :id AND action LIKE 'mailboxes.default%'")
                .param("id", user.value())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
