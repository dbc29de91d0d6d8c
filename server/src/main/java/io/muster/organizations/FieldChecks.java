package io.muster.organizations;

import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one request and gathers all that is wrong with them. */
final class FieldChecks {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    private static final Pattern CONTROL_BUT_BREAKS = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");

    private static final long MOST_OCTETS = 1L << 50;

    private final List<FieldError> errors = new ArrayList<>();

    /** One line without blanks at its ends; its length is counted in characters as people see. */
    String line(String field, @Nullable String value, int least, int most) {
        return text(field, value, least, most, CONTROL);
    }

    /** As {@link #line}, but empty is right too. */
    String lineOrNone(String field, @Nullable String value, int least, int most) {
        return value == null || value.isBlank() ? "" : line(field, value, least, most);
    }

    /** Text of several lines, or empty. */
    String lines(String field, @Nullable String value, int most) {
        return text(field, value, 0, most, CONTROL_BUT_BREAKS);
    }

    /** A name of the tz database, or empty. */
    String timeZone(String field, @Nullable String value) {
        String name = value == null ? "" : value.strip();
        if (!name.isEmpty() && !ZoneId.getAvailableZoneIds().contains(name)) {
            add(field, "format", "This is not a time zone, such as Europe/Berlin.");
        }
        return name;
    }

    /** A language tag, or empty. */
    String language(String field, @Nullable String value) {
        String tag = value == null ? "" : value.strip();
        try {
            if (tag.length() <= 35) {
                return tag.isEmpty()
                        ? ""
                        : new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            }
        } catch (IllformedLocaleException _) {
            // Said below, as for a tag that is too long.
        }
        add(field, "format", "This is not a language tag, such as en or de-AT.");
        return tag;
    }

    long octets(String field, long octets) {
        if (octets < 0 || octets > MOST_OCTETS) {
            add(field, "range", "From 0 to %,d octets.".formatted(MOST_OCTETS));
        }
        return octets;
    }

    void add(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    void addAll(String prefix, List<FieldError> more) {
        more.forEach(error -> add(prefix + error.field(), error.code(), error.message()));
    }

    /** Refuses the request when anything was wrong. */
    void refuseFaults() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }

    private String text(
            String field, @Nullable String value, int least, int most, Pattern forbidden) {
        String text = value == null ? "" : value.strip();
        int length = text.codePointCount(0, text.length());
        if (text.isEmpty() && least > 0) {
            add(field, "required", "Give a value.");
        } else if (length < least || length > most) {
            add(
                    field,
                    "length",
                    least == 0
                            ? "At most %,d characters.".formatted(most)
                            : "%,d to %,d characters.".formatted(least, most));
        } else if (forbidden.matcher(text).find()) {
            add(field, "control-character", "Control characters are not allowed here.");
        }
        return text;
    }
}
