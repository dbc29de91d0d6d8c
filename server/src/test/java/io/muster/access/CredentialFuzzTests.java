package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.kernel.UserId;
import io.muster.testing.FuzzedText;
import java.util.List;
import java.util.UUID;

/** What strangers show to be let in. */
class CredentialFuzzTests {

    private static final UserId USER = new UserId(new UUID(0, 1));
    private static final PasswordRules RULES = new PasswordRules(CommonPasswords.shipped());

    @DictionaryEntries({"mst_", "mse_", "mdv_"})
    @FuzzTest
    void aTextIsATokenOfOneKindAtMost(byte[] octets) {
        String text = FuzzedText.of(octets);
        assertThat(List.of(Tokens.Kind.values()))
                .filteredOn(kind -> Tokens.hash(kind, text).isPresent())
                .hasSizeLessThanOrEqualTo(1);
    }

    @FuzzTest
    void aRecoveryCodeIsReadHoweverItIsTypedOrRefused(byte[] octets) {
        String text = FuzzedText.of(octets);
        RecoveryCodes.hash(USER, text)
                .ifPresent(hash -> {
                    assertThat(hash).matches("[0-9a-f]{64}");
                    String typed = text.replaceAll("[\\s-]", "");
                    assertThat(RecoveryCodes.hash(USER, typed)).contains(hash);
                    assertThat(RecoveryCodes.hash(new UserId(new UUID(0, 2)), text))
                            .get()
                            .isNotEqualTo(hash);
                });
    }

    @FuzzTest
    void aPasswordGetsOneVerdictInBothNormalForms(byte[] octets) {
        String text = FuzzedText.of(octets);
        var context = new PasswordRules.Context("maria", List.of("Maria"), false, _ -> false);
        assertThat(RULES.check(PasswordPolicy.STANDARD, text, context))
                .isEqualTo(
                        RULES.check(PasswordPolicy.STANDARD, PasswordHashes.normal(text), context));
    }
}
