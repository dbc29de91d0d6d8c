package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.UserId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodeTests {

    private final UserId maria = UserId.next();

    @Test
    void thereAreTenDifferentCodesWithoutLookAlikes() {
        assertThat(RecoveryCodes.create())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}"));
    }

    @Test
    void aCodeIsReadHoweverItIsTyped() {
        String code = "k7x0-1d9q-a2vf-8h4n";
        String stored = RecoveryCodes.hash(maria, code).orElseThrow();

        for (String typed :
                new String[] {
                    code.toUpperCase(Locale.ROOT), "k7x01d9qa2vf8h4n", " k7xo-ld9q a2vf-8h4n "
                }) {
            assertThat(RecoveryCodes.hash(maria, typed)).hasValue(stored);
        }
    }

    @Test
    void whatIsStoredTellsNeitherTheCodeNorAnotherUserOfTheSameCode() {
        String code = RecoveryCodes.create().getFirst();

        assertThat(RecoveryCodes.hash(maria, code).orElseThrow())
                .hasSize(64)
                .isNotEqualTo(RecoveryCodes.hash(UserId.next(), code).orElseThrow());
    }

    @Test
    void whatIsNoCodeIsNotLookedUp() {
        for (String typed : new String[] {"", "k7x0", "u7x0-1d9q-a2vf-8h4n", "0".repeat(100_000)}) {
            assertThat(RecoveryCodes.hash(maria, typed)).isEmpty();
        }
    }
}
