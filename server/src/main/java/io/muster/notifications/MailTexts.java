package io.muster.notifications;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Puts mails into words: message keys of the language, laid out as text and as HTML. */
@Component
class MailTexts {

    private static final String BUNDLE = "notifications.messages";
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\\n{2,}");

    private final SpringTemplateEngine engine;

    MailTexts() {
        this.engine = new SpringTemplateEngine();
        engine.addTemplateResolver(layouts("*.html", TemplateMode.HTML));
        engine.addTemplateResolver(layouts("*.txt", TemplateMode.TEXT));
    }

    /** A mail as it will be read. */
    record Rendered(String subject, String text, String html) {}

    Rendered render(Mail mail) {
        Locale language = Locale.forLanguageTag(mail.language());
        ResourceBundle words =
                ResourceBundle.getBundle(
                        BUNDLE,
                        language,
                        MailTexts.class.getClassLoader(),
                        Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        String key = mail.template().key();
        String link = mail.parameters().getOrDefault(MailTemplate.LINK, "");
        boolean written = mail.template() == MailTemplate.WRITTEN;
        var context = new Context(language);
        String subject =
                written
                        ? mail.parameters().getOrDefault(MailTemplate.SUBJECT, "")
                        : fill(words.getString(key + ".subject"), mail.parameters());
        context.setVariable("language", written ? "" : words.getString("language"));
        context.setVariable("subject", subject);
        context.setVariable("greeting", written ? "" : greeting(words, mail.name()));
        context.setVariable("paragraphs", written ? written(mail) : paragraphs(words, mail));
        context.setVariable("link", link);
        context.setVariable("action", link.isEmpty() ? "" : words.getString(key + ".action"));
        context.setVariable("otherwise", words.getString("otherwise"));
        context.setVariable("footer", words.getString("footer"));
        return new Rendered(
                subject, engine.process("mail.txt", context), engine.process("mail.html", context));
    }

    private static List<String> paragraphs(ResourceBundle words, Mail mail) {
        String key = mail.template().key();
        List<String> paragraphs = new ArrayList<>();
        for (int i = 1; words.containsKey(key + ".paragraph" + i); i++) {
            paragraphs.add(fill(words.getString(key + ".paragraph" + i), mail.parameters()));
        }
        return paragraphs;
    }

    private static List<String> written(Mail mail) {
        return List.of(
                BETWEEN_PARAGRAPHS.split(mail.parameters().getOrDefault(MailTemplate.TEXT, "")));
    }

    private static String greeting(ResourceBundle words, String name) {
        return name.isEmpty()
                ? words.getString("greeting.nobody")
                : fill(words.getString("greeting"), Map.of("name", name));
    }

    /** Fills in all places at once, so that a text filled in can't bring a place of its own. */
    private static String fill(String pattern, Map<String, String> parameters) {
        return PLACE.matcher(pattern)
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), parameters)));
    }

    private static String value(String name, Map<String, String> parameters) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("a message names the unknown parameter " + name);
        }
        return value;
    }

    private static ClassLoaderTemplateResolver layouts(String names, TemplateMode mode) {
        var resolver = new ClassLoaderTemplateResolver(MailTexts.class.getClassLoader());
        resolver.setPrefix("notifications/");
        resolver.setResolvablePatterns(java.util.Set.of(names));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(true);
        return resolver;
    }
}
