package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.testing.FuzzedText;
import java.util.Set;
import java.util.regex.Pattern;

/** Password hashes, as files of other systems bring them. */
class PasswordHashFuzzTests {

    private static final Set<String> CODES = Set.of("unknown-scheme", "malformed", "too-costly");
    private static final byte[] PASSWORD = {'x'};

    /** What a count of PBKDF2 or sha512-crypt with more than so many digits takes is too long. */
    private static final Pattern FOUR_DIGITS = Pattern.compile("\\d{4}");

    @DictionaryEntries({
        "$argon2id$v=19$m=8,t=1,p=1$",
        "$2b$04$",
        "$pbkdf2-sha256$i=1$",
        "{PBKDF2-SHA1}1$",
        "{PBKDF2}$1$",
        "pbkdf2_sha512$1$",
        "pbkdf2:sha1:1$",
        "{SSHA256}",
        "{CRYPT}$6$rounds=1000$",
        "{BLF-CRYPT}"
    })
    @FuzzTest
    void whatIsAdmittedCanBeCheckedAtSignIn(byte[] octets) {
        String text = FuzzedText.of(octets);
        switch (PasswordHash.read(text)) {
            case PasswordHash.Refused(var code, var reason) -> {
                assertThat(code).isIn(CODES);
                assertThat(reason).isNotBlank();
            }
            case PasswordHash.Admitted(var hash) -> {
                if (isCheap(hash, text)) {
                    // Whether it is the password doesn't matter, that it is answered does.
                    boolean _ = hash.matches(PASSWORD);
                    boolean _ = hash.matches(new byte[0]);
                    boolean _ = hash.matches(new byte[PasswordHashes.LONGEST_PASSWORD]);
                }
            }
        }
    }

    private static boolean isCheap(PasswordHash hash, String text) {
        return switch (hash) {
            case PasswordHash.Argon2(_, var cost, _) -> cost.memory() * cost.passes() <= 4_096;
            case ForeignHash.Bcrypt(var whole) -> whole.startsWith("04", 4);
            case ForeignHash.Pbkdf2 _ -> !FOUR_DIGITS.matcher(text).find();
            case ForeignHash.SaltedSha _ -> true;
            case ForeignHash.Sha512Crypt(var setting, _) -> setting.contains("rounds=1000$");
        };
    }
}
