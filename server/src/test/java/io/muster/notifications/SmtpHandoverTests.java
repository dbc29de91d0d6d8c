package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.EmailAddress;
import io.muster.notifications.Delivery.Handover;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a relay may answer at each point, against a real SMTP listener. */
class SmtpHandoverTests {

    private final FakeRelay relay = new FakeRelay();

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void handsAMailOver() {
        assertThat(hand()).isEqualTo(new Handover.Accepted());
        assertThat(relay.taken())
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.sender()).isEqualTo("muster@example.org");
                    assertThat(mail.recipients()).containsExactly("ann@example.org");
                    assertThat(mail.message())
                            .contains("Auto-Submitted: auto-generated", "the text", "the html");
                });
    }

    @Test
    void signsInWhenAnAccountIsSet() {
        assertThat(hand("account", "a password", RelaySecurity.NONE))
                .isEqualTo(new Handover.Accepted());
        assertThat(relay.commands()).anyMatch(command -> command.startsWith("AUTH "));
    }

    @Test
    void aRefusalForGoodIsFinal() {
        relay.answering("RCPT", "550 5.1.1 no such person here");
        assertThat(hand()).isEqualTo(new Handover.Refused("recipient-refused-550"));
        relay.answering("MAIL", "553 5.1.8 who are you");
        assertThat(hand()).isEqualTo(new Handover.Refused("sender-refused-553"));
    }

    @Test
    void aRefusalOfTheTextIsFinal() {
        relay.answering("DOT", "554 5.7.1 looks like spam");
        assertThat(hand()).isEqualTo(new Handover.Refused("text-refused-554"));
    }

    @Test
    void aRefusalForNowMayWorkLater() {
        relay.answering("RCPT", "451 4.7.1 greylisted");
        assertThat(hand()).isEqualTo(new Handover.Later("recipient-refused-451"));
    }

    @Test
    void aBreakBeforeTheEndOfTheTextLeavesNoDoubt() {
        relay.answering("DATA", "");
        assertThat(hand()).isEqualTo(new Handover.Later("broke-off"));
        assertThat(relay.taken()).isEmpty();
    }

    @Test
    void aBreakAtTheEndOfTheTextLeavesADoubt() {
        relay.answering("TAKEN", "");
        assertThat(hand()).isEqualTo(new Handover.Unknown("broke-off-at-the-end"));
        assertThat(relay.taken()).hasSize(1);
    }

    @Test
    void aRefusedSignInClosesTheWay() {
        relay.answering("AUTH", "535 5.7.8 wrong");
        assertThat(hand("account", "a password", RelaySecurity.NONE))
                .isEqualTo(new Handover.Closed("sign-in-refused"));
    }

    @Test
    void sendsNothingInTheClearWhereTlsIsAskedFor() {
        assertThat(hand("account", "a password", RelaySecurity.STARTTLS))
                .isEqualTo(new Handover.Closed("tls-missing"));
        assertThat(relay.commands()).noneMatch(command -> command.startsWith("AUTH"));
        assertThat(hand("", null, RelaySecurity.TLS)).isEqualTo(new Handover.Closed("tls-failed"));
    }

    @Test
    void aPortWithoutAServerIsNotReached() {
        relay.close();
        assertThat(hand()).isEqualTo(new Handover.Closed("not-reached"));
    }

    @Test
    void aServerOfAnotherKindIsNoSmtp() {
        relay.answering("CONNECT", "SSH-2.0-OpenSSH_9.2p1 secret-banner-7");
        assertThat(hand()).isEqualTo(new Handover.Closed("no-smtp"));
    }

    @Test
    void reachesNoInnerAddressThatIsNotAllowed() {
        assertThat(
                        new SmtpSender(new OutgoingNetworks(List.of()))
                                .hand(settings("", null, RelaySecurity.NONE), letter()))
                .isEqualTo(new Handover.Closed("address-not-allowed"));
        assertThat(relay.commands()).isEmpty();
    }

    @Test
    void tellsNoWordOfTheOtherSide() {
        for (String command : List.of("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "DOT")) {
            try (FakeRelay other = new FakeRelay().answering(command, "571 secret-banner-7")) {
                Handover handover = handTo(other.port(), "", null, RelaySecurity.NONE);
                assertThat(handover.toString()).as(command).doesNotContain("secret");
            }
        }
    }

    private Handover hand() {
        return hand("", null, RelaySecurity.NONE);
    }

    private Handover hand(String account, @Nullable String password, RelaySecurity security) {
        return handTo(relay.port(), account, password, security);
    }

    private static Handover handTo(
            int port, String account, @Nullable String password, RelaySecurity security) {
        return new SmtpSender(new OutgoingNetworks(List.of("127.0.0.0/8")))
                .hand(settings(port, account, password, security), letter());
    }

    private RelaySettings settings(
            String account, @Nullable String password, RelaySecurity security) {
        return settings(relay.port(), account, password, security);
    }

    private static RelaySettings settings(
            int port, String account, @Nullable String password, RelaySecurity security) {
        return new RelaySettings(
                new UUID(0, 1),
                "127.0.0.1",
                port,
                security,
                account,
                password,
                EmailAddress.valueOf("muster@example.org"),
                "Muster",
                1);
    }

    private static Letter letter() {
        return new Letter(
                OutgoingId.next(),
                EmailAddress.valueOf("ann@example.org"),
                "Ann Lee",
                "A subject",
                "en",
                "the text",
                "<p>the html</p>");
    }
}
