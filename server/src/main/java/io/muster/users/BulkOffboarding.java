package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.Refusal;
import io.muster.kernel.UserId;
import io.muster.users.Offboarding.StepState;
import io.muster.users.UserListRepository.Selected;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Offboards the users of a job, each as if he were the only one, and takes that back. */
@Component
class BulkOffboarding implements UndoableWork {

    static final String KIND = "users.offboard";

    /** So many are judged before anything is done: each takes locks and some statements. */
    private static final int MOST_JUDGED = 100;

    private final Offboardings offboardings;
    private final UserSelections selections;
    private final JsonMapper json;

    BulkOffboarding(Offboardings offboardings, UserSelections selections, JsonMapper json) {
        this.offboardings = offboardings;
        this.selections = selections;
        this.json = json;
    }

    /** What the outcome of a user keeps. */
    record Kept(UUID offboarding) {}

    /** Somebody who can't be offboarded now. */
    record Impossible(Selected user, UserRule why) {}

    /**
     * What it would do.
     *
     * @param count whom the selection means
     * @param judged the first of them, of whom the rest is said
     * @param parts of how many of them there is something to do or to plan
     */
    record Preview(
            long count,
            List<Selected> judged,
            List<Impossible> impossible,
            Map<OffboardingPart, Integer> parts) {}

    /** Asks each user as the job would; changes nothing. */
    Preview preview(OrganizationScope scope, UserSelection selection, OffboardingWish wish) {
        UserSelections.First first = selections.first(scope, selection, MOST_JUDGED);
        List<Impossible> impossible = new ArrayList<>();
        Map<OffboardingPart, Integer> parts = new EnumMap<>(OffboardingPart.class);
        for (Selected user : first.users()) {
            switch (offboarded(scope, user.id(), wish, true)) {
                case Attempt.Against(var why) -> impossible.add(new Impossible(user, why));
                case Attempt.Done(var offboarding) ->
                        offboarding.steps().stream()
                                .filter(step -> step.state() == StepState.PLANNED)
                                .filter(step -> step.reason().isEmpty())
                                .forEach(step -> parts.merge(step.part(), 1, Integer::sum));
            }
        }
        return new Preview(first.count(), first.users(), impossible, parts);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_DISABLE;
    }

    @Override
    public Permission undoNeeds() {
        return Permission.USERS_DISABLE;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OffboardingWish wish = json.readValue(run.parameters(), OffboardingWish.class);
        return items.stream().map(item -> outcome(run.scope(), wish, item)).toList();
    }

    private Outcome outcome(OrganizationScope scope, OffboardingWish wish, Item item) {
        return switch (offboarded(scope, new UserId(item.subject()), wish, false)) {
            case Attempt.Against(var why) -> Outcome.skipped(item, why.code(), why.sentence());
            case Attempt.Done(var offboarding) -> {
                String kept = json.writeValueAsString(new Kept(offboarding.id()));
                // In part is done: what was done can be taken back.
                yield offboarding.steps().stream()
                        .filter(step -> step.state() == StepState.FAILED)
                        .findFirst()
                        .map(step ->
                                new Outcome(
                                        item.number(),
                                        Verdict.DONE,
                                        step.reason(),
                                        step.sentence(),
                                        kept))
                        .orElseGet(() -> Outcome.done(item, kept));
            }
        };
    }

    /** What became, or would become, of one user. */
    private sealed interface Attempt {
        record Done(Offboarding offboarding) implements Attempt {}

        record Against(UserRule why) implements Attempt {}
    }

    private Attempt offboarded(
            OrganizationScope scope, UserId user, OffboardingWish wish, boolean dryRun) {
        if (user.equals(wish.successor())) {
            return new Attempt.Against(UserRule.SUCCESSOR);
        }
        try {
            return switch (offboardings.offboard(scope, user, wish, dryRun)) {
                case Offboardings.Outcome.Done(var offboarding) -> new Attempt.Done(offboarding);
                case Offboardings.Outcome.Refused(var why) -> new Attempt.Against(why);
                case Offboardings.Outcome.AlreadyPlanned() ->
                        new Attempt.Against(UserRule.OFFBOARDING_PLANNED);
                case Offboardings.Outcome.NoSuchSuccessor() ->
                        new Attempt.Against(UserRule.SUCCESSOR_GONE);
                case Offboardings.Outcome.Lacking _ ->
                        new Attempt.Against(UserRule.OFFBOARDER_LACKS);
            };
        } catch (Refusal late) {
            // The wish was held against the limits when the job began; its dates are over by now.
            return new Attempt.Against(UserRule.OFFBOARDING_LATE);
        }
    }

    /** Each holds the audit log to the end, and locks what others work with. */
    @Override
    public boolean undoesEachAlone() {
        return true;
    }

    /** Of each by the same rules as one alone is taken back; what stays is said by the dry run. */
    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        return items.stream().map(item -> takenBack(run, item)).toList();
    }

    private Outcome takenBack(UndoRun run, Item item) {
        UserId user = new UserId(item.subject());
        UUID id = json.readValue(String.valueOf(item.kept()), Kept.class).offboarding();
        return switch (offboardings.takeBack(run.scope(), user, id, run.dryRun())) {
            case Offboardings.Changed.Not(var why) ->
                    why == UserRule.ALREADY
                            ? Outcome.unchanged(item, why.code(), why.sentence())
                            : Outcome.skipped(item, why.code(), why.sentence());
            case Offboardings.Changed.To(var offboarding) ->
                    offboarding.steps().stream()
                            .filter(step ->
                                    step.state() == StepState.DONE && !step.reason().isEmpty())
                            .findFirst()
                            .map(step -> Outcome.partly(item, step.reason(), step.sentence()))
                            .orElseGet(() -> Outcome.done(item));
        };
    }
}
