package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.MailboxId;
import io.muster.roles.Memberships;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps administrators from the mail of those above them: whoever could name himself as the target
 * of an owner's mail would read the link by which the owner sets a new password.
 */
@Component
class MailboxGuard {

    private final MailboxRepository mailboxes;
    private final Memberships memberships;

    MailboxGuard(MailboxRepository mailboxes, Memberships memberships) {
        this.mailboxes = mailboxes;
        this.memberships = memberships;
    }

    /** The mailbox, as nobody else changes it before the transaction ends, or why not. */
    sealed interface Judged {
        record Free(Mailbox mailbox) implements Judged {}

        record Refused(MailboxRule broken) implements Judged {}
    }

    Judged lock(OrganizationScope scope, MailboxId id) {
        Optional<Mailbox> found = mailboxes.lock(scope, id);
        if (found.isEmpty()) {
            return new Judged.Refused(MailboxRule.GONE);
        }
        Mailbox mailbox = found.get();
        if (mailbox.isOfDeletedUser()) {
            return new Judged.Refused(MailboxRule.OF_DELETED_USER);
        }
        return mailbox.personal() && !memberships.above(scope, List.of(id.user())).isEmpty()
                ? new Judged.Refused(MailboxRule.OUTRANKED)
                : new Judged.Free(mailbox);
    }
}
