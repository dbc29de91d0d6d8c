package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.kernel.EmailAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailTextTests {

    private static final EmailAddress ANN = EmailAddress.valueOf("ann@example.org");
    private static final String LINK = "https://muster.example.org/reset?token=a&b=c";

    private final MailTexts texts = new MailTexts();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WRITTEN")
    void everyTemplateHasItsWords(MailTemplate template) {
        MailTexts.Rendered rendered = texts.render(mail(template, "Ann Lee", "en"));
        assertThat(rendered.subject()).isNotBlank().doesNotContain("{", "}");
        assertThat(rendered.text())
                .startsWith("Hello Ann Lee,\n")
                .contains("\n-- \nSent by Muster.")
                .doesNotContain("{", "}", "[(", " th:");
        assertThat(rendered.html()).contains("<p>Hello Ann Lee,</p>").doesNotContain(" th:", "{");
    }

    @ParameterizedTest
    @EnumSource
    void everyTemplateUsesAllThatItAsksFor(MailTemplate template) {
        String text = texts.render(mail(template, "Ann", "en")).text();
        String subject = texts.render(mail(template, "Ann", "en")).subject();
        template.parameters().forEach(name -> assertThat(subject + text).contains(value(name)));
    }

    @Test
    void whatAnOrganizationHasWrittenStandsThereAsItWrote() {
        MailTexts.Rendered rendered =
                texts.render(
                        new Mail(
                                ANN,
                                "Ann",
                                MailTemplate.WRITTEN,
                                Map.of(
                                        "subject",
                                        "We {move}",
                                        "text",
                                        "Dear Ann,\n\n<b>soon</b>\nwe move."),
                                "en",
                                null));
        assertThat(rendered.subject()).isEqualTo("We {move}");
        assertThat(rendered.text())
                .startsWith("Dear Ann,\n\n<b>soon</b>\nwe move.\n\n-- \nSent by Muster.");
        assertThat(rendered.html())
                .contains(">Dear Ann,</p>", "&lt;b&gt;soon&lt;/b&gt;\nwe move.</p>")
                .doesNotContain("Hello", "<b>");
    }

    @Test
    void aLanguageWithoutWordsFallsBackToEnglish() {
        assertThat(texts.render(mail(MailTemplate.PASSWORD_RESET, "Ann", "fr-CA")).subject())
                .isEqualTo("Choose a new password");
    }

    @Test
    void markupInANameStaysText() {
        MailTexts.Rendered rendered =
                texts.render(mail(MailTemplate.PASSWORD_RESET, "<b onload=x>Ann & Bo</b>", "en"));
        assertThat(rendered.html())
                .contains("Hello &lt;b onload=x&gt;Ann &amp; Bo&lt;/b&gt;,")
                .doesNotContain("<b onload");
        assertThat(rendered.text()).contains("Hello <b onload=x>Ann & Bo</b>,");
    }

    @Test
    void theLinkIsTheSameInBothForms() {
        MailTexts.Rendered rendered = texts.render(mail(MailTemplate.WELCOME, "Ann", "en"));
        assertThat(rendered.text()).contains("\n" + LINK + "\n");
        assertThat(rendered.html()).contains("href=\"" + LINK.replace("&", "&amp;") + "\"");
    }

    @Test
    void aNameCanNotBringAPlaceOfItsOwn() {
        var parameters = new HashMap<>(parameters(MailTemplate.WELCOME));
        parameters.put("organization", "{link} ${hours} $1");
        String text =
                texts.render(new Mail(ANN, "{link}", MailTemplate.WELCOME, parameters, "en", null))
                        .text();
        assertThat(text).startsWith("Hello {link},").contains("at {link} ${hours} $1.");
    }

    @Test
    void anExpressionOfTheTemplateEngineStaysText() {
        String payload = "[(${T(java.lang.Runtime)})] [[${7*7}]] __${7*7}__";
        MailTexts.Rendered rendered =
                texts.render(mail(MailTemplate.PASSWORD_RESET, payload, "en"));
        assertThat(rendered.text()).contains(payload).doesNotContain("49");
    }

    @Test
    void refusesALinkThatIsNoWebAddress() {
        for (String link :
                new String[] {"javascript:alert(1)", "https://a b", "https://a\r\nBcc: x", ""}) {
            var parameters = new HashMap<>(parameters(MailTemplate.WELCOME));
            parameters.put("link", link);
            assertThatThrownBy(() ->
                            new Mail(ANN, "Ann", MailTemplate.WELCOME, parameters, "en", null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesAMailWithoutAllParameters() {
        assertThatThrownBy(() ->
                        new Mail(
                                ANN,
                                "Ann",
                                MailTemplate.WELCOME,
                                Map.of("organization", "Acme"),
                                "en",
                                null))
                .hasMessageContaining("hours");
    }

    @Test
    void tellsNothingOfItsLinkInLogs() {
        assertThat(mail(MailTemplate.WELCOME, "Ann", "en").toString()).doesNotContain("token");
    }

    private static Mail mail(MailTemplate template, String name, String language) {
        return new Mail(ANN, name, template, parameters(template), language, null);
    }

    private static Map<String, String> parameters(MailTemplate template) {
        var parameters = new HashMap<String, String>();
        template.parameters().forEach(name -> parameters.put(name, value(name)));
        return parameters;
    }

    private static String value(String name) {
        return name.equals("link") ? LINK : "the " + name;
    }
}
