package io.muster.access;

import io.muster.testing.Browser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authenticator with one passkey, and the browser around it: makes real keys and signs with them
 * as WebAuthn Level 3, 6 says.
 */
final class TestAuthenticator {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final KeyPair keys;
    private final byte[] id = new byte[32];
    private String origin;
    private byte[] user = new byte[0];
    private boolean verifying = true;
    private int count;

    TestAuthenticator(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** From now on in a page of another address. */
    TestAuthenticator at(String other) {
        origin = other;
        return this;
    }

    /** From now on without asking for finger, face or PIN. */
    TestAuthenticator unverified() {
        verifying = false;
        return this;
    }

    /** As a copy made earlier would count. */
    TestAuthenticator countingFrom(int number) {
        count = number;
        return this;
    }

    /** The answer to options for a new passkey. */
    Map<String, Object> created(Browser.Answer asked) {
        JsonNode options = asked.json().at("/options");
        user = Base64.getUrlDecoder().decode(options.at("/user/id").asString());
        byte[] data = authenticatorData(options.at("/rp/id").asString(), ATTESTED, attested());
        byte[] object =
                joined(
                        octets(0xA3, 0x63),
                        text("fmt"),
                        octets(0x64),
                        text("none"),
                        octets(0x67),
                        text("attStmt"),
                        octets(0xA0, 0x68),
                        text("authData"),
                        octets(0x59, data.length >> 8, data.length & 0xFF),
                        data);
        return credential(
                Map.of(
                        "clientDataJSON", encoded(clientData("webauthn.create", options)),
                        "attestationObject", encoded(object),
                        "transports", List.of("internal")));
    }

    /** The answer to options for a sign-in. */
    Map<String, Object> shown(Browser.Answer asked) {
        JsonNode options = asked.json().at("/options");
        count++;
        byte[] data = authenticatorData(options.at("/rpId").asString(), 0, new byte[0]);
        byte[] client = clientData("webauthn.get", options);
        return credential(
                Map.of(
                        "clientDataJSON", encoded(client),
                        "authenticatorData", encoded(data),
                        "signature", encoded(signed(joined(data, sha256(client)))),
                        "userHandle", encoded(user)));
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        Map<String, Object> credential = new LinkedHashMap<>();
        credential.put("id", encoded(id));
        credential.put("rawId", encoded(id));
        credential.put("type", "public-key");
        credential.put("response", response);
        return credential;
    }

    private byte[] clientData(String type, JsonNode options) {
        return JSON.writeValueAsBytes(
                Map.of(
                        "type",
                        type,
                        "challenge",
                        options.at("/challenge").asString(),
                        "origin",
                        origin,
                        "crossOrigin",
                        false));
    }

    private byte[] authenticatorData(String party, int flags, byte[] rest) {
        int all = flags | USER_PRESENT | (verifying ? USER_VERIFIED : 0);
        return joined(
                sha256(text(party)),
                octets(all),
                ByteBuffer.allocate(4).putInt(count).array(),
                rest);
    }

    /** AAGUID, id and public key (COSE, RFC 9053 7.1.1: EC2, ES256, P-256). */
    private byte[] attested() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return joined(
                new byte[16],
                octets(0, id.length),
                id,
                octets(0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
                coordinate(point.getAffineX().toByteArray()),
                octets(0x22, 0x58, 0x20),
                coordinate(point.getAffineY().toByteArray()));
    }

    private static byte[] coordinate(byte[] number) {
        byte[] whole = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, whole, 32 - length, length);
        return whole;
    }

    private byte[] signed(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] octets(int... numbers) {
        byte[] octets = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            octets[i] = (byte) numbers[i];
        }
        return octets;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String encoded(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
