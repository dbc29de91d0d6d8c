package io.muster.access;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * What a browser is asked for, in the form that {@code PublicKeyCredential} takes from JSON
 * (WebAuthn Level 3, 5.1.10). Octets are written in base64url.
 */
final class PasskeyOptions {

    /** How long the browser waits for the user; the question itself is good for as long. */
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** RFC 9053 and RFC 8812: EdDSA, ES256, RS256. The first that an authenticator can is taken. */
    static final List<Integer> ALGORITHMS = List.of(-8, -7, -257);

    private static final String TYPE = "public-key";

    private PasskeyOptions() {}

    record PasskeyParty(String id, String name) {}

    record PasskeyUser(String id, String name, String displayName) {}

    record PasskeyAlgorithm(String type, int alg) {}

    record PasskeyDescriptor(String type, String id, List<String> transports) {}

    record PasskeySelection(
            String residentKey, boolean requireResidentKey, String userVerification) {}

    /** For a new passkey. */
    record PasskeyCreation(
            PasskeyParty rp,
            PasskeyUser user,
            String challenge,
            List<PasskeyAlgorithm> pubKeyCredParams,
            long timeout,
            List<PasskeyDescriptor> excludeCredentials,
            PasskeySelection authenticatorSelection,
            String attestation) {}

    /**
     * For a sign-in.
     *
     * @param allowCredentials empty where the user isn't known yet: the browser offers what it has
     */
    record PasskeyRequest(
            String challenge,
            long timeout,
            String rpId,
            List<PasskeyDescriptor> allowCredentials,
            String userVerification) {}

    static PasskeyCreation creation(
            PasskeySettings.RelyingParty party,
            AccountRepository.Account account,
            String name,
            byte[] challenge,
            List<PasskeyRepository.Passkey> present) {
        return new PasskeyCreation(
                new PasskeyParty(party.id(), "Muster"),
                new PasskeyUser(text(handle(account.user().value())), name, account.displayName()),
                text(challenge),
                ALGORITHMS.stream().map(number -> new PasskeyAlgorithm(TYPE, number)).toList(),
                TIMEOUT.toMillis(),
                present.stream().map(PasskeyOptions::descriptor).toList(),
                new PasskeySelection("required", true, "required"),
                "none");
    }

    static PasskeyRequest request(
            PasskeySettings.RelyingParty party,
            byte[] challenge,
            List<PasskeyRepository.Passkey> allowed) {
        return new PasskeyRequest(
                text(challenge),
                TIMEOUT.toMillis(),
                party.id(),
                allowed.stream().map(PasskeyOptions::descriptor).toList(),
                "required");
    }

    /** What an authenticator knows the user by: his id, which says nothing about him. */
    static byte[] handle(UUID user) {
        return ByteBuffer.allocate(16)
                .putLong(user.getMostSignificantBits())
                .putLong(user.getLeastSignificantBits())
                .array();
    }

    private static PasskeyDescriptor descriptor(PasskeyRepository.Passkey passkey) {
        return new PasskeyDescriptor(TYPE, text(passkey.credentialId()), passkey.transports());
    }

    private static String text(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
