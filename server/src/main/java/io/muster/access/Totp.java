package io.muster.access;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * One-time codes by the clock (RFC 6238) as every authenticator app makes them: HMAC-SHA-1, 6
 * digits, steps of 30 seconds. A code is taken one step early or late, for clocks that differ, and
 * each step counts once (RFC 6238 5.2).
 */
final class Totp {

    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;

    /** Steps before and after the present one that are taken too. */
    private static final int SLACK = 1;

    /** As long as the hash, RFC 4226 4 (R6). */
    private static final int SECRET_LENGTH = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_LENGTH];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** The secret as it is typed into an app: Base32 (RFC 4648 6) without padding. */
    static String base32(byte[] secret) {
        return new Base32().encodeToString(secret).replace("=", "");
    }

    /**
     * The address that a QR code carries to an authenticator app.
     *
     * @param issuer what the app shows as the place to sign in to
     * @param account what it shows as the account there
     */
    static String uri(String issuer, String account, byte[] secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        encoded(issuer),
                        encoded(account),
                        base32(secret),
                        encoded(issuer),
                        DIGITS,
                        STEP_SECONDS);
    }

    static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            // Dynamic truncation, RFC 4226 5.3.
            int offset = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7FFFFFFF;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * Checks a code that a person typed; blanks in it don't count.
     *
     * @param lastStep the step accepted before; it and all earlier ones are refused
     * @return the step to remember, or nothing when the code is not right
     */
    static OptionalLong accept(byte[] secret, String typed, Instant now, long lastStep) {
        byte[] code = typed.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        long present = step(now);
        OptionalLong accepted = OptionalLong.empty();
        for (long step = present - SLACK; step <= present + SLACK; step++) {
            byte[] right = code(secret, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, code) && step > lastStep) {
                accepted = OptionalLong.of(step);
            }
        }
        return accepted;
    }

    /** Percent-encoding of RFC 3986, in which a blank is {@code %20}. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
