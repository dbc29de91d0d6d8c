package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.access.PasskeySettings.RelyingParty;
import io.muster.kernel.Refusal;
import io.muster.testing.FuzzedText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** What browsers and authenticators answer, or what pretends to be one of them. */
class PasskeyFuzzTests {

    private static final PasskeyVerification VERIFICATION = new PasskeyVerification();
    private static final RelyingParty PARTY =
            new RelyingParty("muster.example", "https://muster.example");
    private static final byte[] CHALLENGE = new byte[32];
    private static final byte[] CLIENT =
            """
            {"type":"webauthn.create","challenge":"%s","origin":"https://muster.example"}
            """
                    .formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(CHALLENGE))
                    .getBytes(StandardCharsets.UTF_8);

    @FuzzTest
    void whatABrowserSaysOfAPasskeyIsOctetsOrRefused(byte[] octets) {
        String text = FuzzedText.of(octets);
        var answer =
                new PasskeyAnswer(
                        text,
                        new PasskeyAnswer.PasskeyResponse(
                                text, text, List.of(text), text, text, text));
        for (Supplier<byte[]> part :
                List.<Supplier<byte[]>>of(
                        answer::credentialId,
                        answer::clientData,
                        answer::attestation,
                        answer::authenticatorData,
                        answer::signature,
                        answer::userHandle)) {
            try {
                assertThat(part.get()).hasSizeLessThanOrEqualTo(65_536);
            } catch (Refusal refusal) {
                assertThat(refusal.problem().status()).isEqualTo(422);
            }
        }
        assertThat(answer.transports()).hasSizeLessThanOrEqualTo(6);
    }

    @FuzzTest
    void anAttestationIsAPasskeyOrNone(byte[] octets) {
        VERIFICATION
                .made(PARTY, CHALLENGE, octets, CLIENT)
                .ifPresent(made -> {
                    assertThat(made.publicKey()).isNotEmpty();
                    assertThat(made.signatureCount()).isNotNegative();
                });
        assertThat(VERIFICATION.made(PARTY, new byte[16], octets, CLIENT))
                .as("answers to another question")
                .isEmpty();
    }

    @DictionaryEntries({"type", "webauthn.create", "challenge", "origin", "crossOrigin"})
    @FuzzTest
    void whatThePageOfAPasskeySaysIsCheckedOrRefused(byte[] octets) {
        assertThat(VERIFICATION.made(PARTY, CHALLENGE, new byte[] {(byte) 0xA0}, octets)).isEmpty();
    }
}
