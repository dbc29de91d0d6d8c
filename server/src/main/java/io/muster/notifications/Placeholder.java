package io.muster.notifications;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a mail of an organization can say of the user whom it goes to, as {@code {{displayName}}}.
 */
public enum Placeholder {
    DISPLAY_NAME("displayName"),
    FIRST_NAME("firstName"),
    LAST_NAME("lastName"),
    ADDRESS("address"),
    LOGON_NAME("logonName"),
    TITLE("title"),
    DEPARTMENT("department"),
    COMPANY("company"),
    ORGANIZATION("organization"),
    /** The name that he signs in with. */
    SIGN_IN_NAME("signInName"),
    /** Where he signs in. */
    PORTAL("portal"),
    /**
     * A password that is made anew for each mail; for who has none here a note where his is. Never
     * in a subject, which is kept for all to see who see the mail.
     */
    PASSWORD("password");

    private final String text;

    Placeholder(String text) {
        this.text = text;
    }

    /** As it stands between the braces. */
    @JsonValue
    public String text() {
        return text;
    }

    static Optional<Placeholder> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }
}
