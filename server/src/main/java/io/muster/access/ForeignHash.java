package io.muster.access;

import io.muster.access.PasswordHash.Admitted;
import io.muster.access.PasswordHash.Reading;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The hashes of other systems: checked so that users who were imported keep their passwords, never
 * made here.
 */
final class ForeignHash {

    private ForeignHash() {}

    private static boolean hasLength(byte[] octets, int least, int most) {
        return octets.length >= least && octets.length <= most;
    }

    /** bcrypt {@code $2a$}, {@code $2b$}, {@code $2y$}; as ever, only 72 octets count. */
    record Bcrypt(String text) implements PasswordHash {

        private static final int MOST_COST = 16;

        static Reading read(Matcher matcher) {
            int cost = Integer.parseInt(matcher.group(2));
            if (cost < 4 || cost > 31) {
                return PasswordHash.malformed("The cost of bcrypt is 4 to 31");
            }
            if (cost > MOST_COST) {
                return PasswordHash.tooCostly("bcrypt hashes are taken up to cost " + MOST_COST);
            }
            return new Admitted(new Bcrypt(matcher.group(1)));
        }

        @Override
        public boolean matches(byte[] password) {
            return BCrypt.checkpw(password, text);
        }
    }

    /** PBKDF2 of RFC 8018 5.2 with HMAC-SHA-1, -256 or -512. */
    static final class Pbkdf2 implements PasswordHash {

        private static final int MOST_ITERATIONS = 5_000_000;

        private final String digest;
        private final int iterations;
        private final byte[] salt;
        private final byte[] key;

        private Pbkdf2(String digest, int iterations, byte[] salt, byte[] key) {
            this.digest = digest;
            this.iterations = iterations;
            this.salt = salt;
            this.key = key;
        }

        /** The PHC form, passlib's ({@code .} for {@code +}) and that of OpenLDAP's overlay. */
        static Reading readPhc(Matcher matcher) {
            String digest = matcher.group(1);
            return read(
                    digest == null ? "sha1" : digest,
                    matcher.group(2),
                    base64(matcher.group(3)),
                    base64(matcher.group(4)));
        }

        /** Django's form: the salt is text, the key padded Base64. */
        static Reading readDjango(Matcher matcher) {
            return read(
                    matcher.group(1),
                    matcher.group(2),
                    matcher.group(3).getBytes(StandardCharsets.UTF_8),
                    base64(matcher.group(4)));
        }

        /** Werkzeug's form: the salt is text, the key hexadecimal. */
        static Reading readWerkzeug(Matcher matcher) {
            return read(
                    matcher.group(1),
                    matcher.group(2),
                    matcher.group(3).getBytes(StandardCharsets.UTF_8),
                    HexFormat.of().parseHex(matcher.group(4)));
        }

        /** Dovecot's form: SHA-1, the salt is text, the key hexadecimal. */
        static Reading readDovecot(Matcher matcher) {
            return read(
                    "sha1",
                    matcher.group(2),
                    matcher.group(1).getBytes(StandardCharsets.UTF_8),
                    HexFormat.of().parseHex(matcher.group(3)));
        }

        private static Reading read(String digest, String count, byte[] salt, byte[] key) {
            long iterations = Long.parseLong(count);
            if (iterations < 1 || !hasLength(salt, 1, 256) || !hasLength(key, 16, 64)) {
                return PasswordHash.malformed(
                        "The count, the salt or the key of PBKDF2 is too short or too long");
            }
            if (iterations > MOST_ITERATIONS) {
                return PasswordHash.tooCostly("PBKDF2 hashes are taken up to 5,000,000 iterations");
            }
            return new Admitted(
                    new Pbkdf2(digest.toUpperCase(Locale.ROOT), (int) iterations, salt, key));
        }

        private static byte[] base64(String text) {
            return Base64.getDecoder().decode(text.replace('.', '+'));
        }

        @Override
        public boolean matches(byte[] password) {
            try {
                var spec =
                        new PBEKeySpec(
                                new String(password, StandardCharsets.UTF_8).toCharArray(),
                                salt,
                                iterations,
                                key.length * 8);
                byte[] derived =
                        SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                                .generateSecret(spec)
                                .getEncoded();
                return MessageDigest.isEqual(derived, key);
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    /** Salted SHA of LDAP servers: Base64 of the digest of password and salt, then the salt. */
    static final class SaltedSha implements PasswordHash {

        private final String digest;
        private final byte[] hash;
        private final byte[] salt;

        private SaltedSha(String digest, byte[] hash, byte[] salt) {
            this.digest = digest;
            this.hash = hash;
            this.salt = salt;
        }

        static Reading read(Matcher matcher) {
            String bits = matcher.group(1) == null ? "1" : matcher.group(1);
            int length = bits.equals("1") ? 20 : Integer.parseInt(bits) / 8;
            byte[] octets = Base64.getDecoder().decode(matcher.group(2));
            if (!hasLength(octets, length + 1, length + 64)) {
                return PasswordHash.malformed("The hash has no salt, or is cut off");
            }
            return new Admitted(
                    new SaltedSha(
                            "SHA-" + bits,
                            Arrays.copyOf(octets, length),
                            Arrays.copyOfRange(octets, length, octets.length)));
        }

        @Override
        public boolean matches(byte[] password) {
            try {
                var digesting = MessageDigest.getInstance(digest);
                digesting.update(password);
                return MessageDigest.isEqual(digesting.digest(salt), hash);
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    /**
     * sha512-crypt of glibc.
     *
     * @param setting {@code $6$}, the rounds if named, the salt and the dollar after it
     */
    record Sha512Crypt(String setting, String hash) implements PasswordHash {

        private static final int LEAST_ROUNDS = 1_000;
        private static final int MOST_ROUNDS = 1_000_000;

        static Reading read(Matcher matcher) {
            String named = matcher.group(2);
            long rounds = named == null ? 5_000 : Long.parseLong(named);
            if (rounds < LEAST_ROUNDS) {
                return PasswordHash.malformed("sha512-crypt has at least 1,000 rounds");
            }
            if (rounds > MOST_ROUNDS) {
                return PasswordHash.tooCostly("sha512-crypt is taken up to 1,000,000 rounds");
            }
            return new Admitted(new Sha512Crypt(matcher.group(1), matcher.group(3)));
        }

        @Override
        public boolean matches(byte[] password) {
            // The library wipes the array that it is given.
            String computed = Sha2Crypt.sha512Crypt(password.clone(), setting);
            return MessageDigest.isEqual(
                    computed.substring(computed.lastIndexOf('$') + 1)
                            .getBytes(StandardCharsets.US_ASCII),
                    hash.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
