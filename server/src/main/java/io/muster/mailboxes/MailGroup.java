package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import java.time.Instant;

/**
 * An address whose mail goes to many, each of whom gets it once.
 *
 * @param members those it names itself, not those of groups in it
 */
public record MailGroup(
        MailGroupId id,
        OrganizationId organization,
        String name,
        EmailAddress address,
        Writers writers,
        long members,
        Version version,
        Instant createdAt) {

    /** How many mailboxes and addresses a group reaches at most, over the groups in it too. */
    public static final int MOST_MEMBERS = 1000;

    /** Who may write to a group. */
    public enum Writers {
        /** Everybody, strangers too. */
        ANYONE,
        /** Users of the organization who signed in to send. */
        ORGANIZATION,
        /** Users who signed in to send and whom the group reaches. */
        MEMBERS
    }
}
