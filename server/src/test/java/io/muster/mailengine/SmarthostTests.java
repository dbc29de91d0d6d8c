package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.domains.DnsSettings;
import io.muster.domains.NameLookup;
import io.muster.kernel.DomainName;
import io.muster.notifications.OutgoingNetworks;
import io.muster.testing.NameService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The server that takes all mail for others. */
class SmarthostTests {

    private static final String ADDRESS = "127.0.0.40";
    private static final byte[] MESSAGE =
            "Subject: all\r\n\r\nText\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> RECIPIENTS = List.of("bob@far.example", "cid@near.example");

    @Test
    void takesMailForEveryDomainInOneConversation() {
        try (OtherServer smarthost = new OtherServer(ADDRESS)) {
            smarthost.answering("RCPT TO:<cid@", "550 5.1.1 nobody");

            Map<String, PeerAnswer> answers =
                    bring(courier(SmarthostSettings.Security.NONE, "127.0.0.0/8"));

            assertThat(answers)
                    .containsEntry("bob@far.example", PeerAnswer.taken("250 accepted"))
                    .containsEntry(
                            "cid@near.example", PeerAnswer.refused("5.1.1", "550 5.1.1 nobody"));
            assertThat(smarthost.taken())
                    .singleElement()
                    .extracting(OtherServer.Taken::recipients)
                    .isEqualTo(List.of("bob@far.example"));
        }
    }

    @Test
    void getsNothingInTheOpenWhereEncryptionIsWanted() {
        try (OtherServer smarthost = new OtherServer(ADDRESS)) {
            assertThat(bring(courier(SmarthostSettings.Security.STARTTLS, "127.0.0.0/8")).values())
                    .extracting(PeerAnswer::outcome)
                    .containsOnly(PeerAnswer.Outcome.LATER);
            assertThat(smarthost.commands()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void isNotReachedInsideUnlessItsNetworkIsAllowed() {
        try (OtherServer smarthost = new OtherServer(ADDRESS)) {
            assertThat(bring(courier(SmarthostSettings.Security.NONE, "10.0.0.0/8")).values())
                    .extracting(PeerAnswer::outcome)
                    .containsOnly(PeerAnswer.Outcome.LATER);
            assertThat(smarthost.commands()).isEmpty();
        }
    }

    @Test
    void getsAPasswordEncryptedOnly() {
        assertThatThrownBy(() ->
                        new SmarthostSettings(
                                "relay.example.org",
                                587,
                                SmarthostSettings.Security.NONE,
                                "muster",
                                "secret",
                                null,
                                true))
                .hasMessageContaining("encrypted only");
        assertThat(
                        new SmarthostSettings(
                                "relay.example.org",
                                587,
                                SmarthostSettings.Security.STARTTLS,
                                "muster",
                                "secret",
                                null,
                                true))
                .hasToString("SmarthostSettings[relay.example.org:587]");
    }

    private static Map<String, PeerAnswer> bring(Courier courier) {
        return courier.bring(
                "ann@acme.example", MESSAGE, new DomainName("far.example"), RECIPIENTS);
    }

    private static Courier courier(SmarthostSettings.Security security, String allowed) {
        var settings =
                new MailSettings(
                        true,
                        "127.0.0.1",
                        "mail.muster.example",
                        0,
                        0,
                        0,
                        0,
                        0,
                        600,
                        2000,
                        DataSize.ofMegabytes(1),
                        List.of(),
                        null,
                        null);
        var outgoing =
                new OutgoingSettings(
                        25,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        List.of(Duration.ofMinutes(1)),
                        Duration.ofDays(5),
                        10,
                        Duration.ofDays(7),
                        null);
        return new Courier(
                settings,
                outgoing,
                new SmarthostSettings(
                        ADDRESS, NameService.shared().mailPort(), security, null, null, null, true),
                new OutgoingNetworks(List.of(allowed)),
                new NameLookup(new DnsSettings(null)));
    }
}
