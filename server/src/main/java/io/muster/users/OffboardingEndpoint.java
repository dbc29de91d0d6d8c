package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.UserId;
import io.muster.users.Leaver.MailWish;
import io.muster.users.Offboarding.Step;
import io.muster.users.Offboarding.StepState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How users leave, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}/offboardings")
class OffboardingEndpoint {

    private final Offboardings offboardings;

    OffboardingEndpoint(Offboardings offboardings) {
        this.offboardings = offboardings;
    }

    /**
     * How a user is to leave. What is missing is not done.
     *
     * @param disableAt now when missing, at most two years ahead
     * @param mail what becomes of mail for him; refused when missing
     * @param mailUntil when mail that is accepted or forwarded is refused after all
     * @param successorId who takes over; needed where mail or mailboxes are passed on
     * @param openMailbox the successor gets full access to the personal mailbox
     * @param handOverMailboxes the successor gets the mailboxes that the user owns
     * @param revokeTokens all API tokens open nothing any more
     * @param removeFactors authenticator app, passkeys and recovery codes are removed
     * @param takeRoles all roles and single permissions in the organization are taken away
     * @param deleteAt when he is deleted, restorable for 30 days from then on
     */
    record OffboardingRequest(
            @Nullable Instant disableAt,
            @Nullable MailWish mail,
            @Nullable Instant mailUntil,
            @Nullable UserId successorId,
            @Nullable Boolean openMailbox,
            @Nullable Boolean handOverMailboxes,
            @Nullable Boolean revokeTokens,
            @Nullable Boolean removeFactors,
            @Nullable Boolean takeRoles,
            @Nullable Instant deleteAt) {

        OffboardingWish wish() {
            Set<OffboardingPart> chosen = EnumSet.noneOf(OffboardingPart.class);
            choose(chosen, OffboardingPart.OPEN_MAILBOX, openMailbox);
            choose(chosen, OffboardingPart.HAND_OVER_MAILBOXES, handOverMailboxes);
            choose(chosen, OffboardingPart.REVOKE_TOKENS, revokeTokens);
            choose(chosen, OffboardingPart.REMOVE_FACTORS, removeFactors);
            choose(chosen, OffboardingPart.TAKE_ROLES, takeRoles);
            return new OffboardingWish(
                    Objects.requireNonNullElse(mail, MailWish.CLOSED),
                    mailUntil,
                    successorId,
                    chosen,
                    Objects.requireNonNullElse(disableAt, Instant.EPOCH),
                    deleteAt);
        }

        private static void choose(
                Set<OffboardingPart> chosen, OffboardingPart part, @Nullable Boolean wanted) {
            if (Boolean.TRUE.equals(wanted)) {
                chosen.add(part);
            }
        }
    }

    /**
     * One part of an offboarding.
     *
     * @param state PLANNED: waits for its day, or would be done; UNCHANGED: there was nothing to do
     * @param endedAt null while it is planned
     * @param reason why it failed, could not be taken back, or would fail as of now; a stable code,
     *     empty where nothing stands against it
     * @param sentence says the reason to people
     * @param names what it is about: roles, mailboxes, addresses, tokens
     */
    record OffboardingStepView(
            OffboardingPart part,
            StepState state,
            Instant dueAt,
            @Nullable Instant endedAt,
            String reason,
            String sentence,
            List<String> names) {

        static OffboardingStepView of(Step step) {
            return new OffboardingStepView(
                    step.part(),
                    step.state(),
                    step.dueAt(),
                    step.endedAt(),
                    step.reason(),
                    step.sentence(),
                    step.names());
        }
    }

    /**
     * How a user leaves or left.
     *
     * @param startedBy the name of who said so
     * @param successorName as he was called then; null without a successor
     * @param takenBackAt null unless it was taken back
     * @param canBeCancelled whether anything waits for its day
     * @param canBeTakenBack whether anything is there to cancel or to bring back
     */
    record OffboardingView(
            UUID id,
            Instant createdAt,
            String startedBy,
            MailWish mail,
            @Nullable Instant mailUntil,
            @Nullable UserId successorId,
            @Nullable String successorName,
            Instant disableAt,
            @Nullable Instant deleteAt,
            @Nullable Instant takenBackAt,
            boolean canBeCancelled,
            boolean canBeTakenBack,
            List<OffboardingStepView> steps) {

        static OffboardingView of(Offboarding one) {
            return new OffboardingView(
                    one.id(),
                    one.createdAt(),
                    one.starter().name(),
                    one.mail(),
                    one.mailUntil(),
                    one.successor(),
                    one.successor() == null ? null : one.successorName(),
                    one.disableAt(),
                    one.deleteAt(),
                    one.takenBackAt(),
                    one.waits(),
                    one.canBeTakenBack(),
                    one.steps().stream().map(OffboardingStepView::of).toList());
        }
    }

    /** The last ten of a user, the latest first. */
    record OffboardingList(List<OffboardingView> items) {}

    /** How a user leaves or left; the latest ten. */
    @Needs(Permission.USERS_READ)
    @GetMapping
    OffboardingList list(OrganizationScope scope, @PathVariable UserId userId) {
        return new OffboardingList(
                offboardings.of(scope, userId).stream().map(OffboardingView::of).toList());
    }

    /**
     * Says exactly what offboarding the user would do, and changes nothing; the answer's id is of
     * no use.
     */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/preview")
    OffboardingView preview(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody OffboardingRequest request) {
        return view(offboardings.offboard(scope, userId, request.wish(), true));
    }

    /**
     * Offboards a user: disables him and ends his sessions, and whatever else is chosen, now or at
     * a date; deletes him at another. Each part needs the permission of the act by hand, at the
     * start and when it is done. 409 says by its type which rule stands against it, among them that
     * an earlier one still waits ({@code users:offboarding-planned}).
     */
    @Needs(Permission.USERS_DISABLE)
    @OncePerKey
    @PostMapping
    OffboardingView offboard(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody OffboardingRequest request) {
        return view(offboardings.offboard(scope, userId, request.wish(), false));
    }

    /** Cancels what waits for its day; what was done stays. Done twice is done once. */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/{offboardingId}/cancel")
    OffboardingView cancel(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @PathVariable UUID offboardingId) {
        return found(offboardings.cancel(scope, userId, offboardingId));
    }

    /**
     * Takes an offboarding back: cancels what waits, enables the user, restores him where he was
     * deleted, and gives roles, forwarding and mailboxes back. What somebody changed since stays,
     * with the reason; tokens and second factors don't come back.
     */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/{offboardingId}/take-back")
    OffboardingView takeBack(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @PathVariable UUID offboardingId) {
        return found(offboardings.takeBack(scope, userId, offboardingId));
    }

    private static OffboardingView found(Optional<Offboarding> offboarding) {
        return offboarding
                .map(OffboardingView::of)
                .orElseThrow(() -> Problem.notFound("offboarding").refusal());
    }

    private static OffboardingView view(Offboardings.Outcome outcome) {
        if (outcome instanceof Offboardings.Outcome.Done(var offboarding)) {
            return OffboardingView.of(offboarding);
        }
        throw refusal(outcome);
    }

    /** The answer to a wish that isn't done. */
    static Refusal refusal(Offboardings.Outcome outcome) {
        return switch (outcome) {
            case Offboardings.Outcome.Done _ -> throw new IllegalArgumentException("it is done");
            case Offboardings.Outcome.Refused(var why) -> UserProblems.broken(why).refusal();
            case Offboardings.Outcome.AlreadyPlanned() ->
                    UserProblems.offboardingPlanned().refusal();
            case Offboardings.Outcome.NoSuchSuccessor() ->
                    Problem.invalid("successorId", "gone", UserRule.SUCCESSOR_GONE.sentence())
                            .refusal();
            case Offboardings.Outcome.Lacking(var needed) -> needed.lacking().refusal();
        };
    }
}
