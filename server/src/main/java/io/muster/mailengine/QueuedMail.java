package io.muster.mailengine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one recipient at another server.
 *
 * @param id of the message for that recipient
 * @param sender of the envelope
 * @param octets of the message
 * @param givenUp whether an administrator ended the attempts
 * @param attempts begun so far
 * @param nextAttemptAt null once it is settled or while it is under way
 * @param status the code of RFC 3463 in the last answer; empty before the first one
 * @param answer what the other side said last, or why none was reached
 * @param settledAt when it was taken or failed for good
 */
record QueuedMail(
        UUID id,
        String sender,
        String recipient,
        long octets,
        State state,
        boolean givenUp,
        int attempts,
        @Nullable Instant nextAttemptAt,
        String status,
        String answer,
        Instant createdAt,
        @Nullable Instant settledAt) {

    enum State {
        /** It waits for its (next) attempt. */
        QUEUED,
        /** An attempt is under way. */
        SENDING,
        /** The other side has taken it. */
        SENT,
        /** It was refused, tried for too long, or given up; its sender was told. */
        FAILED
    }
}
