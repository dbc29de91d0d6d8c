package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.users.Leaver.Successor;
import io.muster.users.Offboarding.Step;
import io.muster.users.Offboarding.StepState;
import io.muster.users.OffboardingSteps.Judged;
import io.muster.users.OffboardingWork.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How users leave: what is to be done now is done in one transaction, each part alone; what has its
 * day waits for it. Everything is audited by the part that does it, and once as a whole.
 */
@Component
class Offboardings {

    private final OffboardingRepository repository;
    private final OffboardingSteps steps;
    private final Judges judges;
    private final Scopes scopes;
    private final AuditLog audit;
    private final OffboardingNews news;
    private final Clock clock = Clock.systemUTC();

    Offboardings(
            OffboardingRepository repository,
            OffboardingSteps steps,
            Judges judges,
            Scopes scopes,
            AuditLog audit,
            OffboardingNews news) {
        this.repository = repository;
        this.steps = steps;
        this.judges = judges;
        this.scopes = scopes;
        this.audit = audit;
        this.news = news;
    }

    /** Who is asked whether somebody may be offboarded, and what is known of him. */
    @Component
    record Judges(
            UserGuard guard,
            Grants grants,
            SeatRule seats,
            UserReading reading,
            Offboarders offboarders) {}

    /** What became of the wish. */
    sealed interface Outcome {
        record Done(Offboarding offboarding) implements Outcome {}

        record Refused(UserRule why) implements Outcome {}

        /** An earlier one still waits for its day. */
        record AlreadyPlanned() implements Outcome {}

        record NoSuchSuccessor() implements Outcome {}

        /** Of the chosen parts one needs a permission that is missing. */
        record Lacking(Permission needed) implements Outcome {}
    }

    /** Those of the user, the latest first. */
    List<Offboarding> of(OrganizationScope scope, UserId user) {
        return scopes.in(scope, () -> repository.of(scope, user));
    }

    /**
     * Offboards a user, or says what that would do.
     *
     * @param dryRun changes nothing
     */
    Outcome offboard(OrganizationScope scope, UserId user, OffboardingWish said, boolean dryRun) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        OffboardingWish wish = said.held(user, now);
        Optional<Permission> lacking = lacking(scope, wish);
        if (lacking.isPresent()) {
            return new Outcome.Lacking(lacking.get());
        }
        return scopes.in(
                scope,
                () -> {
                    judges.grants().hold(scope);
                    Optional<User> found = judges.reading().find(scope, user);
                    if (found.isEmpty()) {
                        return new Outcome.Refused(UserRule.GONE);
                    }
                    Optional<UserRule> rule = against(scope, found.get());
                    if (rule.isPresent()) {
                        return new Outcome.Refused(rule.get());
                    }
                    Optional<Successor> successor = successor(scope, wish.successor());
                    if (wish.successor() != null && successor.isEmpty()) {
                        return new Outcome.NoSuchSuccessor();
                    }
                    return offboard(
                            scope,
                            offboarding(scope, found.get(), wish, successor.orElse(null), now),
                            leaver(found.get(), wish, successor.orElse(null)),
                            dryRun);
                });
    }

    /** What stands against a wish, whoever the leaver is. */
    Optional<Outcome> against(OrganizationScope scope, OffboardingWish said) {
        OffboardingWish wish = said.held(UserId.next(), clock.instant());
        Optional<Outcome> lacking = lacking(scope, wish).map(Outcome.Lacking::new);
        return lacking.or(() ->
                wish.successor() != null
                                && scopes.in(scope, () -> successor(scope, wish.successor()))
                                        .isEmpty()
                        ? Optional.of(new Outcome.NoSuchSuccessor())
                        : Optional.empty());
    }

    private static Optional<Permission> lacking(OrganizationScope scope, OffboardingWish wish) {
        Set<Permission> needed = EnumSet.noneOf(Permission.class);
        wish.parts().forEach(part -> needed.addAll(part.needs()));
        needed.removeAll(scope.permissions());
        return needed.stream().findFirst();
    }

    private Outcome offboard(
            OrganizationScope scope, Offboarding wanted, Leaver leaver, boolean dryRun) {
        Instant now = wanted.createdAt();
        List<Judged> judged = steps.judge(scope, leaver, wanted.steps());
        if (againstDisabling(judged).orElse(null) instanceof Verdict.Refused(var code, _)) {
            return new Outcome.Refused(rule(code));
        }
        // Asked with the user locked: of two at once one finds the other's.
        if (repository.of(scope, leaver.user()).stream().anyMatch(Offboarding::waits)) {
            return new Outcome.AlreadyPlanned();
        }
        if (dryRun) {
            return new Outcome.Done(
                    wanted.with(judged.stream().map(one -> one.shown(now)).toList()));
        }
        Offboarding done = wanted.with(steps.act(scope, leaver, judged, now));
        repository.insert(scope, done);
        record(scope, "users.offboarded", leaver, done);
        return new Outcome.Done(done);
    }

    /** Does those parts whose time has come; false when others are at it or it is over. */
    boolean goOn(OffboardingRepository.Due due) {
        OrganizationScope whole = scopes.organization(scopes.machinery(), due.organization());
        return scopes.in(
                whole,
                () -> {
                    judges.grants().hold(whole);
                    Optional<Offboarding> found = repository.lock(whole, due.id(), false);
                    found.ifPresent(one -> goOn(whole, one));
                    return found.isPresent();
                });
    }

    private void goOn(OrganizationScope whole, Offboarding one) {
        Instant now = clock.instant();
        List<Step> due = one.steps().stream().filter(step -> step.isDue(now)).toList();
        if (due.isEmpty()) {
            // Another run did it between the look for work and this lock.
            return;
        }
        User user = judges.reading().find(whole, one.user()).orElseThrow();
        Leaver leaver = leaver(whole, one, user);
        Optional<OrganizationScope> his = judges.offboarders().of(one);
        List<Judged> judged =
                his.map(scope -> judged(scope, one, leaver, due))
                        .orElseGet(() ->
                                refused(due, OffboardingSteps.refused(UserRule.OFFBOARDER_GONE)));
        List<Step> done = steps.act(his.orElse(whole), leaver, judged, now);
        done.forEach(step -> repository.save(whole, one.id(), step));
        record(his.orElse(whole), "users.offboarding-continued", leaver, one.with(done));
        boolean plannerMay = his.filter(scope -> scope.holds(Permission.USERS_DISABLE)).isPresent();
        news.attempted(whole, one, user, done, plannerMay);
    }

    private List<Judged> judged(
            OrganizationScope scope, Offboarding one, Leaver leaver, List<Step> due) {
        // Some parts ask no guard of their own: somebody above the starter keeps all he has.
        Optional<UserRule> rule = against(scope, leaver.user());
        if (rule.isPresent()) {
            return refused(due, OffboardingSteps.refused(rule.get()));
        }
        List<Judged> judged = steps.judge(scope, leaver, due);
        Optional<Verdict> disabling = againstDisabling(judged);
        if (disabling.isPresent()) {
            return refused(due, disabling.get());
        }
        boolean successorGone = one.successor() != null && leaver.successor() == null;
        return judged.stream()
                .map(found ->
                        successorGone && passesOn(found.step().part(), leaver)
                                ? new Judged(
                                        found.step(),
                                        OffboardingSteps.refused(UserRule.SUCCESSOR_GONE))
                                : found)
                .toList();
    }

    private static List<Judged> refused(List<Step> steps, Verdict why) {
        return steps.stream().map(step -> new Judged(step, why)).toList();
    }

    /** What keeps him from being disabled or deleted keeps him from all of it. */
    private static Optional<Verdict> againstDisabling(List<Judged> judged) {
        return judged.stream()
                .filter(one -> one.step().part() == OffboardingPart.DISABLE)
                .map(Judged::verdict)
                .filter(Verdict.Refused.class::isInstance)
                .findAny();
    }

    private static boolean passesOn(OffboardingPart part, Leaver leaver) {
        return switch (part) {
            case OPEN_MAILBOX, HAND_OVER_MAILBOXES -> true;
            case DIRECT_MAIL -> leaver.mail() == Leaver.MailWish.FORWARDED;
            case DISABLE, REVOKE_TOKENS, REMOVE_FACTORS, TAKE_ROLES, CLOSE_MAIL, DELETE -> false;
        };
    }

    /** Cancels what waits for its day; the rest stays as it is. Done twice is done once. */
    Optional<Offboarding> cancel(OrganizationScope scope, UserId user, UUID id) {
        return change(
                        scope,
                        user,
                        id,
                        "users.offboarding-cancelled",
                        false,
                        (one, _, now) ->
                                one.steps().stream()
                                        .map(step ->
                                                step.state() == StepState.PLANNED
                                                        ? step.ended(StepState.CANCELLED, now, null)
                                                        : step)
                                        .toList())
                .map(Offboardings::orRefused);
    }

    /**
     * Cancels what waits and brings back what was there before, the last thing done first. What
     * somebody changed since stays, and says so.
     */
    Optional<Offboarding> takeBack(OrganizationScope scope, UserId user, UUID id) {
        return changeBack(scope, user, id).map(Offboardings::orRefused);
    }

    /**
     * The same for one of many, or what that would be: a dry run does all of it and leaves nothing
     * behind, so both tell the same.
     */
    Changed takeBack(OrganizationScope scope, UserId user, UUID id, boolean dryRun) {
        Supplier<Changed> act =
                () -> {
                    judges.grants().hold(scope);
                    judges.seats().hold(scope);
                    return againstTakingBack(scope, user, id)
                            .<Changed>map(Changed.Not::new)
                            .or(() -> changeBack(scope, user, id))
                            .orElseGet(() -> new Changed.Not(UserRule.GONE));
                };
        return scopes.in(scope, () -> dryRun ? scopes.rehearsal(act) : act.get());
    }

    private Optional<Changed> changeBack(OrganizationScope scope, UserId user, UUID id) {
        return change(
                scope,
                user,
                id,
                "users.offboarding-taken-back",
                true,
                (one, leaver, now) -> {
                    List<Step> back = new ArrayList<>();
                    for (Step step : one.steps().reversed()) {
                        back.add(
                                scope.permissions().containsAll(step.part().needs())
                                        ? steps.takenBack(scope, leaver, step, now)
                                        : step.against(
                                                UserRule.NOT_PERMITTED.code(),
                                                "You lack the permission to take this back."));
                    }
                    repository.takenBack(scope, one.id());
                    Collections.reverse(back);
                    return back;
                });
    }

    private Optional<UserRule> againstTakingBack(OrganizationScope scope, UserId user, UUID id) {
        if (judges.reading().find(scope, user).isEmpty()) {
            return Optional.of(UserRule.GONE);
        }
        Optional<Offboarding> latest = repository.of(scope, user).stream().findFirst();
        if (latest.isEmpty() || !latest.get().id().equals(id)) {
            return Optional.of(UserRule.CHANGED_SINCE);
        }
        return latest.get().canBeTakenBack() ? against(scope, user) : Optional.of(UserRule.ALREADY);
    }

    /** What became of an offboarding that there was. */
    sealed interface Changed {
        record To(Offboarding offboarding) implements Changed {}

        record Not(UserRule why) implements Changed {}
    }

    private static Offboarding orRefused(Changed changed) {
        return switch (changed) {
            case Changed.To(var offboarding) -> offboarding;
            case Changed.Not(var why) -> throw UserProblems.broken(why).refusal();
        };
    }

    /** Says what each step is then. */
    private interface Act {
        List<Step> steps(Offboarding one, Leaver leaver, Instant now);
    }

    /**
     * @param latest only the last of the user's: an older one would bring back what a newer one has
     *     settled since
     */
    private Optional<Changed> change(
            OrganizationScope scope, UserId user, UUID id, String action, boolean latest, Act act) {
        return scopes.in(
                scope,
                () -> {
                    judges.grants().hold(scope);
                    judges.seats().hold(scope);
                    Optional<User> found = judges.reading().find(scope, user);
                    Optional<Offboarding> locked =
                            repository.lock(scope, id, true).filter(one -> one.user().equals(user));
                    if (found.isEmpty() || locked.isEmpty()) {
                        return Optional.empty();
                    }
                    Optional<UserRule> against = against(scope, found.get().id());
                    if (against.isPresent()) {
                        return Optional.of(new Changed.Not(against.get()));
                    }
                    if (latest && !repository.of(scope, user).getFirst().id().equals(id)) {
                        return Optional.of(new Changed.Not(UserRule.CHANGED_SINCE));
                    }
                    Offboarding before = locked.get();
                    Leaver leaver = leaver(scope, before, found.get());
                    Offboarding after = before.with(act.steps(before, leaver, clock.instant()));
                    if (!after.equals(before)) {
                        after.steps().forEach(step -> repository.save(scope, id, step));
                        record(scope, action, leaver, after);
                    }
                    return repository.of(scope, user).stream()
                            .filter(one -> one.id().equals(id))
                            .<Changed>map(Changed.To::new)
                            .findAny();
                });
    }

    private Optional<UserRule> against(OrganizationScope scope, User user) {
        return user.state() == UserState.DELETED
                ? Optional.of(UserRule.DELETED)
                : against(scope, user.id());
    }

    private Optional<UserRule> against(OrganizationScope scope, UserId user) {
        return judges.guard().hand(scope, List.of(user)).forTakingAway(user);
    }

    private Optional<Successor> successor(OrganizationScope scope, @Nullable UserId user) {
        return user == null
                ? Optional.empty()
                : judges.reading()
                        .find(scope, user)
                        .filter(found ->
                                found.state() == UserState.ACTIVE
                                        || found.state() == UserState.WAITING_FOR_PASSWORD)
                        .map(found ->
                                new Successor(
                                        user,
                                        found.profile().displayName(),
                                        found.address() == null
                                                ? null
                                                : EmailAddress.valueOf(found.address())));
    }

    private static Leaver leaver(User user, OffboardingWish wish, @Nullable Successor successor) {
        return new Leaver(user.id(), user.account(), wish.mail(), wish.mailUntil(), successor);
    }

    private Leaver leaver(OrganizationScope scope, Offboarding one, User user) {
        return new Leaver(
                user.id(),
                user.account(),
                one.mail(),
                one.mailUntil(),
                successor(scope, one.successor()).orElse(null));
    }

    private static Offboarding offboarding(
            OrganizationScope scope,
            User user,
            OffboardingWish wish,
            @Nullable Successor successor,
            Instant now) {
        return new Offboarding(
                Ids.next(),
                scope.organization(),
                user.id(),
                wish.mail(),
                wish.mailUntil(),
                wish.successor(),
                successor == null ? "" : successor.name(),
                wish.disableAt(),
                wish.deleteAt(),
                scope.actor(),
                scope.permissions(),
                now,
                null,
                wish.parts().stream().map(part -> Step.planned(part, wish.due(part))).toList());
    }

    private void record(OrganizationScope scope, String action, Leaver leaver, Offboarding one) {
        Map<String, @Nullable Object> said = new HashMap<>();
        one.steps().forEach(step -> said.put(step.part().name(), step.state().name()));
        said.put("mail", one.mail().name());
        if (one.successor() != null) {
            said.put("successor", one.successorName());
        }
        audit.record(
                scope,
                Change.done(
                        action, "user", leaver.user().value(), leaver.account(), Map.of(), said));
    }

    private static UserRule rule(String code) {
        for (UserRule rule : UserRule.values()) {
            if (rule.code().equals(code)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("no rule " + code);
    }
}
