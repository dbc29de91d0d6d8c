package io.muster.access;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import io.muster.access.PasskeySettings.RelyingParty;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Checks what authenticators answer (WebAuthn Level 3, 7.1 and 7.2). The user must have shown
 * himself to his authenticator, by finger, face or PIN: that makes a passkey two factors in one.
 */
@Component
class PasskeyVerification {

    private static final List<PublicKeyCredentialParameters> ALGORITHMS =
            PasskeyOptions.ALGORITHMS.stream()
                    .map(number ->
                            new PublicKeyCredentialParameters(
                                    PublicKeyCredentialType.PUBLIC_KEY,
                                    COSEAlgorithmIdentifier.create(number)))
                    .toList();

    private final ObjectConverter converter = new ObjectConverter();

    // Which maker's authenticator it is doesn't matter here, so statements about it aren't asked
    // for (attestation "none").
    private final WebAuthnManager manager =
            WebAuthnManager.createNonStrictWebAuthnManager(converter);

    /** What is kept of a passkey that was made just now. */
    record Made(
            byte[] credentialId,
            byte[] publicKey,
            long signatureCount,
            boolean backupEligible,
            boolean backedUp) {}

    /** What an authenticator said of itself at a sign-in. */
    record Shown(long signatureCount, boolean backedUp) {}

    /** Nothing where the answer can't be read or doesn't fit the question. */
    Optional<Made> made(RelyingParty party, byte[] challenge, byte[] attestation, byte[] client) {
        try {
            RegistrationData data =
                    manager.verify(
                            new RegistrationRequest(attestation, client),
                            new RegistrationParameters(
                                    server(party, challenge), ALGORITHMS, true, true));
            var object = data.getAttestationObject();
            AttestedCredentialData credential =
                    object == null
                            ? null
                            : object.getAuthenticatorData().getAttestedCredentialData();
            if (object == null || credential == null) {
                return Optional.empty();
            }
            AuthenticatorData<?> said = object.getAuthenticatorData();
            return Optional.of(
                    new Made(
                            credential.getCredentialId(),
                            converter.getCborMapper().writeValueAsBytes(credential.getCOSEKey()),
                            said.getSignCount(),
                            said.isFlagBE(),
                            said.isFlagBS()));
        } catch (WebAuthnException | JacksonException _) {
            return Optional.empty();
        }
    }

    /** Nothing where it is not that passkey's answer to this question, or a copy of it was used. */
    Optional<Shown> shown(
            RelyingParty party,
            byte[] challenge,
            PasskeyRepository.Passkey passkey,
            PasskeyAnswer answer) {
        try {
            RegistrationData made =
                    manager.parse(
                            new RegistrationRequest(passkey.attestation(), passkey.clientData()));
            var object = made.getAttestationObject();
            if (object == null) {
                return Optional.empty();
            }
            var known =
                    new CredentialRecordImpl(
                            object,
                            made.getCollectedClientData(),
                            made.getClientExtensions(),
                            made.getTransports());
            known.setCounter(passkey.signatureCount());
            known.setBackedUp(passkey.backedUp());
            AuthenticationData data =
                    manager.verify(
                            new AuthenticationRequest(
                                    passkey.credentialId(),
                                    answer.authenticatorData(),
                                    answer.clientData(),
                                    answer.signature()),
                            new AuthenticationParameters(
                                    server(party, challenge),
                                    known,
                                    List.of(passkey.credentialId()),
                                    true,
                                    true));
            AuthenticatorData<?> said = data.getAuthenticatorData();
            return said == null
                    ? Optional.empty()
                    : Optional.of(new Shown(said.getSignCount(), said.isFlagBS()));
        } catch (WebAuthnException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static ServerProperty server(RelyingParty party, byte[] challenge) {
        return ServerProperty.builder()
                .origin(Origin.create(party.origin()))
                .rpId(party.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }
}
