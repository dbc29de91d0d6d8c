package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.ManyMailboxes.Judged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says how large the mailboxes of the users of a job may become, and takes that back. */
@Component
class SizeLimitWork implements UndoableWork {

    static final String KIND = "mailboxes.set-limit";

    private final ManyMailboxes mailboxes;
    private final MailboxRepository repository;
    private final MailEngine engine;
    private final AuditLog audit;
    private final JsonMapper json;

    SizeLimitWork(
            ManyMailboxes mailboxes,
            MailboxRepository repository,
            MailEngine engine,
            AuditLog audit,
            JsonMapper json) {
        this.mailboxes = mailboxes;
        this.repository = repository;
        this.engine = engine;
        this.audit = audit;
        this.json = json;
    }

    /**
     * What a job is started with.
     *
     * @param octets 0 is without limit; null is as the organization has it
     */
    record Wanted(@Nullable Long octets) {}

    /** What the outcome of a user keeps: what was said of his mailbox before. */
    record Kept(@Nullable Long octets) {}

    /** What becomes of a mailbox. */
    private record Step(Mailbox mailbox, @Nullable Long before, @Nullable Long after) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.MAILBOXES_STORAGE;
    }

    @Override
    public Permission undoNeeds() {
        return Permission.MAILBOXES_STORAGE;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Long wanted = json.readValue(run.parameters(), Wanted.class).octets();
        OrganizationScope scope = run.scope();
        Judged judged = mailboxes.lock(scope, items);
        Map<MailboxId, Long> now = repository.limits(scope, judged.known().keySet());
        List<Step> steps = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Item item : items) {
            Optional<Outcome> against = judged.against(item);
            if (against.isPresent()) {
                outcomes.add(against.get());
                continue;
            }
            Mailbox mailbox = judged.of(item);
            Long before = now.get(mailbox.id());
            if (Objects.equals(before, wanted)) {
                outcomes.add(ManyMailboxes.already(item));
                continue;
            }
            steps.add(new Step(mailbox, before, wanted));
            outcomes.add(Outcome.done(item, json.writeValueAsString(new Kept(before))));
        }
        write(scope, steps);
        return outcomes;
    }

    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        Long wrote = json.readValue(run.parameters(), Wanted.class).octets();
        OrganizationScope scope = run.scope();
        Judged judged = mailboxes.lock(scope, items);
        Map<MailboxId, Long> now = repository.limits(scope, judged.known().keySet());
        List<Step> steps = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Item item : items) {
            Optional<Outcome> against = judged.against(item);
            if (against.isPresent()) {
                outcomes.add(against.get());
                continue;
            }
            Mailbox mailbox = judged.of(item);
            Long present = now.get(mailbox.id());
            Long former = json.readValue(Objects.requireNonNull(item.kept()), Kept.class).octets();
            if (Objects.equals(present, former)) {
                outcomes.add(ManyMailboxes.already(item));
            } else if (!Objects.equals(present, wrote)) {
                outcomes.add(
                        Outcome.skipped(
                                item,
                                "mailboxes.changed-since",
                                "Somebody changed this since, so it stays."));
            } else {
                steps.add(new Step(mailbox, present, former));
                outcomes.add(Outcome.done(item));
            }
        }
        if (!run.dryRun()) {
            write(scope, steps);
        }
        return outcomes;
    }

    private void write(OrganizationScope scope, List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        Map<Optional<Long>, List<MailboxId>> byLimit = new HashMap<>();
        steps.forEach(step ->
                byLimit.computeIfAbsent(Optional.ofNullable(step.after()), _ -> new ArrayList<>())
                        .add(step.mailbox().id()));
        byLimit.forEach((octets, ids) -> repository.setLimit(scope, ids, octets.orElse(null)));
        engine.noteChanged(scope, steps.stream().map(step -> step.mailbox().id()).toList());
        audit.record(
                scope,
                steps.stream()
                        .map(step ->
                                Change.edited(
                                        "mailboxes.limit-changed",
                                        "mailbox",
                                        step.mailbox().id().value(),
                                        step.mailbox().name(),
                                        MailboxUsages.said(step.before()),
                                        MailboxUsages.said(step.after())))
                        .toList());
    }
}
