package io.muster.access;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import de.mkammerer.argon2.Argon2Version;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored password hash, read from its text. The cost that the text asks for is bounded when it is
 * read, so that a hash that came with an import can't stall the server at sign-in.
 */
sealed interface PasswordHash
        permits PasswordHash.Argon2,
                ForeignHash.Bcrypt,
                ForeignHash.Pbkdf2,
                ForeignHash.SaltedSha,
                ForeignHash.Sha512Crypt {

    int LONGEST_TEXT = 512;

    /** Whether these octets are the password; takes as long as the hash is costly. */
    boolean matches(byte[] password);

    /** What became of reading a text as a hash. */
    sealed interface Reading {}

    record Admitted(PasswordHash hash) implements Reading {}

    /**
     * @param code {@code unknown-scheme}, {@code malformed} or {@code too-costly}
     * @param reason a sentence for people
     */
    record Refused(String code, String reason) implements Reading {}

    /**
     * Reads the text form of a hash, at most {@value #LONGEST_TEXT} characters: Argon2 (PHC),
     * bcrypt, PBKDF2 (PHC, passlib, OpenLDAP, Dovecot, Django, Werkzeug), {@code {SSHA}}, {@code
     * {SSHA256}}, {@code {SSHA512}} and {@code $6$}.
     */
    static Reading read(String text) {
        if (text.length() > LONGEST_TEXT) {
            return malformed("A hash has at most " + LONGEST_TEXT + " characters");
        }
        try {
            for (Scheme scheme : Scheme.ALL) {
                Matcher matcher = scheme.form().matcher(text);
                if (matcher.matches()) {
                    return scheme.reading().apply(matcher);
                }
            }
        } catch (IllegalArgumentException _) {
            return malformed("The hash is cut off or was changed on its way");
        }
        for (Scheme scheme : Scheme.ALL) {
            if (scheme.start().matcher(text).lookingAt()) {
                return malformed("The hash is cut off or was changed on its way");
            }
        }
        return new Refused(
                "unknown-scheme",
                "The hash is of no scheme known here: Argon2, bcrypt, PBKDF2, {SSHA}, {SSHA256},"
                        + " {SSHA512} or $6$");
    }

    static Reading malformed(String reason) {
        return new Refused("malformed", reason);
    }

    static Reading tooCostly(String reason) {
        return new Refused("too-costly", reason);
    }

    /**
     * A text form, known by how it starts and how it looks as a whole. Every pattern is linear: no
     * repetition within a repetition.
     */
    record Scheme(Pattern start, Pattern form, Function<Matcher, Reading> reading) {

        private static final List<Scheme> ALL =
                List.of(
                        scheme(
                                "(?:\\{ARGON2[ID]{0,2}\\})?\\$argon2",
                                "(?:\\{ARGON2[ID]{0,2}\\})?(\\$(argon2id|argon2i|argon2d)(?:\\$v=(16|19))?"
                                        + "\\$m=(\\d{1,10}),t=(\\d{1,10}),p=(\\d{1,8})"
                                        + "\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{16,86})",
                                Argon2::read),
                        scheme(
                                "(?:\\{BLF-CRYPT\\}|\\{CRYPT\\})?\\$2",
                                "(?:\\{BLF-CRYPT\\}|\\{CRYPT\\})?(\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53})",
                                ForeignHash.Bcrypt::read),
                        scheme(
                                "\\$pbkdf2",
                                "\\$pbkdf2(?:-(sha1|sha256|sha512))?\\$(?:i=)?(\\d{1,10})(?:,l=\\d{1,4})?"
                                        + "\\$([A-Za-z0-9+./]+)\\$([A-Za-z0-9+./]+)",
                                ForeignHash.Pbkdf2::readPhc),
                        scheme(
                                "\\{PBKDF2",
                                "\\{PBKDF2(?:-(SHA1|SHA256|SHA512))?\\}(\\d{1,10})"
                                        + "\\$([A-Za-z0-9+./]+)\\$([A-Za-z0-9+./]+)",
                                ForeignHash.Pbkdf2::readPhc),
                        scheme(
                                "\\{PBKDF2\\}\\$1\\$",
                                "\\{PBKDF2\\}\\$1\\$([^$]{1,128})\\$(\\d{1,10})\\$((?:[0-9a-f]{2}){16,64})",
                                ForeignHash.Pbkdf2::readDovecot),
                        scheme(
                                "pbkdf2_",
                                "pbkdf2_(sha1|sha256|sha512)\\$(\\d{1,10})\\$([^$]{1,128})\\$([A-Za-z0-9+/]+={0,2})",
                                ForeignHash.Pbkdf2::readDjango),
                        scheme(
                                "pbkdf2:",
                                "pbkdf2:(sha1|sha256|sha512):(\\d{1,10})\\$([^$]{1,128})\\$((?:[0-9a-f]{2}){8,64})",
                                ForeignHash.Pbkdf2::readWerkzeug),
                        scheme(
                                "\\{SSHA",
                                "\\{SSHA(256|512)?\\}([A-Za-z0-9+/]+={0,2})",
                                ForeignHash.SaltedSha::read),
                        scheme(
                                "(?:\\{SHA512-CRYPT\\}|\\{CRYPT\\})?\\$6\\$",
                                "(?:\\{SHA512-CRYPT\\}|\\{CRYPT\\})?(\\$6\\$(?:rounds=(\\d{1,10})\\$)?"
                                        + "[./A-Za-z0-9]{1,16}\\$)([./A-Za-z0-9]{86})",
                                ForeignHash.Sha512Crypt::read));

        private static Scheme scheme(
                String start, String form, Function<Matcher, Reading> reading) {
            return new Scheme(Pattern.compile(start), Pattern.compile(form), reading);
        }
    }

    /**
     * Argon2 of RFC 9106 as a PHC string; what we make ourselves, and what others made with other
     * costs.
     *
     * @param text the PHC string alone
     * @param version 16 or 19 (1.0 and 1.3)
     */
    record Argon2(String text, Cost cost, int version) implements PasswordHash {

        static final int VERSION = 19;
        private static final int MOST_MEMORY_KIB = 256 * 1024;
        private static final int MOST_LANES = 16;

        /** Memory times passes, which is what the time grows with: about 2 seconds here. */
        private static final long MOST_WORK = 4L * MOST_MEMORY_KIB;

        private static final int SALT_LENGTH = 16;
        private static final int HASH_LENGTH = 32;
        private static final SecureRandom RANDOM = new SecureRandom();

        /** Memory in KiB, passes over it, and lanes. */
        record Cost(String variant, int memory, int passes, int lanes) {}

        static Reading read(Matcher matcher) {
            long memory = Long.parseLong(matcher.group(4));
            long passes = Long.parseLong(matcher.group(5));
            long lanes = Long.parseLong(matcher.group(6));
            if (passes < 1 || lanes < 1 || memory < 8 * lanes) {
                return malformed("RFC 9106 3.1 allows no such Argon2 parameters");
            }
            if (memory > MOST_MEMORY_KIB || lanes > MOST_LANES || memory * passes > MOST_WORK) {
                return tooCostly(
                        "Argon2 hashes are taken with up to 256 MiB, 16 lanes and 1 GiB of memory"
                                + " times passes");
            }
            Cost cost = new Cost(matcher.group(2), (int) memory, (int) passes, (int) lanes);
            String version = matcher.group(3);
            return new Admitted(
                    new Argon2(
                            matcher.group(1),
                            cost,
                            version == null ? 16 : Integer.parseInt(version)));
        }

        static String make(byte[] password, Cost cost) {
            byte[] salt = new byte[SALT_LENGTH];
            RANDOM.nextBytes(salt);
            return library(cost.variant())
                    .hashAdvanced(
                            cost.passes(),
                            cost.memory(),
                            cost.lanes(),
                            password,
                            salt,
                            HASH_LENGTH,
                            Argon2Version.V13)
                    .getEncoded();
        }

        @Override
        public boolean matches(byte[] password) {
            return library(cost.variant()).verify(text, password);
        }

        private static Argon2Advanced library(String variant) {
            return Argon2Factory.createAdvanced(
                    switch (variant) {
                        case "argon2id" -> Argon2Types.ARGON2id;
                        case "argon2i" -> Argon2Types.ARGON2i;
                        case "argon2d" -> Argon2Types.ARGON2d;
                        default -> throw new IllegalArgumentException(variant);
                    });
        }
    }
}
