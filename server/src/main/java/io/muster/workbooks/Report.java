package io.muster.workbooks;

import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxGifts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report on users.
 *
 * @param running whether its job is at work
 * @param selected whether it is for some users, not for all
 * @param rows how many users are in it by now
 * @param steps how many blocks there may be of each sheet
 */
record Report(
        UUID id,
        JobId job,
        UserId createdBy,
        Instant createdAt,
        boolean running,
        boolean selected,
        long rows,
        @Nullable UserId lastUser,
        long steps,
        Head head) {

    /** So long whoever asked for it can fetch it. */
    static final Duration KEPT = Duration.ofDays(7);

    Instant keptUntil() {
        return createdAt.plus(KEPT);
    }

    /** What is the same for all of its rows, as it was when it was asked for. */
    record Head(Offer offer) {

        List<MailboxGifts.Named> mailboxes() {
            return offer.mailboxes();
        }
    }

    /** What is told of one user; each is a row of Users, and of Account where he holds anything. */
    record Row(List<String> cells, String roles, String permissions) {}

    /** What one user was given on one mailbox. */
    record MailboxRow(String address, String roles, String permissions) {}
}
