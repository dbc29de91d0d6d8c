package io.muster.mailboxes;

import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.Version;
import java.time.Instant;

/**
 * A named set of mailboxes, by which they are found. It gives nobody any right.
 *
 * @param name 1 to 64 characters, of no other group of the organization, whatever the case
 * @param mailboxes how many are in it
 */
record MailboxGroup(
        MailboxGroupId id, String name, long mailboxes, Version version, Instant createdAt) {

    /** How many an organization has at most, so that all of them are offered to choose from. */
    static final int MOST = 500;

    /** A group as it is named on its mailboxes. */
    record Named(MailboxGroupId id, String name) {}
}
