package io.muster.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 random bytes of this installation that stand outside its database. Nothing uses them
 * directly: every purpose derives its own key, so that one that leaks opens no other.
 */
public final class InstanceKey {

    /** The length of the key and of every key derived from it, in bytes. */
    public static final int LENGTH = 32;

    private final byte[] secret;

    public InstanceKey(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("an instance key has 32 bytes");
        }
        this.secret = secret.clone();
    }

    /**
     * The key for a purpose: HMAC-SHA256 of its name (RFC 2104), 32 bytes, the same at every start.
     */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Tells nothing of the key. */
    @Override
    public String toString() {
        return "InstanceKey[secret]";
    }
}
