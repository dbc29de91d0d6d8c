package io.muster.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.muster.kernel.Problem;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser makes of options (WebAuthn Level 3, 5.1: {@code PublicKeyCredential.toJSON()}), of
 * which only what is used is read. Octets are written in base64url.
 *
 * @param id of the passkey, at most 1,023 octets
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PasskeyAnswer(String id, PasskeyResponse response) {

    /** WebAuthn Level 3, 5.8.3: a credential's id has at most 1,023 octets. */
    private static final int LONGEST_ID = 1_023;

    private static final int LONGEST = 65_536;

    /**
     * @param attestationObject of a new passkey only
     * @param authenticatorData of a sign-in only, as are {@code signature} and {@code userHandle}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PasskeyResponse(
            String clientDataJSON,
            @Nullable String attestationObject,
            @Nullable List<String> transports,
            @Nullable String authenticatorData,
            @Nullable String signature,
            @Nullable String userHandle) {}

    byte[] credentialId() {
        return octets("credential.id", id, LONGEST_ID);
    }

    byte[] clientData() {
        return octets("credential.response.clientDataJSON", response.clientDataJSON(), LONGEST);
    }

    byte[] attestation() {
        return octets(
                "credential.response.attestationObject", response.attestationObject(), LONGEST);
    }

    byte[] authenticatorData() {
        return octets(
                "credential.response.authenticatorData", response.authenticatorData(), LONGEST);
    }

    byte[] signature() {
        return octets("credential.response.signature", response.signature(), LONGEST);
    }

    /** Empty where the authenticator gives none. */
    byte[] userHandle() {
        return response.userHandle() == null
                ? new byte[0]
                : octets("credential.response.userHandle", response.userHandle(), 64);
    }

    /** As far as they are known by name (WebAuthn Level 3, 5.8.4); they only help the browser. */
    List<String> transports() {
        return response.transports() == null
                ? List.of()
                : response.transports().stream()
                        .filter(
                                List.of("usb", "nfc", "ble", "smart-card", "hybrid", "internal")
                                        ::contains)
                        .distinct()
                        .toList();
    }

    private static byte[] octets(String field, @Nullable String text, int most) {
        if (text == null) {
            throw Problem.invalid(field, "required", "This is missing.").refusal();
        }
        if (text.length() > most * 2) {
            throw Problem.invalid(field, "length", "This is too long.").refusal();
        }
        try {
            byte[] octets = Base64.getUrlDecoder().decode(text);
            if (octets.length <= most) {
                return octets;
            }
        } catch (IllegalArgumentException _) {
            throw Problem.invalid(field, "form", "This is not base64url.").refusal();
        }
        throw Problem.invalid(field, "length", "This is too long.").refusal();
    }
}
