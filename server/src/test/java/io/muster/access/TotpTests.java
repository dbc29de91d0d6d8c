package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP = Totp.step(NOW);

    /** RFC 6238, appendix B, the last six digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theCodesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void aCodeIsTakenOneStepEarlyOrLateButNotTwo() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            assertThat(Totp.accept(SECRET, Totp.code(SECRET, step), NOW, 0)).hasValue(step);
        }
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, STEP - 2), NOW, 0)).isEmpty();
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, STEP + 2), NOW, 0)).isEmpty();
    }

    @Test
    void aStepCountsOnceAndNoEarlierOneAfterIt() {
        String code = Totp.code(SECRET, STEP);

        assertThat(Totp.accept(SECRET, code, NOW, STEP - 1)).hasValue(STEP);
        assertThat(Totp.accept(SECRET, code, NOW, STEP)).isEmpty();
        assertThat(Totp.accept(SECRET, Totp.code(SECRET, STEP - 1), NOW, STEP)).isEmpty();
    }

    @Test
    void blanksInATypedCodeDoNotCount() {
        assertThat(Totp.accept(SECRET, " 050 471 ", NOW, 0)).hasValue(STEP);
    }

    @Test
    void anythingElseIsRefused() {
        for (String typed : new String[] {"", "05047", "0504711", "abcdef", "٠٥٠٤٧١"}) {
            assertThat(Totp.accept(SECRET, typed, NOW, 0)).isEmpty();
        }
    }

    @Test
    void theSecretIsTwentyOctetsAndAnotherEachTime() {
        assertThat(Totp.newSecret()).hasSize(20).isNotEqualTo(Totp.newSecret());
    }

    @Test
    void theAddressForTheQrCodeSaysEverythingTheAppNeeds() {
        assertThat(Totp.uri("Acme & Söhne", "maria@acme.example", SECRET))
                .isEqualTo(
                        "otpauth://totp/Acme%20%26%20S%C3%B6hne:maria%40acme.example"
                                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                + "&issuer=Acme%20%26%20S%C3%B6hne"
                                + "&algorithm=SHA1&digits=6&period=30");
    }
}
