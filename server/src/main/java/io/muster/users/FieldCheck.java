package io.muster.users;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a form and keeps every fault, so that all are answered at once. */
final class FieldCheck {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    private static final Pattern CONTROL_BUT_BREAKS = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

    private final String prefix;
    private final List<FieldError> errors;

    FieldCheck() {
        this("", new ArrayList<>());
    }

    private FieldCheck(String prefix, List<FieldError> errors) {
        this.prefix = prefix;
        this.errors = errors;
    }

    /** The same check for the fields of a part of the form. */
    FieldCheck within(String part) {
        return new FieldCheck(prefix + part + ".", errors);
    }

    void fault(String field, String code, String message) {
        errors.add(new FieldError(prefix + field, code, message));
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** Refuses the request when any field was at fault. */
    void refuseIfFaulty() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }

    /** One line of text without the white space around it; empty when it is missing. */
    String line(String field, @Nullable String text, int most) {
        String line = text == null ? "" : text.strip();
        if (CONTROL.matcher(line).find()) {
            fault(field, "control-character", "This is one line without control characters.");
        }
        return atMost(field, line, most);
    }

    /** Text of several lines. */
    String lines(String field, @Nullable String text, int most) {
        String lines = text == null ? "" : text.strip().replace("\r\n", "\n");
        if (CONTROL_BUT_BREAKS.matcher(lines).find()) {
            fault(field, "control-character", "This holds characters that can't be shown.");
        }
        return atMost(field, lines, most);
    }

    String address(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return "";
        }
        return EmailAddress.parse(text)
                .map(EmailAddress::toString)
                .orElseGet(() -> {
                    fault(field, "format", "This is not an e-mail address.");
                    return "";
                });
    }

    /** Only http and https: other schemes would run in the browser of whoever follows the link. */
    String webPage(String field, @Nullable String text) {
        String page = line(field, text, 500);
        if (page.isEmpty()) {
            return page;
        }
        try {
            URI uri = URI.create(page);
            if (uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme()))) {
                return page;
            }
        } catch (IllegalArgumentException _) {
            // Answered below.
        }
        fault(field, "format", "A web page begins with https:// or http://.");
        return "";
    }

    String timeZone(String field, @Nullable String text) {
        String zone = text == null ? "" : text.strip();
        if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
            fault(field, "unknown-value", "This is not a time zone such as Europe/Vienna.");
        }
        return zone;
    }

    /** A language by its tag (RFC 5646). */
    String language(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return "";
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text.strip()).build();
            if (!locale.getLanguage().isEmpty() && text.length() <= 35) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException _) {
            // Answered below, like a tag that is well-formed and names no language.
        }
        fault(field, "unknown-value", "This is not a language tag such as en or de-AT.");
        return "";
    }

    private String atMost(String field, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            fault(field, "too-long", "This has at most %,d characters.".formatted(most));
        }
        return text;
    }
}
