package io.muster.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The systems whose files are known by their headers. Each has words of its own, which count before
 * the general ones, and says how its values read in ours.
 */
enum KnownSystem {
    MUSTER(
            """
            username, e-mail address, password changes disabled, allow incoming messages
            """,
            ""),
    GOOGLE_WORKSPACE(
            """
            first name, last name, email address, org unit path
            """,
            ""),
    MICROSOFT_365(
            """
            username, display name, alternate email address, zip or postal code
            user principal name, display name, block credential
            """,
            """
            enabled: block credential
            """),
    MICROSOFT_ENTRA(
            """
            user principal name, account enabled
            user principal name, given name, surname, user type
            """,
            ""),
    SMARTERMAIL(
            """
            username, authentication mode, disable password changes
            username, authentication mode, show in global address list
            username, authentication mode, disk usage
            """,
            ""),
    KEYCLOAK(
            """
            username, email verified
            username, created timestamp
            username, required actions
            username, realm roles
            username, credentials.hash
            username, credentials.password
            """,
            """
            workCity: attributes.locality
            timeZone: attributes.zoneinfo
            birthday: attributes.birthdate
            """),
    /** Its table of mailboxes, or what its API lists of them. */
    MAILCOW(
            """
            username, password, local_part, domain, mailbox_path_prefix
            username, password, local_part, domain, authsource
            username, password, local_part, domain, multiple_bookings
            username, local_part, domain, active_int
            """,
            """
            passwordHash: password
            mustChangePassword: attributes.force_pw_update
            imap: attributes.imap_access
            submission: attributes.smtp_access
            """),
    /** Its table of mailboxes. */
    POSTFIXADMIN(
            """
            username, password, local_part, domain, maildir
            """,
            """
            passwordHash: password
            recoveryAddress: email_other
            """);

    /** How tables of a database write that there is nothing. */
    private static final Set<String> NOTHING = Set.of("NULL", "\\N");

    /** A plus belongs to addresses too: it separates where the next one says its protocol. */
    private static final Pattern PROXIES = Pattern.compile("[;,]|\\+(?=[A-Za-z0-9]{1,10}:)");

    private static final Pattern SMALL_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Pattern SMTP = Pattern.compile("(?i)smtp:");

    private final List<Set<String>> marks;
    private final Map<String, ImportField> words;

    /**
     * @param marks a line for each set of headers of which all tell the system
     * @param words as {@link HeaderSynonyms#words} reads them
     */
    KnownSystem(String marks, String words) {
        this.marks =
                marks.lines()
                        .map(line ->
                                Arrays.stream(line.split(",", -1))
                                        .map(HeaderSynonyms::plain)
                                        .collect(Collectors.toUnmodifiableSet()))
                        .toList();
        this.words = HeaderSynonyms.words(words);
    }

    /** The system that wrote a file with these headers, where they tell. */
    static Optional<KnownSystem> of(List<String> header) {
        Set<String> names =
                header.stream().map(HeaderSynonyms::plain).collect(Collectors.toUnmodifiableSet());
        return Arrays.stream(values())
                .filter(system -> system.marks.stream().anyMatch(names::containsAll))
                .findFirst();
    }

    /** Its own headers, with what they mean. */
    Map<String, ImportField> words() {
        return words;
    }

    /** A value in our words; empty where the system means that there is none. */
    String value(String header, ImportField field, String text) {
        return switch (this) {
            case MAILCOW, POSTFIXADMIN -> NOTHING.contains(text) ? "" : mailbox(field, text);
            case MICROSOFT_365, MICROSOFT_ENTRA -> microsoft(header, field, text);
            // Its pages count mailboxes in megabytes.
            case SMARTERMAIL ->
                    field == ImportField.MAILBOX_LIMIT && SMALL_NUMBER.matcher(text).matches()
                            ? text + " MB"
                            : text;
            case MUSTER, GOOGLE_WORKSPACE, KEYCLOAK -> text;
        };
    }

    private static String microsoft(String header, ImportField field, String text) {
        if (field == ImportField.ENABLED
                && HeaderSynonyms.plain(header).equals("blockcredential")) {
            return opposite(text);
        }
        return field == ImportField.ALIASES ? mailAliases(text) : text;
    }

    /**
     * Proxy addresses stand as in {@code SMTP:ann@a.example+smtp:bo@a.example}. Those of other
     * protocols are none of mail, and those that Microsoft gives each tenant mean nothing
     * elsewhere.
     */
    private static String mailAliases(String text) {
        return PROXIES.splitAsStream(text)
                .map(String::strip)
                .filter(proxy -> proxy.indexOf(':') < 0 || SMTP.matcher(proxy).lookingAt())
                .map(proxy -> SMTP.matcher(proxy).replaceFirst(""))
                .filter(proxy -> !proxy.toLowerCase(Locale.ROOT).endsWith(".onmicrosoft.com"))
                .collect(Collectors.joining(";"));
    }

    /** Beside active and inactive, mailcow has 2: no sign-in, while mail still comes in. */
    private String mailbox(ImportField field, String text) {
        if (field == ImportField.MAILBOX_LIMIT) {
            // Both count octets; 0 and, at PostfixAdmin, -1 are without limit.
            return text.equals("-1") || text.equals("0") ? "unlimited" : text;
        }
        return this == MAILCOW && field == ImportField.ENABLED && text.equals("2") ? "no" : text;
    }

    private static String opposite(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> "no";
            case "false" -> "yes";
            default -> text;
        };
    }
}
