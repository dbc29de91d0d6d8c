package io.muster.mailboxes;

import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;

/**
 * Whose folders they are: a user's, who has the id of his personal mailbox, or a shared mailbox's.
 *
 * @param organization to which the mail belongs: the home of the user
 */
public record MailboxOwner(MailboxId mailbox, OrganizationId organization) {

    public MailboxOwner(UserId user, OrganizationId organization) {
        this(MailboxId.of(user), organization);
    }

    /** The user, where it is one's. */
    public UserId user() {
        return mailbox.user();
    }
}
