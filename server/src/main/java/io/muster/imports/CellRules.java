package io.muster.imports;

import io.muster.imports.CellRules.Reading.Fault;
import io.muster.imports.CellRules.Reading.Value;
import io.muster.kernel.EmailAddress;
import io.muster.users.AccountExpiry;
import io.muster.users.LogonName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Turns the text of a cell into the value that is stored. One rule gives one form for all ways to
 * write a value, so that a second import of the same file finds nothing changed. Cells come without
 * the white space around them and are never empty.
 */
final class CellRules {

    /** What one cell gave: the value as it is stored, or what is wrong with it. */
    sealed interface Reading {

        record Value(String text) implements Reading {}

        /**
         * A cell that can't be taken.
         *
         * @param code stable and machine-readable: {@code too-long}, {@code not-an-address}
         * @param message a sentence for people
         */
        record Fault(String code, String message) implements Reading {}
    }

    /** Words for yes and no in files of people and of systems. */
    private static final Map<String, String> FLAGS =
            caseless(
                    List.of("true", "yes", "y", "1", "on", "x", "t"),
                    List.of("false", "no", "n", "0", "off", "f"));

    private static final Map<String, String> STATES =
            caseless(
                    List.of("true", "yes", "y", "1", "on", "x", "t", "enabled", "active"),
                    List.of(
                            "false",
                            "no",
                            "n",
                            "0",
                            "off",
                            "f",
                            "disabled",
                            "inactive",
                            "suspended",
                            "blocked"));

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    private static final Pattern CONTROL_BUT_BREAKS = Pattern.compile("[\\p{Cc}&&[^\n\r\t]]");

    /** Without http before it, a host must have a dot: "javascript:1/x" is no host with a port. */
    private static final Pattern BARE_PAGE =
            Pattern.compile("[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+(?::[0-9]{1,5})?(?:[/?#].*)?");

    /** The time zones of this Java, found without case. */
    private static final Map<String, String> ZONES = zones();

    private static final int DEEPEST_UNIT = 16;
    private static final int MOST_ROLES = 32;

    private CellRules() {}

    static Reading read(ImportField field, String text) {
        return switch (field.kind()) {
            case ACTION -> action(text);
            case USERNAME -> username(text, field.most());
            case ADDRESS -> address(text);
            case LINE -> line(text, field.most());
            case LINES -> lines(text, field.most());
            // Taken as it is: whether it is good enough, the password policy says.
            case PASSWORD -> atMost(text, field.most());
            case FLAG -> word(FLAGS, text, "must be yes or no.");
            case STATE -> word(STATES, text, "must be enabled or disabled.");
            case SIGN_IN_METHOD -> signInMethod(text);
            case UNIT_PATH -> unitPath(text, field.most());
            case ROLE_NAMES -> roleNames(text, field.most());
            case WEB_PAGE -> webPage(text, field.most());
            case DATE -> date(text);
            case EXPIRY -> expiry(text);
            case SIZE -> MailboxCells.size(text);
            case ADDRESSES -> MailboxCells.addresses(text, field.most());
            case TIME_ZONE -> timeZone(text);
            case LANGUAGE -> language(text, field.most());
        };
    }

    private static Reading action(String text) {
        return RowAction.ofWord(text)
                .<Reading>map(action -> new Value(action.word()))
                .orElseGet(() ->
                        new Fault(
                                "unknown-action",
                                "must be create, update, create or update, enable, disable, move or"
                                        + " delete."));
    }

    private static Reading line(String text, int most) {
        return CONTROL.matcher(text).find()
                ? new Fault("control-character", "must be one line without control characters.")
                : atMost(text, most);
    }

    private static Reading lines(String text, int most) {
        String unix = text.replace("\r\n", "\n").replace('\r', '\n');
        return CONTROL_BUT_BREAKS.matcher(unix).find()
                ? new Fault("control-character", "must not hold control characters.")
                : atMost(unix, most);
    }

    private static Reading atMost(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? new Fault("too-long", "must have at most %,d characters.".formatted(most))
                : new Value(text);
    }

    private static Reading address(String text) {
        return EmailAddress.parse(text)
                .<Reading>map(address -> new Value(address.toString()))
                .orElseGet(() -> new Fault("not-an-address", "is not an e-mail address."));
    }

    /** Either a logon name or a full address; which of them is decided by the row. */
    private static Reading username(String text, int most) {
        if (text.contains("@")) {
            return address(text);
        }
        if (text.length() > most) {
            return atMost(text, most);
        }
        return LogonName.parse(text)
                .<Reading>map(name -> new Value(name.value()))
                .orElseGet(() ->
                        new Fault(
                                "not-a-logon-name",
                                "must be letters, digits and . _ - + $ and start with a letter or"
                                        + " digit."));
    }

    private static Reading timeZone(String text) {
        String zone = ZONES.get(text);
        return zone == null
                ? new Fault("unknown-value", "is not a time zone such as Europe/Vienna.")
                : new Value(zone);
    }

    /** A language by its tag (RFC 5646). */
    private static Reading language(String text, int most) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
            if (!locale.getLanguage().isEmpty()) {
                return atMost(locale.toLanguageTag(), most);
            }
        } catch (IllformedLocaleException _) {
            // Answered below, like a tag that is well-formed and names no language.
        }
        return new Fault("unknown-value", "is not a language tag such as en or de-AT.");
    }

    /** Only http and https: other schemes would run in the browser of whoever follows the link. */
    private static Reading webPage(String text, int most) {
        String page = BARE_PAGE.matcher(text).matches() ? "https://" + text : text;
        try {
            URI uri = new URI(page);
            if (uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme()))) {
                return line(page, most);
            }
        } catch (URISyntaxException _) {
            // Answered below, like a page of another scheme.
        }
        return new Fault("not-a-web-page", "is not a web address.");
    }

    private static Reading expiry(String text) {
        return AccountExpiry.parse(text)
                .<Reading>map(expiry -> new Value(expiry.toString()))
                .orElseGet(() ->
                        new Fault("not-a-date", "is no date such as 2030-12-31, and not never."));
    }

    private static Reading date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1850 && date.getYear() <= 9999) {
                return new Value(date.toString());
            }
        } catch (DateTimeParseException _) {
            // Answered below.
        }
        return new Fault("not-a-date", "is not a date such as 1980-12-31.");
    }

    /** As in {@code Sales/North}; other systems write a slash before the first name too. */
    private static Reading unitPath(String text, int most) {
        List<String> names =
                Arrays.stream(text.split("/", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty()) {
            return new Fault("empty", "names no unit.");
        }
        if (names.size() > DEEPEST_UNIT) {
            return new Fault(
                    "too-long", "must have at most %d units in a row.".formatted(DEEPEST_UNIT));
        }
        return each(names, "a unit", most).orElseGet(() -> new Value(String.join("/", names)));
    }

    private static Reading roleNames(String text, int most) {
        List<String> names = EscapedList.split(text, ';');
        if (names.isEmpty()) {
            return new Fault("empty", "names no role.");
        }
        if (names.size() > MOST_ROLES) {
            return new Fault("too-long", "must have at most %d roles.".formatted(MOST_ROLES));
        }
        return each(names, "a role", most).orElseGet(() -> new Value(EscapedList.join(names, ';')));
    }

    private static Optional<Reading> each(List<String> names, String what, int most) {
        return names.stream()
                .map(name -> line(name, most))
                .filter(Fault.class::isInstance)
                .map(Fault.class::cast)
                .<Reading>map(fault ->
                        new Fault(
                                fault.code(),
                                "holds the name of " + what + " that " + fault.message()))
                .findFirst();
    }

    private static Reading signInMethod(String text) {
        return switch (HeaderSynonyms.plain(text)) {
            case "default", "standard", "organization" -> new Value("default");
            case "password", "local", "integrated", "private" -> new Value("password");
            case "directory", "ldap", "activedirectory", "ad" -> new Value("directory");
            case "oidc", "openid", "openidconnect", "sso" -> new Value("oidc");
            default -> new Fault("unknown-value", "must be default, password, directory or oidc.");
        };
    }

    private static Reading word(Map<String, String> words, String text, String otherwise) {
        String value = words.get(text);
        return value == null ? new Fault("unknown-value", otherwise) : new Value(value);
    }

    private static Map<String, String> caseless(List<String> yes, List<String> no) {
        Map<String, String> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        yes.forEach(word -> words.put(word, "true"));
        no.forEach(word -> words.put(word, "false"));
        return words;
    }

    private static Map<String, String> zones() {
        Map<String, String> zones = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ZoneId.getAvailableZoneIds().forEach(zone -> zones.put(zone, zone));
        return zones;
    }
}
