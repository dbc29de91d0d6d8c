package io.muster.users;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A short name to sign in with, beside or instead of the e-mail address: 1 to 104 letters, digits
 * and {@code . _ - + $}, beginning with a letter or digit and not ending with a dot. Kept in lower
 * case; never holds an "@", so that it can't pass for somebody's address.
 */
public record LogonName(String value) {

    /** The longest name, as Active Directory has it for a sAMAccountName in its schema. */
    public static final int LONGEST = 104;

    private static final Pattern FORM =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._+$-]*[\\p{L}\\p{N}_$+-])?");

    public LogonName {
        value = value.toLowerCase(Locale.ROOT);
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a logon name");
        }
    }

    /** The name, or nothing when the text is none. */
    public static Optional<LogonName> parse(String text) {
        try {
            return Optional.of(new LogonName(text.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
