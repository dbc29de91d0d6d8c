package io.muster.imports;

import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Which header means which setting. Headers are compared without case, spaces, underscores,
 * hyphens, dots and other signs, so {@code E-Mail_Address} is {@code email address}. Another
 * system's files are known by a table of their headers laid over the general one.
 */
final class HeaderSynonyms {

    /** A setting a line, or several lines, by its name in the API. */
    private static final String COMMON_WORDS =
            """
            action: operation, row action, change type
            logonName: user, user name, logon name, login, login name, account, account name
            logonName: user id, uid, sam account name, user principal name, upn
            address: e-mail, mail, mail address, primary e-mail, primary address
            address: smtp address
            displayName: name, full name, cn
            firstName: given name, forename
            middleName: middle names
            lastName: surname, family name, sn
            password: initial password, new password, credentials password
            passwordHash: hash, hashed password, encrypted password, crypted password
            passwordHash: credentials hash
            passwordFunction: hash function, password hash algorithm, password encryption
            mustChangePassword: change password at next sign-in
            mustChangePassword: change password at next login, force password change
            mustChangePassword: force change password, password expired, credentials temporary
            passwordChangesDisabled: disable password changes, cannot change password
            signInMethod: authentication method, authentication mode, authentication type
            signInMethod: authentication, login method
            unit: organizational unit, organisational unit, org unit, org unit path, ou
            unit: location, unit path
            roles: role
            enabled: status, new status, active, account status, account enabled
            allowIncoming: allow incoming mail, disabled with mail, incoming
            title: job title, position, employee title
            department: dept
            company: company name, organization
            officePhone: phone, telephone, phone number, telephone number, work phone
            officePhone: business phone, phone office, office telephone
            mobilePhone: mobile, mobile number, cell, cell phone, phone mobile
            homePhone: phone home
            fax: fax number, office fax, facsimile, work fax
            webPage: home page, website, url
            workStreet: street, street address, work address, business street, office street
            workCity: city, business city, town
            workPostalCode: postal code, zip, zip code, zip or postal code
            workPostalCode: business postal code
            workRegion: region, state, state or province, province, work state
            workRegion: business state
            workCountry: country, country or region, business country
            homeStreet: home address
            homePostalCode: home zip
            homeRegion: home state
            recoveryAddress: recovery e-mail, backup e-mail, backup e-mail address
            recoveryAddress: alternate e-mail, alternate e-mail address, secondary e-mail
            replyTo: reply to, reply-to e-mail
            inAddressList: show in address list, show in global address list
            birthday: date of birth, birth date
            expiresOn: expiry date, expires, expiration date, account expires
            mailboxLimit: mailbox size, max mailbox size, maximum mailbox size, mailbox limit
            mailboxLimit: mailbox quota, mail quota, quota, quota limit, mailbox size limit bytes
            aliases: alias addresses, e-mail aliases, mail aliases, further addresses
            aliases: proxy addresses
            webmail: webmail access, enable webmail, allow webmail
            imap: imap access, enable imap, allow imap, imap enabled
            submission: smtp access, enable smtp, allow smtp, outgoing mail, submission
            reception: incoming mail access, reception
            timeZone: tz
            language: preferred language, locale
            externalId: employee id, employee number, personnel number, staff number
            notes: note, comment, comments, description
            """;

    /**
     * The headers of our own files and the common words of other systems. "State" is a place there:
     * beside a city it is far more often that than the state of the account.
     */
    static final HeaderSynonyms GENERAL = general();

    /** What a JSON file tells of a user beside his account stands below this name. */
    private static final String ATTRIBUTE = "attributes.";

    /** Who somebody is and what he may, the account says and no attribute beside it. */
    private static final Set<ImportField> NO_ATTRIBUTES =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            ImportField.LOGON_NAME,
                            ImportField.ADDRESS,
                            ImportField.PASSWORD,
                            ImportField.PASSWORD_HASH,
                            ImportField.PASSWORD_FUNCTION,
                            ImportField.MUST_CHANGE_PASSWORD,
                            ImportField.PASSWORD_CHANGES_DISABLED,
                            ImportField.SIGN_IN_METHOD,
                            ImportField.UNIT,
                            ImportField.ROLES,
                            ImportField.ENABLED,
                            ImportField.ALLOW_INCOMING,
                            ImportField.EXPIRES_ON,
                            ImportField.MAILBOX_LIMIT,
                            ImportField.ALIASES,
                            ImportField.WEBMAIL,
                            ImportField.IMAP,
                            ImportField.SUBMISSION,
                            ImportField.RECEPTION));

    /** Columns of other systems that fill nothing here and are nobody's to see. */
    private static final Set<String> SECRETS =
            Set.of("totpsecret", "otpsecret", "token", "secret", "credential", "credentials");

    private static final Pattern STEP = Pattern.compile("\\.");

    private final Map<String, ImportField> meanings;

    private HeaderSynonyms(Map<String, ImportField> meanings) {
        this.meanings = Collections.unmodifiableMap(meanings);
    }

    private static HeaderSynonyms general() {
        Map<String, ImportField> meanings = new HashMap<>();
        for (ImportField field : ImportField.values()) {
            put(meanings, field.header(), field);
            put(meanings, field.key(), field);
        }
        lines(COMMON_WORDS, (word, field) -> put(meanings, word, field));
        return new HeaderSynonyms(meanings);
    }

    /**
     * Reads a table of headers.
     *
     * @param table lines as {@code workCity: town, place}
     */
    static Map<String, ImportField> words(String table) {
        Map<String, ImportField> words = new HashMap<>();
        lines(table, words::put);
        return Map.copyOf(words);
    }

    private static void lines(String table, BiConsumer<String, ImportField> each) {
        table.lines()
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    ImportField field = ImportField.valueOfKey(line.substring(0, colon));
                    for (String word : line.substring(colon + 1).split(",", -1)) {
                        each.accept(word, field);
                    }
                });
    }

    private static void put(Map<String, ImportField> meanings, String header, ImportField field) {
        ImportField other = meanings.put(plain(header), field);
        if (other != null && other != field) {
            throw new IllegalStateException(header + " means both " + other + " and " + field);
        }
    }

    /**
     * The table for a file with these headers, with the words of the system that wrote it. Beside a
     * city, "Address" is a street (Microsoft 365).
     */
    static HeaderSynonyms of(List<String> header) {
        boolean hasCity = header.stream().anyMatch(name -> plain(name).equals("city"));
        HeaderSynonyms general =
                hasCity ? GENERAL.with(Map.of("Address", ImportField.WORK_STREET)) : GENERAL;
        return KnownSystem.of(header).map(system -> general.with(system.words())).orElse(general);
    }

    /**
     * This table with another system's headers laid over it: where both know one, theirs counts.
     */
    HeaderSynonyms with(Map<String, ImportField> headers) {
        Map<String, ImportField> merged = new HashMap<>(meanings);
        headers.forEach((header, field) -> merged.put(plain(header), field));
        return new HeaderSynonyms(merged);
    }

    Optional<ImportField> meaning(String header) {
        ImportField meaning = meanings.get(plain(header));
        if (meaning == null && header.startsWith(ATTRIBUTE)) {
            meaning = meanings.get(plain(header.substring(ATTRIBUTE.length())));
            return Optional.ofNullable(meaning).filter(field -> !NO_ATTRIBUTES.contains(field));
        }
        return Optional.ofNullable(meaning);
    }

    /**
     * Whether a column may hold what must not be shown, whatever it fills. Each step of a path is
     * asked, for a secret stays one below any name, and so does what stands below a secret.
     */
    static boolean namesASecret(String header) {
        return namesASecretItself(header)
                || STEP.splitAsStream(header).anyMatch(HeaderSynonyms::namesASecretItself);
    }

    private static boolean namesASecretItself(String name) {
        return SECRETS.contains(plain(name))
                || GENERAL.meaning(name).filter(ImportField::secret).isPresent();
    }

    /** Whether the header means a setting or is one of the columns that only tell. */
    boolean knows(String header) {
        return meaning(header).isPresent() || InformationColumn.anyNames(header);
    }

    /**
     * Letters and digits only, in one case and one form of Unicode (UAX 15, NFKC). What stands in
     * brackets, and after them, is a remark of the system that wrote the file: {@code First Name
     * [Required]}.
     */
    static String plain(String header) {
        int bracket = header.indexOf('[');
        String words = bracket > 0 ? header.substring(0, bracket) : header;
        String composed = Normalizer.normalize(words, Normalizer.Form.NFKC);
        var kept = new StringBuilder(composed.length());
        composed.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.toString().toLowerCase(Locale.ROOT);
    }
}
