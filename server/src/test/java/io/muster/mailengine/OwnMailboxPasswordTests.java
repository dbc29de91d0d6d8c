package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Passwords that are mailed to users whose mailboxes are here. */
@MusterTest
class OwnMailboxPasswordTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    @Test
    void goToNoMailboxThatOnlyTheyOpenAndToTheAddressForRecoveryInstead() {
        TestDatabase.owner().sql("DELETE FROM relay").update();
        MailPrograms programs = new MailPrograms(mail);
        OrganizationScope acme = world.organization("Own mailboxes");
        world.owner(acme, "olga@own-mailbox.example");
        UserId ann = world.user(acme, "ann@own-mailbox.example");
        world.user(acme, "home@own-mailbox.example");
        Browser owner = world.signedIn("olga@own-mailbox.example");
        String send =
                "/api/v1/organizations/"
                        + acme.organization()
                        + "/users/"
                        + ann
                        + "/actions/send-password-mail";

        assertThat(owner.post(send, Map.of()).text("type"))
                .isEqualTo("urn:problem:users:mailbox-here");
        assertThat(world.browser().signIn("ann@own-mailbox.example", World.PASSWORD).status())
                .isEqualTo(200);

        TestDatabase.owner()
                .sql(
                        "UPDATE users SET recovery_address = 'home@own-mailbox.example' WHERE id = :id")
                .param("id", ann.value())
                .update();
        assertThat(owner.post(send, Map.of()).status()).isEqualTo(202);
        await().untilAsserted(() ->
                assertThat(programs.subjects("home@own-mailbox.example", "INBOX"))
                        .containsExactly("Your new password at Own mailboxes"));
        await().untilAsserted(() ->
                assertThat(
                                world.browser()
                                        .signIn("ann@own-mailbox.example", World.PASSWORD)
                                        .status())
                        .isEqualTo(401));
    }
}
