package io.muster.notifications;

import io.muster.kernel.EmailAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person. Texts come from people and files, so control characters in them become
 * spaces and over-long ones are cut: a name can't add a line to a mail, nor a header (RFC 5322
 * 2.2).
 *
 * @param name what people call the recipient; may be empty
 * @param parameters exactly those of the template; at most 300 characters each, a link 2,000, a
 *     text of several lines 20,000
 * @param language as a BCP 47 tag; a language without texts falls back to English
 * @param validFor how long the mail is of use, for example the life of its link; null without limit
 */
public record Mail(
        EmailAddress to,
        String name,
        MailTemplate template,
        Map<String, String> parameters,
        String language,
        @Nullable Duration validFor) {

    private static final int LONGEST = 300;
    private static final int LONGEST_LINK = 2_000;
    private static final int LONGEST_TEXT = 20_000;

    /** Control and format characters, line and paragraph separators, lone surrogates. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    public Mail {
        if (!parameters.keySet().equals(template.parameters())) {
            throw new IllegalArgumentException(
                    template + " takes the parameters " + template.parameters());
        }
        name = plain(name);
        var clean = new HashMap<String, String>();
        parameters.forEach((key, value) -> clean.put(key, clean(key, value)));
        parameters = Map.copyOf(clean);
        language = Locale.forLanguageTag(language).toLanguageTag();
    }

    private static String clean(String key, String value) {
        if (key.equals(MailTemplate.TEXT)) {
            return lines(value);
        }
        if (!key.equals(MailTemplate.LINK)) {
            return plain(value);
        }
        if (value.length() > LONGEST_LINK || !value.matches("https?://[!-~]+")) {
            throw new IllegalArgumentException(
                    "a link is an http address of at most 2,000 characters");
        }
        return value;
    }

    static String plain(String text) {
        return cut(UNPRINTABLE.matcher(text).replaceAll(" ").strip(), LONGEST);
    }

    /** Text of several lines: it never stands in a header. */
    private static String lines(String text) {
        return cut(
                text.lines()
                        .map(line -> UNPRINTABLE.matcher(line).replaceAll(" ").stripTrailing())
                        .collect(Collectors.joining("\n")),
                LONGEST_TEXT);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }

    /** Leaves the parameters out: a link may open an account. */
    @Override
    public String toString() {
        return "Mail[" + template + " to " + to + "]";
    }
}
