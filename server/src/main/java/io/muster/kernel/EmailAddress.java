package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address of the dot-atom form (RFC 5322 3.4.1), local part at most 64 octets and 254 in
 * all (RFC 5321 4.5.3.1, erratum 1690). Quoted local parts are refused: no administrator means one.
 *
 * <p>Kept in lower case although RFC 5321 2.4 lets a host tell cases apart: two people must never
 * own "Ann@" and "ann@".
 */
public record EmailAddress(String local, DomainName domain) {

    private static final Pattern LOCAL =
            Pattern.compile(
                    "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

    public EmailAddress {
        local = local.toLowerCase(Locale.ROOT);
        if (octets(local) > 64 || !LOCAL.matcher(local).matches()) {
            throw new IllegalArgumentException("not a local part of an e-mail address");
        }
        if (octets(local) + 1 + octets(domain.value()) > 254) {
            throw new IllegalArgumentException("an e-mail address has at most 254 octets");
        }
    }

    @JsonCreator
    public static EmailAddress valueOf(String text) {
        String stripped = text.strip();
        int at = stripped.lastIndexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("not an e-mail address");
        }
        return new EmailAddress(
                stripped.substring(0, at), new DomainName(stripped.substring(at + 1)));
    }

    /** The address, or nothing when the text is none. */
    public static Optional<EmailAddress> parse(String text) {
        try {
            return Optional.of(valueOf(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @JsonValue
    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
