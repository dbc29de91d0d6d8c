package io.muster.mailboxes;

import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose folders they are: a user's, who has the id of his personal mailbox, or a shared mailbox's.
 *
 * @param organization to which the mail belongs: the home of the user
 * @param homeOnly whether somebody else acts with his account, whom no other organization gave
 *     anything: then nothing is open that he has as a guest. It tells how he came in, not who he
 *     is, and so makes no other owner of him
 */
public record MailboxOwner(MailboxId mailbox, OrganizationId organization, boolean homeOnly) {

    public MailboxOwner(MailboxId mailbox, OrganizationId organization) {
        this(mailbox, organization, false);
    }

    public MailboxOwner(UserId user, OrganizationId organization) {
        this(MailboxId.of(user), organization);
    }

    /** The same, who sees and uses nothing outside of his home. */
    public MailboxOwner atHomeOnly() {
        return new MailboxOwner(mailbox, organization, true);
    }

    /** The user, where it is one's. */
    public UserId user() {
        return mailbox.user();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailboxOwner owner
                && mailbox.equals(owner.mailbox)
                && organization.equals(owner.organization);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mailbox, organization);
    }
}
