package io.muster.imports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a user that files can bring and take, in the order of an exported file, and what
 * is to be done with him.
 */
enum ImportField {
    ACTION("action", "Action", Kind.ACTION, 40),
    LOGON_NAME("logonName", "Username", Kind.USERNAME, 104),
    ADDRESS("address", "E-mail address", Kind.ADDRESS, 254),
    DISPLAY_NAME("displayName", "Display name", Kind.LINE, 255),
    FIRST_NAME("firstName", "First name", Kind.LINE, 255),
    MIDDLE_NAME("middleName", "Middle name", Kind.LINE, 255),
    LAST_NAME("lastName", "Last name", Kind.LINE, 255),
    PASSWORD("password", "Password", Kind.PASSWORD, 1_000),
    PASSWORD_HASH("passwordHash", "Password hash", Kind.LINE, 1_000),
    PASSWORD_FUNCTION("passwordFunction", "Password hash function", Kind.LINE, 40),
    MUST_CHANGE_PASSWORD("mustChangePassword", "Must change password", Kind.FLAG, 20),
    PASSWORD_CHANGES_DISABLED(
            "passwordChangesDisabled", "Password changes disabled", Kind.FLAG, 20),
    SIGN_IN_METHOD("signInMethod", "Sign-in method", Kind.SIGN_IN_METHOD, 50),
    UNIT("unit", "Unit", Kind.UNIT_PATH, 64),
    ROLES("roles", "Roles", Kind.ROLE_NAMES, 100),
    ENABLED("enabled", "Enabled", Kind.STATE, 20),
    ALLOW_INCOMING("allowIncoming", "Allow incoming messages", Kind.FLAG, 20),
    EXPIRES_ON("expiresOn", "Expires on", Kind.EXPIRY, 10),
    MAILBOX_LIMIT("mailboxLimit", "Mailbox size limit", Kind.SIZE, 30),
    ALIASES("aliases", "Aliases", Kind.ADDRESSES, 50),
    WEBMAIL("webmail", "Webmail", Kind.FLAG, 20),
    IMAP("imap", "IMAP", Kind.FLAG, 20),
    SUBMISSION("submission", "Outgoing SMTP", Kind.FLAG, 20),
    RECEPTION("reception", "Incoming SMTP", Kind.FLAG, 20),
    TITLE("title", "Title", Kind.LINE, 255),
    DEPARTMENT("department", "Department", Kind.LINE, 255),
    COMPANY("company", "Company", Kind.LINE, 255),
    OFFICE_PHONE("officePhone", "Office phone", Kind.LINE, 64),
    MOBILE_PHONE("mobilePhone", "Mobile phone", Kind.LINE, 64),
    HOME_PHONE("homePhone", "Home phone", Kind.LINE, 64),
    FAX("fax", "Fax", Kind.LINE, 64),
    WEB_PAGE("webPage", "Web page", Kind.WEB_PAGE, 500),
    WORK_STREET("workStreet", "Work street", Kind.LINES, 255),
    WORK_CITY("workCity", "Work city", Kind.LINE, 255),
    WORK_POSTAL_CODE("workPostalCode", "Work postal code", Kind.LINE, 32),
    WORK_REGION("workRegion", "Work region", Kind.LINE, 255),
    WORK_COUNTRY("workCountry", "Work country", Kind.LINE, 255),
    HOME_STREET("homeStreet", "Home street", Kind.LINES, 255),
    HOME_CITY("homeCity", "Home city", Kind.LINE, 255),
    HOME_POSTAL_CODE("homePostalCode", "Home postal code", Kind.LINE, 32),
    HOME_REGION("homeRegion", "Home region", Kind.LINE, 255),
    HOME_COUNTRY("homeCountry", "Home country", Kind.LINE, 255),
    BIRTHDAY("birthday", "Birthday", Kind.DATE, 10),
    RECOVERY_ADDRESS("recoveryAddress", "Recovery e-mail address", Kind.ADDRESS, 254),
    REPLY_TO("replyTo", "Reply-to address", Kind.ADDRESS, 254),
    IN_ADDRESS_LIST("inAddressList", "In address list", Kind.FLAG, 20),
    TIME_ZONE("timeZone", "Time zone", Kind.TIME_ZONE, 50),
    LANGUAGE("language", "Language", Kind.LANGUAGE, 35),
    EXTERNAL_ID("externalId", "External id", Kind.LINE, 255),
    NOTES("notes", "Notes", Kind.LINES, 4_000);

    /** What nobody has where phone numbers are switched off. */
    static final Set<ImportField> PHONES = Set.of(OFFICE_PHONE, MOBILE_PHONE, HOME_PHONE);

    /** What a cell holds, hence how it is read. */
    enum Kind {
        ACTION,
        USERNAME,
        ADDRESS,
        LINE,
        LINES,
        PASSWORD,
        FLAG,
        STATE,
        SIGN_IN_METHOD,
        UNIT_PATH,
        ROLE_NAMES,
        WEB_PAGE,
        DATE,
        EXPIRY,
        SIZE,
        ADDRESSES,
        TIME_ZONE,
        LANGUAGE
    }

    private final String key;
    private final String header;
    private final Kind kind;
    private final int most;

    ImportField(String key, String header, Kind kind, int most) {
        this.key = key;
        this.header = header;
        this.kind = kind;
        this.most = most;
    }

    /** The name in the API. */
    @JsonValue
    String key() {
        return key;
    }

    /** The name in exported files. */
    String header() {
        return header;
    }

    Kind kind() {
        return kind;
    }

    /** How many characters the value, or each name in it, may have; of addresses their number. */
    int most() {
        return most;
    }

    /** Whether a column is named as in our own files, not by another system's word. */
    boolean isOwnHeader(String text) {
        String plain = HeaderSynonyms.plain(text);
        return plain.equals(HeaderSynonyms.plain(header))
                || plain.equals(HeaderSynonyms.plain(key));
    }

    /** Passwords may begin or end with a space; everywhere else that is a slip of the hand. */
    boolean keepsSpaces() {
        return this == PASSWORD;
    }

    /** Whether the value must never be shown, logged or exported. */
    boolean secret() {
        return this == PASSWORD || this == PASSWORD_HASH;
    }

    /** Whether it says whom a row is for. */
    boolean identifies() {
        return this == LOGON_NAME || this == ADDRESS;
    }

    /** Whether it is one of the user's own mailbox. */
    boolean ofMailbox() {
        return switch (this) {
            case MAILBOX_LIMIT, ALIASES, WEBMAIL, IMAP, SUBMISSION, RECEPTION -> true;
            default -> false;
        };
    }

    /** Whether exported files have it: what users are, without what is to be done with them. */
    boolean exported() {
        return !secret() && this != ACTION && this != PASSWORD_FUNCTION;
    }

    static Optional<ImportField> ofKey(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    @JsonCreator
    static ImportField valueOfKey(String key) {
        return ofKey(key)
                .orElseThrow(() -> new IllegalArgumentException("no setting is called " + key));
    }
}
