package io.muster.users;

import io.muster.access.Actor;
import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.Leaver.MailWish;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one user leaves, with all its parts.
 *
 * @param most what who planned it might do then
 * @param takenBackAt null unless it was
 */
record Offboarding(
        UUID id,
        OrganizationId organization,
        UserId user,
        MailWish mail,
        @Nullable Instant mailUntil,
        @Nullable UserId successor,
        String successorName,
        Instant disableAt,
        @Nullable Instant deleteAt,
        Actor starter,
        Set<Permission> most,
        Instant createdAt,
        @Nullable Instant takenBackAt,
        List<Step> steps) {

    /** Where a part stands. */
    enum StepState {
        PLANNED,
        DONE,
        /** There was nothing to do. */
        UNCHANGED,
        FAILED,
        CANCELLED,
        TAKEN_BACK
    }

    /**
     * @param endedAt null while it is planned
     * @param reason empty unless something stands against it
     * @param sentence says the reason to people
     * @param before what was there before, as JSON; null where that can't be brought back
     */
    record Step(
            OffboardingPart part,
            StepState state,
            Instant dueAt,
            @Nullable Instant endedAt,
            String reason,
            String sentence,
            List<String> names,
            @Nullable String before) {

        static Step planned(OffboardingPart part, Instant dueAt) {
            return new Step(part, StepState.PLANNED, dueAt, null, "", "", List.of(), null);
        }

        Step named(List<String> about) {
            return new Step(part, state, dueAt, endedAt, "", "", about, before);
        }

        /** What stands against it as of now, without an end to it. */
        Step against(String code, String why) {
            return new Step(part, state, dueAt, endedAt, code, why, names, before);
        }

        Step ended(StepState end, Instant at, @Nullable String former) {
            return new Step(part, end, dueAt, at, reason, sentence, names, former);
        }

        boolean isDue(Instant now) {
            return state == StepState.PLANNED && !dueAt.isAfter(now);
        }

        boolean canBeTakenBack() {
            return state == StepState.DONE && before != null;
        }
    }

    Offboarding with(List<Step> others) {
        return new Offboarding(
                id,
                organization,
                user,
                mail,
                mailUntil,
                successor,
                successorName,
                disableAt,
                deleteAt,
                starter,
                most,
                createdAt,
                takenBackAt,
                others);
    }

    boolean waits() {
        return steps.stream().anyMatch(step -> step.state() == StepState.PLANNED);
    }

    boolean canBeTakenBack() {
        return takenBackAt == null && (waits() || steps.stream().anyMatch(Step::canBeTakenBack));
    }
}
