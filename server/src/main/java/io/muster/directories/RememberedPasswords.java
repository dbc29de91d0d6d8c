package io.muster.directories;

import io.muster.access.SessionsEnded;
import io.muster.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Right passwords of programs that give them each time, for a short while, as codes that only this
 * process can make. Forgotten with the user's sessions, and with each change of his directory.
 */
@Component
class RememberedPasswords {

    private static final int MOST = 100_000;
    private static final String CODE = "HmacSHA256";

    private final Map<UserId, Remembered> byUser = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final long nanos;

    RememberedPasswords(PasswordCheckSettings settings) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, CODE);
        this.nanos = settings.rememberPasswords().toNanos();
    }

    /**
     * @param since when, by the clock of the process
     */
    private record Remembered(byte[] code, long since) {}

    /** Whether this password was right a short while ago. */
    boolean knows(UserId user, Directory directory, String password) {
        Remembered remembered = byUser.get(user);
        return remembered != null
                && System.nanoTime() - remembered.since() < nanos
                && MessageDigest.isEqual(remembered.code(), code(user, directory, password));
    }

    void remember(UserId user, Directory directory, String password) {
        if (nanos == 0) {
            return;
        }
        if (byUser.size() >= MOST) {
            byUser.clear();
        }
        byUser.put(user, new Remembered(code(user, directory, password), System.nanoTime()));
    }

    void forget(UserId user) {
        byUser.remove(user);
    }

    @EventListener
    void forget(SessionsEnded ended) {
        ended.users().forEach(byUser::remove);
    }

    /** The version of the directory is in it, so nothing outlives a change of its settings. */
    private byte[] code(UserId user, Directory directory, String password) {
        try {
            Mac mac = Mac.getInstance(CODE);
            mac.init(key);
            return mac.doFinal(
                    (user
                                    + " "
                                    + directory.id()
                                    + " "
                                    + directory.version().number()
                                    + " "
                                    + password)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
