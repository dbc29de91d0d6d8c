package io.muster.users;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user who leaves, as each part of his offboarding has to know him.
 *
 * @param mailUntil until when mail is accepted; null: without end
 * @param successor null where there is none
 */
public record Leaver(
        UserId user,
        String account,
        MailWish mail,
        @Nullable Instant mailUntil,
        @Nullable Successor successor) {

    /** What becomes of mail for somebody who left. */
    public enum MailWish {
        /** It is refused. */
        CLOSED,
        /** It stays in the mailbox. */
        ACCEPTED,
        /** It stays in the mailbox and goes on to the successor. */
        FORWARDED
    }

    /**
     * Who takes over.
     *
     * @param address null for somebody without one
     */
    public record Successor(UserId user, String name, @Nullable EmailAddress address) {}
}
