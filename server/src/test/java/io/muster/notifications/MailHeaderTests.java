package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.EmailAddress;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text that people or files bring can add a header or a recipient to a mail: each payload goes
 * through each field to a real SMTP listener and is parsed back there.
 */
class MailHeaderTests {

    private static final FakeRelay RELAY = new FakeRelay();

    /** The headers of every mail; nothing adds another. */
    static final List<String> ALWAYS =
            List.of(
                    "Auto-Submitted",
                    "Content-Language",
                    "Content-Type",
                    "Date",
                    "From",
                    "MIME-Version",
                    "Message-ID",
                    "Subject",
                    "To");

    @AfterAll
    static void close() {
        RELAY.close();
    }

    static Stream<String> payloads() {
        List<String> breaks =
                List.of(
                        "\r\n",
                        "\n",
                        "\r",
                        "\n\n",
                        "\r\n\r\n",
                        "\r\r\n",
                        "\n\r",
                        "\u0085",
                        "\u2028",
                        "\u2029",
                        "\u000b",
                        "\u000c",
                        "\u0000\r\n",
                        "\r\n\t",
                        "\r\n ");
        List<String> injections =
                List.of("Bcc: eve@evil.example", "To: eve@evil.example", "Content-Type: text/html");
        List<String> whole =
                List.of(
                        "Ann <eve@evil.example>",
                        "Ann\" <eve@evil.example>, \"Bo",
                        "Ann, eve@evil.example",
                        "Ann; eve@evil.example",
                        "eve@evil.example",
                        "<eve@evil.example>",
                        "(comment) eve@evil.example",
                        "=?utf-8?q?Ann=0D=0ABcc:_eve@evil.example?=",
                        "=?utf-8?b?QW5uDQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
                        "=?utf-8?q?=22_=3Ceve=40evil.example=3E?=",
                        "%0d%0aBcc: eve@evil.example",
                        "\\r\\nBcc: eve@evil.example",
                        "Ann\\\" <eve@evil.example>",
                        "group: eve@evil.example;",
                        "\r\n.\r\nMAIL FROM:<eve@evil.example>",
                        "\u202eAnn\u202c",
                        "\ud800 lone surrogate",
                        "\u0000",
                        "A".repeat(5_000),
                        "\u00e9".repeat(2_000));
        return Stream.concat(
                whole.stream(),
                breaks.stream()
                        .flatMap(end -> injections.stream().map(header -> "Ann" + end + header)));
    }

    @Test
    void thereAreAtLeastFiftyPayloads() {
        assertThat(payloads().distinct()).hasSizeGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aNameAddsNothing(String payload) throws Exception {
        arrives(sent(payload, "Acme", "Muster", "en"));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aTextInTheSubjectAddsNothing(String payload) throws Exception {
        arrives(sent("Ann", payload, "Muster", "en"));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void whatAnOrganizationWritesAddsNothingAndNeitherDoesWhatFillsItsPlaces(String payload)
            throws Exception {
        EmailAddress ann = EmailAddress.valueOf("ann@example.org");
        Map<Placeholder, String> values = Map.of(Placeholder.DISPLAY_NAME, payload);
        for (WrittenMail written :
                List.of(
                        new WrittenMail(payload, payload),
                        new WrittenMail("For {{displayName}}", "Dear {{displayName}}"))) {
            arrives(sent(written.to(ann, "Ann", "en", values), "Muster"));
        }
    }

    /** Of each mail of invitations, every field that somebody else wrote. */
    @ParameterizedTest
    @MethodSource("payloads")
    void namesInInvitationsAddNothing(String payload) throws Exception {
        for (MailTemplate template : INVITING) {
            for (String field : template.parameters()) {
                if (!field.equals(MailTemplate.LINK)) {
                    arrives(sent(inviting(template, "Ann", Map.of(field, payload)), "Muster"));
                }
            }
            arrives(sent(inviting(template, payload, Map.of()), "Muster"));
        }
    }

    private static final List<MailTemplate> INVITING =
            Stream.of(MailTemplate.values())
                    .filter(one ->
                            one.key().startsWith("invitation")
                                    || one == MailTemplate.REMOVED_FROM_ORGANIZATION)
                    .toList();

    @Test
    void everyMailOfInvitationsIsAmongThem() {
        assertThat(INVITING).hasSizeGreaterThanOrEqualTo(7);
    }

    private static Mail inviting(MailTemplate template, String name, Map<String, String> hostile) {
        Map<String, String> parameters = new HashMap<>();
        template.parameters().forEach(field -> parameters.put(field, "x"));
        parameters.computeIfPresent(
                MailTemplate.LINK, (_, _) -> "https://muster.example.org/register?token=x");
        parameters.putAll(hostile);
        return new Mail(
                EmailAddress.valueOf("ann@example.org"), name, template, parameters, "en", null);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void whatAMailAboutOnesAccountSaysAddsNothing(String payload) throws Exception {
        for (MailTemplate template :
                List.of(
                        MailTemplate.RIGHTS_CHANGED,
                        MailTemplate.ACCOUNT_DISABLED,
                        MailTemplate.ACCOUNT_ENABLED,
                        MailTemplate.ACCOUNT_REMOVED)) {
            Map<String, String> parameters = new HashMap<>();
            template.parameters().forEach(name -> parameters.put(name, payload));
            parameters.computeIfPresent("link", (_, _) -> "https://muster.example.org/account");
            EmailAddress ann = EmailAddress.valueOf("ann@example.org");
            arrives(sent(new Mail(ann, payload, template, parameters, "en", null), "Muster"));
        }
    }

    /**
     * In all mails of ours, those about domains, reports and registrations among them: names of
     * people, organizations and domains, and whatever else was typed or came in a file.
     */
    @ParameterizedTest
    @MethodSource("payloads")
    void noTextInAnyMailAddsAnything(String payload) throws Exception {
        for (MailTemplate template : MailTemplate.values()) {
            if (template != MailTemplate.WRITTEN) {
                Map<String, String> hostile = new HashMap<>();
                template.parameters().stream()
                        .filter(field -> !field.equals(MailTemplate.LINK))
                        .forEach(field -> hostile.put(field, payload));
                arrives(sent(inviting(template, payload, hostile), "Muster"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aNameOfTheSenderAddsNothing(String payload) throws Exception {
        arrives(sent("Ann", "Acme", payload, "en"));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aLanguageAddsNothing(String payload) throws Exception {
        arrives(sent("Ann", "Acme", "Muster", payload));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void anAddressThatIsMoreThanOneIsNone(String payload) throws Exception {
        for (String text :
                List.of(payload, payload + "@example.org", "ann@example.org" + payload)) {
            Optional<EmailAddress> address = EmailAddress.parse(text);
            if (address.isPresent()) {
                InternetAddress[] parsed = InternetAddress.parse(address.get().toString(), false);
                assertThat(parsed).hasSize(1);
                assertThat(parsed[0].getAddress()).isEqualTo(address.get().toString());
            }
        }
    }

    /** Sends a mail with these texts and gives what the relay has taken. */
    private static FakeRelay.Taken sent(
            String name, String organization, String senderName, String language) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("organization", organization);
        parameters.put("link", "https://muster.example.org/welcome?token=x");
        parameters.put("hours", "72");
        return sent(
                new Mail(
                        EmailAddress.valueOf("ann@example.org"),
                        name,
                        MailTemplate.WELCOME,
                        parameters,
                        language,
                        null),
                senderName);
    }

    private static FakeRelay.Taken sent(Mail mail, String senderName) {
        MailTexts.Rendered rendered = new MailTexts().render(mail);
        Letter letter =
                new Letter(
                        OutgoingId.next(),
                        mail.to(),
                        mail.name(),
                        rendered.subject(),
                        mail.language(),
                        rendered.text(),
                        rendered.html());
        RelaySettings settings =
                new RelaySettings(
                        new UUID(0, 1),
                        "127.0.0.1",
                        RELAY.port(),
                        RelaySecurity.NONE,
                        "",
                        null,
                        EmailAddress.valueOf("muster@example.org"),
                        senderName,
                        1);
        int before = RELAY.taken().size();
        Delivery.Handover handover =
                new SmtpSender(new OutgoingNetworks(List.of("127.0.0.0/8"))).hand(settings, letter);
        assertThat(handover).isEqualTo(new Delivery.Handover.Accepted());
        assertThat(RELAY.taken()).hasSize(before + 1);
        return RELAY.taken().getLast();
    }

    private static void arrives(FakeRelay.Taken taken) throws MessagingException, IOException {
        assertThat(taken.sender()).isEqualTo("muster@example.org");
        assertThat(taken.recipients()).containsExactly("ann@example.org");
        MimeMessage message =
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(taken.message().getBytes(StandardCharsets.UTF_8)));
        List<String> names = new ArrayList<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            names.add(header.getName());
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(ALWAYS));
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(
                        ((InternetAddress) message.getRecipients(Message.RecipientType.TO)[0])
                                .getAddress())
                .isEqualTo("ann@example.org");
        assertThat(message.getFrom()).hasSize(1);
        assertThat(((InternetAddress) message.getFrom()[0]).getAddress())
                .isEqualTo("muster@example.org");
        Multipart parts = (Multipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
    }
}
