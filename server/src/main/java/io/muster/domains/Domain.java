package io.muster.domains;

import io.muster.kernel.DomainName;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A domain in the list of an organization.
 *
 * @param askedBy who began the proof; null when nobody did
 * @param verifiedAt null while it is unverified
 * @param lastCheckedAt null before the first look for its record
 * @param lastFinding what that look came to; null before the first one has ended
 * @param nextCheckAt when the server looks by itself; null while it doesn't
 * @param givesUpAt until when it looks for the record of an unverified one; null before that began
 * @param missed on how many daily looks in a row the record was gone
 */
record Domain(
        DomainId id,
        DomainState state,
        Proof proof,
        Version version,
        Instant addedAt,
        @Nullable UserId askedBy,
        @Nullable Instant verifiedAt,
        @Nullable Instant lastCheckedAt,
        @Nullable Finding lastFinding,
        @Nullable Instant nextCheckAt,
        @Nullable Instant givesUpAt,
        int missed) {

    /** How long the server looks for the record of an unverified domain. */
    static final Duration PATIENCE = Duration.ofDays(3);

    static final Duration PAUSE = Duration.ofMinutes(1);

    /** How far the proof is. */
    enum Verification {
        NOT_STARTED,
        /** The server looks for the record by itself. */
        RUNNING,
        /** It wasn't there for 72 hours; it has to be started again. */
        EXPIRED,
        DONE
    }

    DomainName name() {
        return proof.domain();
    }

    boolean verified() {
        return state != DomainState.UNVERIFIED;
    }

    Verification verification() {
        if (verified()) {
            return Verification.DONE;
        }
        if (givesUpAt == null) {
            return Verification.NOT_STARTED;
        }
        return nextCheckAt == null ? Verification.EXPIRED : Verification.RUNNING;
    }

    /** When somebody may have it looked for again. */
    Instant checkableFrom() {
        return lastCheckedAt == null ? Instant.MIN : lastCheckedAt.plus(PAUSE);
    }
}
