package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.kernel.EmailAddress;
import io.muster.testing.FuzzedText;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** Mails made of texts that strangers chose. */
class MailFuzzTests {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final EmailAddress ANN = EmailAddress.valueOf("ann@example.org");
    private static final EmailAddress SENDER = EmailAddress.valueOf("muster@example.org");
    private static final OutgoingId ID = new OutgoingId(new UUID(0, 1));
    private static final MailTexts TEXTS = new MailTexts();

    /** The name of the recipient, a text in the subject, the name of the sender, a language. */
    @DictionaryEntries({
        "\\x0D\\x0A",
        "Bcc: eve@evil.example",
        "=?utf-8?q?=0D=0A",
        "?=",
        "<",
        ">,",
        "\\\""
    })
    @FuzzTest
    void noTextAddsAHeaderOrARecipient(byte[] octets) throws MessagingException, IOException {
        List<String> texts = texts(octets);
        Mail mail = mail(texts.get(0), texts.get(1), texts.get(3));
        var letter =
                new Letter(
                        ID,
                        mail.to(),
                        mail.name(),
                        // As the template has it: what comes before and after is ours.
                        "Welcome to " + mail.parameters().get("organization"),
                        texts.get(3),
                        "text",
                        "<p>text</p>");
        var bytes = new ByteArrayOutputStream();
        MimeLetters.message(SESSION, SENDER, texts.get(2), letter).writeTo(bytes);
        var read = new MimeMessage(SESSION, new ByteArrayInputStream(bytes.toByteArray()));

        List<String> names = new ArrayList<>();
        for (Header header : Collections.list(read.getAllHeaders())) {
            names.add(header.getName());
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(MailHeaderTests.ALWAYS);
        assertThat(read.getAllRecipients())
                .singleElement()
                .satisfies(one ->
                        assertThat(((InternetAddress) one).getAddress()).isEqualTo(ANN.toString()));
        assertThat(read.getFrom())
                .singleElement()
                .satisfies(one ->
                        assertThat(((InternetAddress) one).getAddress())
                                .isEqualTo(SENDER.toString()));
        // The library's own reading takes a backslash before a fold for more than RFC 5322 2.2.3
        // does.
        String unfolded = read.getHeader("Subject", null).replaceAll("\r\n(?=[ \t])", "");
        assertThat(MimeUtility.decodeText(unfolded))
                .doesNotContain("\r", "\n")
                .isEqualToIgnoringWhitespace(Mail.plain(letter.subject()));
    }

    /** As above; and no text becomes markup, or a place for another text. */
    @DictionaryEntries({
        "<script>",
        "{link}",
        "{organization}",
        "&lt;",
        "${",
        "[[",
        "th:text=",
        "#{"
    })
    @FuzzTest
    void noTextBecomesMarkupOrAPlaceOfItsOwn(byte[] octets) {
        List<String> texts = texts(octets);
        Mail mail = mail(texts.get(0), texts.get(1), "en");
        MailTexts.Rendered rendered = TEXTS.render(mail);
        assertThat(rendered.subject()).contains(mail.parameters().get("organization"));
        assertThat(rendered.text()).contains(mail.parameters().get("organization"));
        MailTexts.Rendered plain = TEXTS.render(mail("", "", "en"));
        assertThat(tags(rendered.html())).isEqualTo(tags(plain.html()));
    }

    private static long tags(String html) {
        return html.chars().filter(c -> c == '<').count();
    }

    private static List<String> texts(byte[] octets) {
        // One that is no line, so that a text may hold ends of lines.
        List<String> texts = new ArrayList<>(List.of(FuzzedText.of(octets).split("\u001F", 4)));
        while (texts.size() < 4) {
            texts.add("");
        }
        return texts;
    }

    private static Mail mail(String name, String organization, String language) {
        return new Mail(
                ANN,
                name,
                MailTemplate.WELCOME,
                Map.of(
                        "organization",
                        organization,
                        "link",
                        "https://muster.example.org/welcome?token=x",
                        "hours",
                        "72"),
                language,
                null);
    }
}
