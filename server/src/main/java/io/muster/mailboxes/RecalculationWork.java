package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts anew what is in the mailboxes of users, and puts right what the folders and the list say.
 * The outcome of each says the old figure and the new one.
 */
@Component
class RecalculationWork implements ItemWork {

    static final String KIND = "mailboxes.recalculate-usage";

    private final MailboxRepository repository;
    private final MailEngine engine;
    private final AuditLog audit;

    RecalculationWork(MailboxRepository repository, MailEngine engine, AuditLog audit) {
        this.repository = repository;
        this.engine = engine;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.MAILBOXES_STORAGE;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        Map<MailboxId, Mailbox> mailboxes =
                repository.all(scope, items.stream().map(RecalculationWork::mailbox).toList());
        Map<Item, MailEngine.Recount> recounts = new HashMap<>();
        // In the order in which whoever delivers to several takes their folders, as far as it goes.
        items.stream()
                .filter(item -> mailboxes.containsKey(mailbox(item)))
                .sorted(Comparator.comparing(Item::subject))
                .forEach(item -> recounts.put(item, engine.recount(scope, mailbox(item))));
        return items.stream()
                .map(item -> {
                    MailEngine.Recount recount = recounts.get(item);
                    return recount == null
                            ? Outcome.skipped(item, "mailboxes.none", "This user has no mailbox.")
                            : outcome(scope, item, recount);
                })
                .toList();
    }

    private Outcome outcome(OrganizationScope scope, Item item, MailEngine.Recount recount) {
        if (!recount.changed()) {
            return Outcome.unchanged(
                    item,
                    "mailboxes.usage-right",
                    "%,d octets, as was shown.".formatted(recount.octets()));
        }
        audit.record(
                scope,
                Change.done(
                        "mailboxes.usage-recalculated",
                        "mailbox",
                        item.subject(),
                        item.name(),
                        Map.of(
                                "octets", recount.octetsBefore(),
                                "messages", recount.messagesBefore()),
                        Map.of("octets", recount.octets(), "messages", recount.messages())));
        return Outcome.partly(
                item,
                "mailboxes.usage-recalculated",
                "%,d octets, where %,d were shown."
                        .formatted(recount.octets(), recount.octetsBefore()));
    }

    private static MailboxId mailbox(Item item) {
        return MailboxId.of(new UserId(item.subject()));
    }
}
