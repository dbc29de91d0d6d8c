package io.muster.access;

import io.muster.kernel.Sha256;
import io.muster.kernel.UserId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Codes on paper for the day on which the second factor is lost: ten, each for one use. 80 random
 * bits in an alphabet without look-alikes ({@code k7xm-3d9q-a2vf-8h4n}), so that a plain SHA-256
 * over user and code is enough to store.
 */
final class RecoveryCodes {

    static final int COUNT = 10;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    /** Ten new codes, to be shown once. */
    static List<String> create() {
        return Stream.generate(RecoveryCodes::one).distinct().limit(COUNT).toList();
    }

    private static String one() {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /**
     * What is stored of a code (hexadecimal), or nothing when the text is none. Case, blanks and
     * dashes don't count, and o, i and l are read as the digits they look like.
     */
    static Optional<String> hash(UserId user, String typed) {
        if (typed.length() > 4 * LENGTH) {
            return Optional.empty();
        }
        String code =
                typed.toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s-]", "")
                        .replace('o', '0')
                        .replace('i', '1')
                        .replace('l', '1');
        if (!FORM.matcher(code).matches()) {
            return Optional.empty();
        }
        return Optional.of(Sha256.hex("muster recovery code " + user + " " + code));
    }
}
