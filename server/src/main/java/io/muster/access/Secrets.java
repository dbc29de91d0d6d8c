package io.muster.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts what must be readable again, such as the seed of a second factor or the password of
 * another system, with AES-256-GCM (NIST SP 800-38D). The key is derived from the instance's key
 * file, which is kept outside the database: a copy of the database alone gives nothing away.
 *
 * <p>A sealed text belongs to its purpose and row: put into another row it doesn't open.
 */
public final class Secrets {

    /** The version of the sealed form; a later one gets another prefix. */
    private static final String PREFIX = "v1.";

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST_KEY = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    /**
     * @param instanceKey the octets of the instance's key file, at least 32, from a good source
     */
    Secrets(byte[] instanceKey) {
        if (instanceKey.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("the instance key has at least 32 octets");
        }
        try {
            // RFC 5869: one key file serves several uses without one telling of another.
            this.key =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveKey(
                                    "AES",
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(instanceKey)
                                            .thenExpand(octets("muster secrets v1"), 32));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * @param purpose what the secret is for, the same word at every use: {@code totp}
     * @param id of the row that keeps it
     */
    public String seal(byte[] secret, String purpose, UUID id) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, purpose, id);
            byte[] sealed = cipher.doFinal(secret);
            byte[] whole =
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array();
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * @throws IllegalStateException when the text was changed, belongs to another purpose or row,
     *     or was sealed with another instance's key
     */
    public byte[] open(String sealed, String purpose, UUID id) {
        if (!sealed.startsWith(PREFIX)) {
            throw new IllegalStateException("a secret of an unknown form");
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
            if (whole.length < NONCE_LENGTH + TAG_BITS / 8) {
                throw new IllegalStateException("a secret is cut off");
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE_LENGTH);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, purpose, id);
            return cipher.doFinal(whole, NONCE_LENGTH, whole.length - NONCE_LENGTH);
        } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(
                    "a secret can't be read with this instance's key", unreadable);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose, UUID id)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(octets(PREFIX + purpose + "/" + id));
        return cipher;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
