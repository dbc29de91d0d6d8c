package io.muster.users;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an account ends by itself.
 *
 * @param on the first day on which it is closed; null for never
 */
public record AccountExpiry(@Nullable LocalDate on) {

    /** The word for an account without an end, in files. */
    public static final String NEVER = "never";

    /** Reads a date or "never". */
    public static Optional<AccountExpiry> parse(String text) {
        if (text.strip().equalsIgnoreCase(NEVER)) {
            return Optional.of(new AccountExpiry(null));
        }
        try {
            LocalDate date = LocalDate.parse(text.strip());
            return date.getYear() >= 1 && date.getYear() <= 9_999
                    ? Optional.of(new AccountExpiry(date))
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return on == null ? NEVER : on.toString();
    }
}
