package io.muster.notifications;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mail that an organization has written, with places such as {@code {{displayName}}}.
 *
 * @param subject one line of at most 200 characters
 * @param text plain text of at most 10,000 characters; an empty line begins a paragraph
 */
public record WrittenMail(String subject, String text) {

    /** After that a mail with a password isn't handed over any more. */
    private static final Duration PASSWORD_LIFE = Duration.ofDays(3);

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 10_000;

    /** What stands between two braces, or braces that nothing closes or opens. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}|\\{\\{|}}");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Pattern CONTROL_BUT_BREAKS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    /** Whether it tells each a password that is made anew for him. */
    public boolean hasPassword() {
        return holds(text, Placeholder.PASSWORD);
    }

    private static boolean holds(String pattern, Placeholder wanted) {
        return PLACE.matcher(pattern)
                .results()
                .map(place -> place.group(1))
                .anyMatch(name ->
                        name != null && Placeholder.of(name.strip()).equals(Optional.of(wanted)));
    }

    /** The same without white space around it, and with one kind of line break. */
    WrittenMail stripped() {
        return new WrittenMail(subject.strip(), text.replace("\r\n", "\n").strip());
    }

    /** What is wrong with it; nothing when it can be sent. */
    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        check("subject", subject, LONGEST_SUBJECT, CONTROL, errors);
        check("text", text, LONGEST_TEXT, CONTROL_BUT_BREAKS, errors);
        if (holds(subject, Placeholder.PASSWORD)) {
            errors.add(
                    new FieldError(
                            "subject",
                            "password-in-subject",
                            "A password stands in the text and not in the subject."));
        }
        return errors;
    }

    private static void check(
            String field, String value, int most, Pattern forbidden, List<FieldError> errors) {
        if (value.isEmpty() || value.length() > most) {
            errors.add(
                    new FieldError(
                            field, "length", "This has 1 to %,d characters.".formatted(most)));
        } else if (forbidden.matcher(value).find()) {
            errors.add(
                    new FieldError(
                            field,
                            "control-character",
                            "This holds characters that can't be shown."));
        } else {
            PLACE.matcher(value)
                    .results()
                    .map(place -> place.group(1))
                    .distinct()
                    .forEach(name -> {
                        if (name == null || Placeholder.of(name.strip()).isEmpty()) {
                            errors.add(unknown(field, name));
                        }
                    });
        }
    }

    private static FieldError unknown(
            String field, @org.jspecify.annotations.Nullable String name) {
        String all =
                Arrays.stream(Placeholder.values())
                        .map(one -> "{{" + one.text() + "}}")
                        .collect(Collectors.joining(", "));
        return new FieldError(
                field,
                "unknown-placeholder",
                name == null
                        ? "Two braces stand alone. A placeholder is one of %s.".formatted(all)
                        : "{{%s}} is no placeholder. There are %s.".formatted(name, all));
    }

    /**
     * The mail to one person. All places are filled at once, so that a name can't bring a place of
     * its own.
     *
     * @param values of all placeholders; a missing one is empty
     */
    public Mail to(
            EmailAddress address, String name, String language, Map<Placeholder, String> values) {
        WrittenMail filled = filled(values);
        return new Mail(
                address,
                name,
                MailTemplate.WRITTEN,
                Map.of(MailTemplate.SUBJECT, filled.subject(), MailTemplate.TEXT, filled.text()),
                language,
                hasPassword() ? PASSWORD_LIFE : null);
    }

    WrittenMail filled(Map<Placeholder, String> values) {
        return new WrittenMail(filled(subject, values), filled(text, values));
    }

    private static String filled(String pattern, Map<Placeholder, String> values) {
        return PLACE.matcher(pattern)
                .replaceAll(place ->
                        Matcher.quoteReplacement(
                                place.group(1) == null
                                        ? place.group()
                                        : Placeholder.of(place.group(1).strip())
                                                .map(one -> values.getOrDefault(one, ""))
                                                .map(Mail::plain)
                                                .orElse(place.group())));
    }
}
