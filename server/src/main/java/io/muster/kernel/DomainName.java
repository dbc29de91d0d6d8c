package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An internet domain in ASCII form and lower case, as in {@code xn--bcher-kva.example} (RFC 5890
 * 2.3.2.1). At most 253 characters, labels of at most 63 (RFC 1035 2.3.4).
 */
public record DomainName(@JsonValue String value) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    @JsonCreator
    public DomainName {
        value = ascii(value);
        if (value.isEmpty() || value.length() > 253) {
            throw new IllegalArgumentException("a domain has 1 to 253 characters");
        }
        for (String label : value.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("not a domain name");
            }
        }
    }

    /** The domain, or nothing when the text is none. */
    public static Optional<DomainName> parse(String text) {
        try {
            return Optional.of(new DomainName(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String ascii(String text) {
        // The ASCII form is never shorter; and java.net.IDN fails with another exception on long
        // texts.
        if (text.length() > 1_000) {
            throw new IllegalArgumentException("a domain has 1 to 253 characters");
        }
        return IDN.toASCII(text.strip(), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
