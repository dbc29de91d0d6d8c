package io.muster.mailengine;

import java.time.Clock;
import java.time.Duration;

/**
 * How many somebody reaches through groups. He names one recipient and a thousand get it, so what
 * is counted of recipients doesn't bound it.
 *
 * @param inboxes members here, by user or by the network of a stranger
 * @param recipients whom a user writes to; members outside are among them
 * @param mostOutside so many of those are counted of one message: a large group takes half of what
 *     a user has, and however little that is, he can write to it
 */
record GroupPace(Throttle inboxes, Throttle recipients, int mostOutside) {

    /**
     * @param recipients of users, so many in an hour
     */
    static GroupPace of(Throttle recipients, int perHour, Clock clock) {
        // One message to the largest group there may be goes through at any rate.
        return new GroupPace(
                new Throttle(Submission.Envelope.MOST_INBOXES, Duration.ofMinutes(1), clock),
                recipients,
                perHour / 2);
    }

    /** Counts the members whom the message reaches; whether they are within the limits. */
    boolean admits(String who, Submission.Envelope envelope) {
        int here = envelope.through().size();
        int outside = Math.min(envelope.membersOutside(), mostOutside);
        return (here == 0 || inboxes.admits(who, here))
                && (outside == 0 || recipients.admits(who, outside));
    }
}
