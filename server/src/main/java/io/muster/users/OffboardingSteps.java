package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.users.Offboarding.Step;
import io.muster.users.Offboarding.StepState;
import io.muster.users.OffboardingWork.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Judges and does the parts of an offboarding. All are judged before the first is done, so that
 * everything is locked before the end of the audit log is: nobody waits in a ring.
 */
@Component
class OffboardingSteps {

    private static final String FAULT = "kernel.fault";
    private static final String FAULT_SENTENCE =
            "Something unexpected went wrong. The log of the server tells more.";

    private final Map<OffboardingPart, OffboardingWork> works =
            new EnumMap<>(OffboardingPart.class);
    private final Scopes scopes;

    OffboardingSteps(List<OffboardingWork> works, Scopes scopes) {
        works.forEach(work -> this.works.put(work.part(), work));
        this.scopes = scopes;
    }

    /** A step with what was found of it. */
    record Judged(Step step, Verdict verdict) {

        /** As it is shown before it is done. */
        Step shown(Instant now) {
            return switch (verdict) {
                case Verdict.Due(var names) -> step.named(names);
                case Verdict.Nothing() ->
                        step.isDue(now) ? step.ended(StepState.UNCHANGED, now, null) : step;
                case Verdict.Refused(var code, var sentence) ->
                        step.isDue(now)
                                ? step.against(code, sentence).ended(StepState.FAILED, now, null)
                                : step.against(code, sentence);
            };
        }
    }

    /** What would become of each step now. */
    List<Judged> judge(OrganizationScope scope, Leaver leaver, List<Step> steps) {
        List<Judged> judged = new ArrayList<>();
        for (Step step : steps) {
            judged.add(
                    new Judged(
                            step,
                            scope.permissions().containsAll(step.part().needs())
                                    ? work(step.part()).judge(scope, leaver)
                                    : refused(UserRule.OFFBOARDER_LACKS)));
        }
        return judged;
    }

    /** Does what is due and was found possible; each alone. */
    List<Step> act(OrganizationScope scope, Leaver leaver, List<Judged> judged, Instant now) {
        List<Step> done = new ArrayList<>();
        for (Judged one : judged) {
            Step shown = one.shown(now);
            done.add(shown.isDue(now) ? acted(scope, leaver, shown, now) : shown);
        }
        return done;
    }

    private Step acted(OrganizationScope scope, Leaver leaver, Step step, Instant now) {
        return scopes.trial(() -> Optional.ofNullable(work(step.part()).act(scope, leaver)))
                .map(before -> step.ended(StepState.DONE, now, before.orElse(null)))
                .orElseGet(() ->
                        step.against(FAULT, FAULT_SENTENCE).ended(StepState.FAILED, now, null));
    }

    /** Brings back what the step changed, where that can be. */
    Step takenBack(OrganizationScope scope, Leaver leaver, Step step, Instant now) {
        String before = step.before();
        if (!step.canBeTakenBack() || before == null) {
            return step.state() == StepState.PLANNED
                    ? step.ended(StepState.CANCELLED, now, null)
                    : step;
        }
        Verdict verdict =
                scopes.trial(() -> work(step.part()).takeBack(scope, leaver, before))
                        .orElseGet(() -> new Verdict.Refused(FAULT, FAULT_SENTENCE));
        return switch (verdict) {
            case Verdict.Due(var _), Verdict.Nothing() ->
                    step.ended(StepState.TAKEN_BACK, now, null);
            case Verdict.Refused(var code, var sentence) -> step.against(code, sentence);
        };
    }

    static Verdict refused(UserRule rule) {
        return new Verdict.Refused(rule.code(), rule.sentence());
    }

    private OffboardingWork work(OffboardingPart part) {
        return Objects.requireNonNull(works.get(part), () -> "nobody does " + part);
    }
}
