package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.invitations.InvitationList.Listed;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.EmailAddress;
import io.muster.notifications.JobAudience;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Invites many, as fast as the limits of mails let it; undone, those are revoked that nobody
 * answered.
 */
@Component
class InvitationWork implements UndoableWork, JobAudience {

    static final String KIND = "invitations.send";

    private static final Duration REST = Duration.ofMinutes(1);

    /** There is nothing to go back to but that it isn't there. */
    private static final String REVOCABLE = "{}";

    private final Invitations invitations;
    private final InvitationChecks checks;
    private final InvitationPace pace;
    private final JsonMapper json;

    InvitationWork(
            Invitations invitations,
            InvitationChecks checks,
            InvitationPace pace,
            JsonMapper json) {
        this.invitations = invitations;
        this.checks = checks;
        this.pace = pace;
        this.json = json;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_INVITE;
    }

    @Override
    public Permission undoNeeds() {
        return Permission.USERS_INVITE;
    }

    @Override
    public Permission holders() {
        return Permission.USERS_INVITE;
    }

    @Override
    public Duration restBefore(JobRun run, long item) {
        List<EmailAddress> addresses =
                plan(run).people().values().stream().map(Invitations.Invited::address).toList();
        // In the transaction of the portion: what holds here holds in handle.
        return pace.holdForPortion(run.scope(), addresses) ? Duration.ZERO : REST;
    }

    private InvitationBatches.Plan plan(JobRun run) {
        return json.readValue(run.parameters(), InvitationBatches.Plan.class);
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        InvitationBatches.Plan plan = plan(run);
        List<Invitations.Invited> people =
                items.stream()
                        .map(item -> Objects.requireNonNull(plan.people().get(item.subject())))
                        .toList();
        List<InvitationChecks.Checked> checked =
                checks.check(run.scope(), people.stream().map(InvitationWork::listed).toList());
        return IntStream.range(0, items.size())
                .mapToObj(place -> {
                    Item item = items.get(place);
                    InvitationChecks.Verdict verdict = checked.get(place).verdict();
                    return verdict == InvitationChecks.Verdict.FREE
                            ? invite(run.scope(), item, people.get(place), plan.promise())
                            : Outcome.skipped(item, code(verdict), sentence(verdict));
                })
                .toList();
    }

    private static Listed listed(Invitations.Invited person) {
        return new Listed("", person.address(), person.firstName(), person.lastName());
    }

    private Outcome invite(
            OrganizationScope scope, Item item, Invitations.Invited person, Promise promise) {
        InvitationId id = new InvitationId(item.subject());
        return switch (invitations.invite(scope, id, person, promise)) {
            case Invitations.Outcome.Done _ -> Outcome.done(item, REVOCABLE);
            case Invitations.Outcome.Refused(var rule) ->
                    Outcome.failed(item, rule.code(), rule.problem().detail());
            case Invitations.Outcome.RightsRefused _, Invitations.Outcome.MailboxesRefused _ ->
                    Outcome.failed(
                            item,
                            "invitations.promise",
                            "What is promised may not be promised any more, or is gone.");
            case Invitations.Outcome.NotFound _, Invitations.Outcome.ChangedMeanwhile _ ->
                    throw new IllegalStateException("a new invitation was not there");
        };
    }

    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        if (!run.dryRun()) {
            invitations.hold(
                    run.scope(), items.stream().map(Item::subject).map(InvitationId::new).toList());
        }
        return items.stream().map(item -> undo(run, item)).toList();
    }

    private Outcome undo(UndoRun run, Item item) {
        InvitationId id = new InvitationId(item.subject());
        boolean open =
                run.dryRun()
                        ? invitations.find(run.scope(), id).filter(Invitation::open).isPresent()
                        : invitations.revoke(run.scope(), id) instanceof Invitations.Outcome.Done;
        return open
                ? Outcome.done(item)
                : Outcome.skipped(
                        item,
                        InvitationRule.NOT_PENDING.code(),
                        InvitationRule.NOT_PENDING.problem().detail());
    }

    private static String code(InvitationChecks.Verdict verdict) {
        return "invitations." + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String sentence(InvitationChecks.Verdict verdict) {
        return switch (verdict) {
            case ONESELF -> InvitationRule.ONESELF.problem().detail();
            case MEMBER -> InvitationRule.MEMBER.problem().detail();
            case DISABLED -> InvitationRule.DISABLED.problem().detail();
            case DELETED -> InvitationRule.DELETED.problem().detail();
            case SHARED_ADDRESS -> InvitationRule.SHARED_ADDRESS.problem().detail();
            case INVITED -> InvitationRule.INVITED.problem().detail();
            case OWN_DOMAIN ->
                    "The address lies in a domain that the organization uses. Create the user instead.";
            case INVALID, TWICE, FREE ->
                    throw new IllegalStateException(verdict + " is refused before a job begins");
        };
    }
}
