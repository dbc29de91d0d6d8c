package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Senders;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.World;
import io.muster.users.Guests;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A mailbox of an organization, as an administrator of a guest's home gets to it: not at all. */
@MusterTest
class GuestImpersonationTests {

    private static final String MAIL = "/api/v1/me/mail";

    @Autowired World world;
    @Autowired Guests guests;
    @Autowired EmbeddedMail mail;
    @Autowired Senders senders;

    /** Acme gave it to the guest, and nothing to whoever has a say at his home. */
    @Test
    void isClosedToAnAdministratorWhoActsAsTheGuest() throws MessagingException {
        var programs = new MailPrograms(mail);
        OrganizationScope acme = world.organization("Acme");
        ProvedDomain.active(acme, "acme.example");
        OrganizationScope home = world.organization("Home");
        ProvedDomain.active(home, "home.example");
        world.owner(acme, "olga@acme.example");
        var mailboxes = new SharedMailboxes(world.signedIn("olga@acme.example"), acme);
        String box = mailboxes.make("secret@acme.example");
        UserId hal = world.user(home, "hal@home.example");
        guests.join(acme, hal);
        mailboxes.give(
                box,
                hal,
                List.of(SystemRole.FULL_ACCESS.id().toString(), SystemRole.SEND_AS.id().toString()),
                List.of());
        programs.deliver("Subject: secret\r\n\r\n.", "secret@acme.example");
        String folder = WebmailListTests.folder(world.signedIn("hal@home.example"), box, "INBOX");
        String inbox = "Other Users.secret@acme,example.INBOX";
        try (Conversation imap = programs.imap()) {
            imap.say("a1 LOGIN hal@home.example \"%s\"".formatted(World.PASSWORD));
            assertThat(imap.say("a2 SUBSCRIBE \"" + inbox + "\"")).contains("a2 OK");
        }
        world.holding(home, SystemRole.ADMINISTRATOR.id(), "adam@home.example");
        Browser adam = world.signedIn("adam@home.example");
        Browser.Answer begun =
                adam.post(
                        "/api/v1/organizations/"
                                + home.organization()
                                + "/users/"
                                + hal
                                + "/actions/impersonate",
                        Map.of("reason", "Ticket 4711", "allowChanges", true));
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(200);
        String as = begun.text("path") + MAIL.substring(1);

        Browser.Answer all = adam.get(as + "/mailboxes");
        assertThat(all.json().at("/items")).hasSize(1);
        assertThat(all.text("items/0/mine")).isEqualTo("true");
        assertThat(adam.get(as + "/mailboxes/" + box + "/folders").status()).isEqualTo(404);
        String messages = as + "/folders/" + folder + "/messages";
        assertThat(adam.get(messages).status()).isEqualTo(404);
        assertThat(
                        adam.post(
                                        messages + "/actions/delete",
                                        Map.of("uids", List.of(1), "forGood", true))
                                .status())
                .isEqualTo(404);
        assertThat(
                        adam.post(
                                        as + "/messages",
                                        GuestMailboxTests.letter(box, "olga@acme.example"))
                                .status())
                .isBetween(400, 499);
        EmailAddress address = EmailAddress.parse("secret@acme.example").orElseThrow();
        var viewer = new MailboxOwner(hal, home.organization());
        assertThat(senders.maySend(viewer, address)).isTrue();
        assertThat(senders.maySend(viewer.atHomeOnly(), address)).isFalse();
        try (Conversation imap = programs.imap()) {
            assertThat(
                            imap.say(
                                    "a1 "
                                            + DelegatedMailTests.as(
                                                    "hal@home.example",
                                                    "adam@home.example",
                                                    World.PASSWORD)))
                    .startsWith("a1 OK");
            assertThat(imap.say("a2 LIST \"\" *")).contains("INBOX").doesNotContain("secret");
            assertThat(imap.say("a3 LSUB \"\" *")).doesNotContain("secret");
            assertThat(imap.say("a4 SELECT \"" + inbox + "\"")).contains("a4 NO");
            assertThat(imap.say("a5 STATUS \"" + inbox + "\" (MESSAGES)")).contains("a5 NO");
            assertThat(imap.say("a6 CREATE \"Other Users.secret@acme,example.New\""))
                    .contains("a6 NO");
            assertThat(imap.say("a7 GETQUOTAROOT \"" + inbox + "\"")).doesNotContain(box);
        }
        assertThat(programs.subjects("hal@home.example", inbox)).containsExactly("secret");
    }
}
