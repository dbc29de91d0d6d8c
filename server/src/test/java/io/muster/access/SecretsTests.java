package io.muster.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.muster.kernel.Ids;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTests {

    private static final byte[] SEED = "the seed of a second factor".getBytes(UTF_8);

    private final UUID row = Ids.next();
    private final Secrets secrets = new Secrets(key(7));

    private static byte[] key(int octet) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) octet);
        return key;
    }

    @Test
    void whatIsSealedOpensWithTheSameInstanceKey() {
        String sealed = secrets.seal(SEED, "totp", row);

        assertThat(sealed).startsWith("v1.").doesNotContain("seed");
        assertThat(new Secrets(key(7)).open(sealed, "totp", row)).isEqualTo(SEED);
    }

    @Test
    void theSameSecretIsNeverSealedToTheSameText() {
        assertThat(secrets.seal(SEED, "totp", row)).isNotEqualTo(secrets.seal(SEED, "totp", row));
    }

    @Test
    void itDoesNotOpenInAnotherRowForAnotherPurposeOrWithAnotherKey() {
        String sealed = secrets.seal(SEED, "totp", row);

        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.open(sealed, "totp", Ids.next()));
        assertThatIllegalStateException().isThrownBy(() -> secrets.open(sealed, "relay", row));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secrets(key(8)).open(sealed, "totp", row));
    }

    @Test
    void itDoesNotOpenWhenItWasChanged() {
        String sealed = secrets.seal(SEED, "totp", row);
        for (int i = 3; i < sealed.length(); i += 7) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThatIllegalStateException().isThrownBy(() -> secrets.open(changed, "totp", row));
        }
        for (String changed :
                new String[] {"", "v1.", "v2." + sealed, "v1.AAAA", "v1.not base64"}) {
            assertThatIllegalStateException().isThrownBy(() -> secrets.open(changed, "totp", row));
        }
    }

    @Test
    void aShortInstanceKeyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Secrets(new byte[31]));
    }
}
