package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Builds the search index of users anew. The engine builds; the job rests until those of its next
 * portion are through and says of each how many messages are in.
 */
@Component
class ReindexWork implements ItemWork {

    static final String KIND = "mailboxes.reindex";

    /** So many users are told of at a time. */
    static final int PORTION = 20;

    private static final Duration REST = Duration.ofSeconds(1);

    private final MailboxRepository repository;
    private final MailEngine engine;
    private final AuditLog audit;

    ReindexWork(MailboxRepository repository, MailEngine engine, AuditLog audit) {
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
        return Permission.MAILBOXES_REINDEX;
    }

    @Override
    public Duration restBefore(JobRun run, long item) {
        return engine.reindexing(run.scope(), run.job(), item + PORTION) ? REST : Duration.ZERO;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        List<MailboxId> ids = items.stream().map(ReindexWork::mailbox).toList();
        Map<MailboxId, Mailbox> mailboxes = repository.all(scope, ids);
        Map<MailboxId, Long> messages = engine.takeReindexed(scope, run.job(), ids);
        return items.stream()
                .map(item ->
                        outcome(
                                scope,
                                item,
                                mailboxes.containsKey(mailbox(item)),
                                messages.get(mailbox(item))))
                .toList();
    }

    /**
     * @param messages in the index; null when the user was queued by another job
     */
    private Outcome outcome(
            OrganizationScope scope, Item item, boolean hasMailbox, @Nullable Long messages) {
        if (!hasMailbox) {
            return Outcome.skipped(item, "mailboxes.none", "This user has no mailbox.");
        }
        if (messages == null) {
            return Outcome.skipped(
                    item, "mailboxes.in-queue", "This user was queued already when the job began.");
        }
        audit.record(
                scope,
                Change.done(
                        "mailboxes.reindexed",
                        "mailbox",
                        item.subject(),
                        item.name(),
                        Map.of(),
                        Map.of("messages", messages)));
        return Outcome.partly(
                item, "mailboxes.reindexed", "%,d messages are in the index.".formatted(messages));
    }

    private static MailboxId mailbox(Item item) {
        return MailboxId.of(new UserId(item.subject()));
    }
}
