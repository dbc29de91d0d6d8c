package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.ManyMailboxes.Judged;
import io.muster.users.AllUsers;
import io.muster.users.ManyAliases;
import io.muster.users.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gives the users of a job an alias by a pattern, or takes it from them, and takes that back. */
@Component
class AliasWork implements UndoableWork {

    static final String KIND = "mailboxes.change-aliases";

    private final ManyMailboxes mailboxes;
    private final AllUsers users;
    private final ManyAliases aliases;
    private final AliasClaims claims;
    private final AuditLog audit;
    private final JsonMapper json;

    AliasWork(
            ManyMailboxes mailboxes,
            AllUsers users,
            ManyAliases aliases,
            AliasClaims claims,
            AuditLog audit,
            JsonMapper json) {
        this.mailboxes = mailboxes;
        this.users = users;
        this.aliases = aliases;
        this.claims = claims;
        this.audit = audit;
        this.json = json;
    }

    /** Whether the alias comes or goes. */
    enum Way {
        ADD,
        REMOVE;

        Way back() {
            return this == ADD ? REMOVE : ADD;
        }
    }

    /**
     * What a job is started with.
     *
     * @param dryRun says what would become of each user and changes nothing
     */
    record Wanted(Way way, String pattern, boolean dryRun) {}

    /** What the outcome of a user keeps: the alias that came or went. */
    record Kept(EmailAddress alias) {}

    /** One user's alias that nothing speaks against yet. */
    private record Step(Item item, Mailbox mailbox, EmailAddress alias) {}

    /** How the aliases of a job's users come about, and what of it is written. */
    private interface Maker {
        AliasPattern.Made of(Item item, Mailbox mailbox);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.MAILBOXES_DELIVERY;
    }

    @Override
    public Permission undoNeeds() {
        return Permission.MAILBOXES_DELIVERY;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Wanted wanted = json.readValue(run.parameters(), Wanted.class);
        AliasPattern pattern = new AliasPattern(wanted.pattern());
        Map<UserId, User> known =
                users.find(
                        run.scope(),
                        items.stream().map(item -> new UserId(item.subject())).toList());
        Maker maker =
                (item, mailbox) -> {
                    User user = Objects.requireNonNull(known.get(new UserId(item.subject())));
                    return pattern.of(mailbox.address(), user.profile());
                };
        var change = new AliasChange(run.scope(), run.job(), wanted.way(), wanted.dryRun());
        return change(change, items, maker);
    }

    /** The alias that came goes again, and the one that went comes where nobody has it since. */
    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        Wanted wanted = json.readValue(run.parameters(), Wanted.class);
        var change = new AliasChange(run.scope(), null, wanted.way().back(), run.dryRun());
        return change(
                change,
                items,
                (item, _) ->
                        new AliasPattern.Made.Address(
                                json.readValue(Objects.requireNonNull(item.kept()), Kept.class)
                                        .alias()));
    }

    private List<Outcome> change(AliasChange change, List<Item> items, Maker maker) {
        OrganizationScope scope = change.scope();
        Judged judged = mailboxes.lock(scope, items);
        Map<MailboxId, List<EmailAddress>> now = aliases.of(scope, judged.known().keySet());
        List<Step> steps = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Item item : items) {
            Optional<Outcome> against = judged.against(item);
            if (against.isPresent()) {
                outcomes.add(against.get());
                continue;
            }
            Mailbox mailbox = judged.of(item);
            switch (maker.of(item, mailbox)) {
                case AliasPattern.Made.Lacks(var place) ->
                        outcomes.add(
                                Outcome.skipped(
                                        item,
                                        "mailboxes.alias-incomplete",
                                        "This user has nothing for %s.".formatted(place)));
                case AliasPattern.Made.NoAddress(var text) ->
                        outcomes.add(
                                Outcome.skipped(
                                        item,
                                        "mailboxes.alias-invalid",
                                        "%s is no e-mail address.".formatted(text)));
                case AliasPattern.Made.Address(var alias) -> {
                    List<EmailAddress> own = now.getOrDefault(mailbox.id(), List.of());
                    change.against(item, mailbox, own, alias)
                            .ifPresentOrElse(
                                    outcomes::add, () -> steps.add(new Step(item, mailbox, alias)));
                }
            }
        }
        List<Step> done =
                change.way() == Way.ADD ? added(change, steps, outcomes) : removed(change, steps);
        done.forEach(step ->
                outcomes.add(
                        new Outcome(
                                step.item().number(),
                                Verdict.DONE,
                                "mailboxes.alias",
                                step.alias().toString(),
                                change.dryRun()
                                        ? null
                                        : json.writeValueAsString(new Kept(step.alias())))));
        if (!change.dryRun() && !done.isEmpty()) {
            audit.record(scope, done.stream().map(step -> changed(change, step, now)).toList());
        }
        return outcomes;
    }

    /** Those to whom the alias was given; of two who want the same the first has it. */
    private List<Step> added(AliasChange change, List<Step> steps, List<Outcome> outcomes) {
        Map<ManyAliases.Wish, ManyAliases.Against> against =
                aliases.against(
                        change.scope(), steps.stream().map(AliasWork::wish).distinct().toList());
        Map<EmailAddress, Step> free = new LinkedHashMap<>();
        for (Step step : steps) {
            ManyAliases.Against why = against.get(wish(step));
            if (why == null && free.putIfAbsent(step.alias(), step) != null) {
                why = ManyAliases.TAKEN;
            }
            if (why != null) {
                outcomes.add(refused(step, why));
            }
        }
        Map<EmailAddress, MailboxId> wanted = new HashMap<>();
        free.forEach((alias, step) -> wanted.put(alias, step.mailbox().id()));
        Set<EmailAddress> missed =
                change.dryRun()
                        ? claims.missed(change, wanted.keySet())
                        : aliases.take(change.scope(), wanted);
        missed.forEach(alias ->
                outcomes.add(
                        refused(Objects.requireNonNull(free.remove(alias)), ManyAliases.TAKEN)));
        return List.copyOf(free.values());
    }

    private List<Step> removed(AliasChange change, List<Step> steps) {
        if (!change.dryRun()) {
            aliases.giveBack(
                    change.scope(),
                    steps.stream()
                            .collect(Collectors.toMap(Step::alias, step -> step.mailbox().id())));
        }
        return steps;
    }

    private static ManyAliases.Wish wish(Step step) {
        return new ManyAliases.Wish(step.mailbox().id(), step.alias());
    }

    private static Outcome refused(Step step, ManyAliases.Against why) {
        return Outcome.skipped(
                step.item(), why.code(), "%s: %s".formatted(step.alias(), why.sentence()));
    }

    private static Change changed(
            AliasChange change, Step step, Map<MailboxId, List<EmailAddress>> now) {
        List<EmailAddress> before = now.getOrDefault(step.mailbox().id(), List.of());
        Stream<EmailAddress> after =
                change.way() == Way.ADD
                        ? Stream.concat(before.stream(), Stream.of(step.alias()))
                        : before.stream().filter(alias -> !alias.equals(step.alias()));
        return Change.done(
                "mailboxes.aliases-changed",
                "mailbox",
                step.mailbox().id().value(),
                step.mailbox().name(),
                Map.of("aliases", said(before.stream())),
                Map.of("aliases", said(after)));
    }

    private static List<String> said(Stream<EmailAddress> aliases) {
        return aliases.map(EmailAddress::toString).sorted().toList();
    }
}
