package io.muster.access;

import io.muster.kernel.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Random texts that let their holder in: 256 bits in letters and digits after a prefix that tells
 * what they are for, with a checksum, so that a secret scanner finds them and a mistyped one is
 * refused without a look into the database. Only the SHA-256 of a token is stored: with 256 random
 * bits nothing slower is needed.
 */
final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern BODY =
            Pattern.compile("[0-9A-Za-z]{" + (RANDOM_LENGTH + CHECKSUM_LENGTH) + "}");

    private Tokens() {}

    /** What a token is for; one kind is never taken for another. */
    enum Kind {
        /** A program's key to the API. */
        API("mst_"),
        /** A session in a browser. */
        SESSION("mse_"),
        /** A browser that its user has signed in from before. */
        DEVICE("mdv_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    /**
     * @param text what the holder gets, once
     * @param hash what is stored: SHA-256 in hexadecimal
     */
    record Token(String text, String hash) {}

    static Token create(Kind kind) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String body = kind.prefix + base62(new BigInteger(1, random), RANDOM_LENGTH);
        String text = body + checksum(body);
        return new Token(text, Sha256.hex(text));
    }

    /** The hash to look a token up by, or nothing when the text is no token of that kind. */
    static Optional<String> hash(Kind kind, String text) {
        if (!text.startsWith(kind.prefix)
                || !BODY.matcher(text.substring(kind.prefix.length())).matches()) {
            return Optional.empty();
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return checksum(text.substring(0, end)).equals(text.substring(end))
                ? Optional.of(Sha256.hex(text))
                : Optional.empty();
    }

    /** Whether the text is the token that was stored, in constant time. */
    static boolean matches(Kind kind, String text, String stored) {
        return hash(kind, text)
                .map(found -> MessageDigest.isEqual(octets(found), octets(stored)))
                .orElse(false);
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(octets(body));
        return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
    }

    private static String base62(BigInteger number, int length) {
        char[] digits = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            digits[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(digits);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
