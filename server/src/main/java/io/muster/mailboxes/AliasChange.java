package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.JobId;
import io.muster.users.MailAddresses;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of aliases of many users.
 *
 * @param job whose users may want the same alias; null in an undo
 * @param dryRun nothing is written
 */
record AliasChange(
        OrganizationScope scope, @Nullable JobId job, AliasWork.Way way, boolean dryRun) {

    /**
     * What a mailbox has to say against it by itself; nothing where it may be changed.
     *
     * @param own the aliases that it has
     */
    Optional<Outcome> against(
            Item item, Mailbox mailbox, List<EmailAddress> own, EmailAddress alias) {
        boolean has = own.contains(alias) || mailbox.address().equals(alias);
        return switch (way) {
            case ADD -> {
                if (has) {
                    yield Optional.of(ManyMailboxes.already(item));
                }
                yield own.size() < MailAddresses.MOST_ALIASES
                        ? Optional.empty()
                        : Optional.of(
                                Outcome.skipped(
                                        item,
                                        "mailboxes.too-many-aliases",
                                        "This mailbox has %d aliases already, which is the most."
                                                .formatted(MailAddresses.MOST_ALIASES)));
            }
            case REMOVE ->
                    own.contains(alias)
                            ? Optional.empty()
                            : Optional.of(ManyMailboxes.already(item));
        };
    }
}
