package io.muster.notifications;

import io.muster.kernel.EmailAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP relay through which mails leave.
 *
 * @param account the name to sign in with, empty to send without signing in
 * @param password null when none is set
 * @param senderAddress stands as From and in the envelope
 */
record RelaySettings(
        UUID id,
        String host,
        int port,
        RelaySecurity security,
        String account,
        @Nullable String password,
        EmailAddress senderAddress,
        String senderName,
        int version) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "RelaySettings[" + host + ":" + port + "]";
    }
}
