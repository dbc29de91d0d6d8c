package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The personal mailboxes of the users of a job, and which of them whoever started it may change.
 */
@Component
class ManyMailboxes {

    private final MailboxRepository repository;
    private final Memberships memberships;

    ManyMailboxes(MailboxRepository repository, Memberships memberships) {
        this.repository = repository;
        this.memberships = memberships;
    }

    /**
     * @param known locked, by the order of their ids
     * @param above of users whose rights go beyond the actor's
     */
    record Judged(Map<MailboxId, Mailbox> known, Set<UserId> above) {

        /** Nothing where the mailbox may be changed. */
        Optional<Outcome> against(Item item) {
            Mailbox mailbox = known.get(mailbox(item));
            if (mailbox == null || !mailbox.personal()) {
                return Optional.of(
                        Outcome.skipped(item, "mailboxes.none", "This user has no mailbox."));
            }
            if (mailbox.archived()) {
                return Optional.of(
                        Outcome.skipped(item, "mailboxes.user-deleted", "The user is deleted."));
            }
            return above.contains(mailbox.id().user())
                    ? Optional.of(
                            Outcome.skipped(
                                    item,
                                    "mailboxes.higher-rights",
                                    "The rights of this user go beyond yours."))
                    : Optional.empty();
        }

        Mailbox of(Item item) {
            return Optional.ofNullable(known.get(mailbox(item))).orElseThrow();
        }
    }

    /** Nobody else changes them before the transaction ends. */
    Judged lock(OrganizationScope scope, Collection<Item> items) {
        List<MailboxId> ids = items.stream().map(ManyMailboxes::mailbox).toList();
        Map<MailboxId, Mailbox> known = repository.lockAll(scope, ids);
        return new Judged(
                known,
                memberships.above(
                        scope,
                        known.keySet().stream().map(MailboxId::user).collect(Collectors.toSet())));
    }

    static MailboxId mailbox(Item item) {
        return MailboxId.of(new UserId(item.subject()));
    }

    static Outcome already(Item item) {
        return Outcome.unchanged(item, "mailboxes.already", "It is so already.");
    }
}
