package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.users.UserAct.Hand;
import io.muster.users.UserAct.Subject;
import io.muster.users.UserAct.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Does an act to users, few or many, in one transaction: judges each, changes all that may be
 * changed with a handful of statements, writes one audit entry for each and publishes one event.
 */
@Component
class UserActs {

    /** Why somebody is disabled whose account came to its end. */
    static final String EXPIRED = "expired";

    private final UserActRepository repository;
    private final ExpiryRepository expiries;
    private final ExpiryRule expiryRule;
    private final SeatRule seats;
    private final UserGuard guard;
    private final PurgedGuests purgedGuests;
    private final HeldElsewhere mailboxes;
    private final Accounts accounts;
    private final Units units;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    UserActs(
            UserActRepository repository,
            ExpiryRepository expiries,
            ExpiryRule expiryRule,
            SeatRule seats,
            UserGuard guard,
            PurgedGuests purgedGuests,
            HeldElsewhere mailboxes,
            Accounts accounts,
            Units units,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.expiries = expiries;
        this.expiryRule = expiryRule;
        this.seats = seats;
        this.guard = guard;
        this.purgedGuests = purgedGuests;
        this.mailboxes = mailboxes;
        this.accounts = accounts;
        this.units = units;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
    }

    /**
     * What became of each.
     *
     * @param before what the act changed of those to whom it was done and who can go back to it
     */
    record Performed(Map<UserId, Verdict> verdicts, Map<UserId, FormerSettings> before) {}

    /** Returns what became of each; of those who don't exist, that they are gone. */
    Map<UserId, Verdict> perform(OrganizationScope scope, UserAct act, Collection<UserId> wanted) {
        return performed(scope, act, wanted).verdicts();
    }

    /** As {@link #perform}, and says what was there before. */
    Performed performed(OrganizationScope scope, UserAct act, Collection<UserId> wanted) {
        return scopes.in(
                scope,
                () -> {
                    Judged judged = judged(scope, act, wanted);
                    List<Subject> chosen =
                            judged.subjects().stream()
                                    .filter(user ->
                                            judged.verdicts().get(user.id())
                                                    instanceof Verdict.Done)
                                    .toList();
                    return new Performed(
                            judged.verdicts(),
                            chosen.isEmpty() ? Map.of() : apply(scope, act, chosen));
                });
    }

    /**
     * Says what would become of each, in the transaction that performs it afterwards: the users are
     * locked.
     */
    Map<UserId, Verdict> judge(OrganizationScope scope, UserAct act, Collection<UserId> wanted) {
        return scopes.in(scope, () -> judged(scope, act, wanted).verdicts());
    }

    private record Judged(List<Subject> subjects, Map<UserId, Verdict> verdicts) {}

    private Judged judged(OrganizationScope scope, UserAct act, Collection<UserId> wanted) {
        // Asked before any user is locked, as who changes grants does it: else the two
        // could wait for each other.
        Map<UserId, UserRule> needed = needed(scope, act, wanted);
        Optional<SeatRule.Room> room =
                act.mayTakeSeat() ? Optional.of(seats.hold(scope)) : Optional.empty();
        List<Subject> subjects = repository.lock(scope, wanted);
        if (act instanceof UserAct.Delete || act instanceof UserAct.Restore) {
            // What follows from it is done to mailboxes: whoever changes those writes the log last.
            mailboxes.lockOwn(scope, ids(subjects));
        }
        Hand hand = guard.hand(scope, ids(subjects));
        Map<UserId, Verdict> verdicts = new HashMap<>();
        wanted.forEach(id -> verdicts.put(id, new Verdict.Refused(UserRule.GONE)));
        if (subjects.size() < verdicts.size()) {
            repository
                    .guests(scope, wanted)
                    .forEach(id -> verdicts.put(id, new Verdict.Refused(UserRule.GUEST)));
        }
        subjects.forEach(user -> verdicts.put(user.id(), act.judge(user, hand)));
        if (act instanceof UserAct.SetExpiry(var date) && date != null) {
            // Set before the organization moved: the same day, but another time.
            expiries.endingOtherwise(scope, ids(subjects), date, expiryRule.begin(scope, date))
                    .forEach(user ->
                            verdicts.computeIfPresent(
                                    user,
                                    (_, verdict) ->
                                            verdict instanceof Verdict.Unchanged
                                                    ? hand.forTakingAway(user)
                                                            .<Verdict>map(Verdict.Refused::new)
                                                            .orElse(UserAct.DONE)
                                                    : verdict));
        }
        needed.forEach((user, rule) ->
                verdicts.computeIfPresent(
                        user,
                        (_, verdict) ->
                                verdict instanceof Verdict.Done
                                        ? new Verdict.Refused(rule)
                                        : verdict));
        if (act instanceof UserAct.Move(var unit) && units.hold(scope, List.of(unit)).isEmpty()) {
            verdicts.replaceAll((_, verdict) ->
                    verdict instanceof Verdict.Done
                            ? new Verdict.Refused(UserRule.NO_SUCH_UNIT)
                            : verdict);
        }
        if (act instanceof UserAct.SetExpiry(var date)) {
            expiryRule
                    .againstDate(scope, date)
                    .ifPresent(rule ->
                            verdicts.replaceAll((_, verdict) ->
                                    verdict instanceof Verdict.Done
                                            ? new Verdict.Refused(rule)
                                            : verdict));
        }
        room.ifPresent(seats -> seats.refuse(act, wanted, subjects, verdicts));
        return new Judged(subjects, verdicts);
    }

    private Map<UserId, UserRule> needed(
            OrganizationScope scope, UserAct act, Collection<UserId> wanted) {
        if (act instanceof UserAct.SetExpiry(var date) && date != null) {
            return expiryRule.needed(scope, wanted);
        }
        if (act instanceof UserAct.Purge) {
            // First: it locks the home's grants in their turn, which the other asks for too.
            Set<UserId> elsewhere = purgedGuests.lastOwners(scope, wanted);
            Map<UserId, UserRule> needed = new HashMap<>(guard.needed(scope, wanted));
            elsewhere.forEach(user -> needed.putIfAbsent(user, UserRule.LAST_OWNER_ELSEWHERE));
            return needed;
        }
        return act.closesSignIn() ? guard.needed(scope, wanted) : Map.of();
    }

    private Map<UserId, FormerSettings> apply(
            OrganizationScope scope, UserAct act, List<Subject> chosen) {
        List<UserId> ids = ids(chosen);
        OrganizationId organization = scope.organization();
        Map<UserId, FormerSettings> before = new HashMap<>();
        chosen.forEach(
                user -> act.changes(user).ifPresent(former -> before.put(user.id(), former)));
        Object event =
                switch (act) {
                    case UserAct.Enable _ -> {
                        settle(scope, chosen, _ -> UserState.ACTIVE, "users.enabled");
                        yield new UsersEnabled(organization, ids);
                    }
                    case UserAct.Expire() -> {
                        repository.disable(scope, ids, false, EXPIRED);
                        accounts.close(scope, ids);
                        record(
                                scope,
                                "users.expired",
                                chosen,
                                user -> state(user.state(), user.allowIncoming()),
                                user -> expired(user.expiresOn()));
                        yield new UsersDisabled(organization, ids, false);
                    }
                    case UserAct.SetExpiry(var date) -> {
                        if (date == null) {
                            expiries.remove(scope, ids);
                        } else {
                            expiries.set(scope, ids, date, expiryRule.begin(scope, date));
                        }
                        repository.touch(scope, ids);
                        record(
                                scope,
                                "users.expiry-set",
                                chosen,
                                user -> expiry(user.expiresOn()),
                                _ -> expiry(date));
                        yield new UsersEdited(organization, ids);
                    }
                    case UserAct.Disable(var allowIncoming) -> {
                        repository.disable(scope, ids, allowIncoming, "");
                        accounts.close(scope, ids);
                        record(
                                scope,
                                "users.disabled",
                                chosen,
                                user -> state(user.state(), user.allowIncoming()),
                                _ -> state(UserState.DISABLED, allowIncoming));
                        yield new UsersDisabled(organization, ids, allowIncoming);
                    }
                    case UserAct.ExpirePassword _ -> {
                        accounts.expirePasswords(scope, ids)
                                .forEach((user, flags) ->
                                        before.put(user, FormerSettings.password(flags)));
                        repository.touch(scope, ids);
                        record(
                                scope,
                                "users.password-expired",
                                chosen,
                                _ -> Map.of(),
                                _ -> Map.of("mustChangePassword", true));
                        yield new PasswordsExpired(organization, ids);
                    }
                    case UserAct.Move(var unit) -> {
                        repository.move(scope, ids, unit);
                        repository.touch(scope, ids);
                        record(
                                scope,
                                "users.moved",
                                chosen,
                                user -> unit(user.unit()),
                                _ -> unit(unit));
                        yield new UsersMoved(organization, ids, unit);
                    }
                    case UserAct.Delete _ -> {
                        delete(scope, chosen);
                        yield new UsersDeleted(organization, ids);
                    }
                    case UserAct.Restore(var unit) -> {
                        restore(scope, chosen, unit);
                        yield new UsersRestored(organization, ids);
                    }
                    case UserAct.Purge _ -> {
                        purgedGuests.end(scope, chosen);
                        accounts.forget(scope, ids);
                        repository.purge(scope, ids);
                        record(
                                scope,
                                "users.purged",
                                chosen,
                                user -> Map.of("account", user.account()),
                                _ -> Map.of());
                        yield new UsersPurged(organization, ids);
                    }
                };
        events.publishEvent(event);
        return before;
    }

    private void delete(OrganizationScope scope, List<Subject> chosen) {
        List<UserId> ids = ids(chosen);
        UnitId builtIn = units.builtIn(scope);
        repository.delete(scope, ids);
        repository.move(scope, ids, builtIn);
        accounts.close(scope, ids);
        record(
                scope,
                "users.deleted",
                chosen,
                user -> placed(user.state(), user.unit()),
                _ -> placed(UserState.DELETED, builtIn));
    }

    private void restore(
            OrganizationScope scope, List<Subject> chosen, @Nullable UnitId otherwise) {
        UnitId fallback =
                otherwise != null && !units.hold(scope, List.of(otherwise)).isEmpty()
                        ? otherwise
                        : units.builtIn(scope);
        Map<UnitId, List<UserId>> places = new LinkedHashMap<>();
        Map<@Nullable UnitId, UnitId> known = new HashMap<>();
        for (Subject user : chosen) {
            UnitId unit =
                    known.computeIfAbsent(
                            user.formerUnit(),
                            former ->
                                    former != null && !units.hold(scope, List.of(former)).isEmpty()
                                            ? former
                                            : fallback);
            places.computeIfAbsent(unit, _ -> new ArrayList<>()).add(user.id());
        }
        places.forEach((unit, users) -> repository.move(scope, users, unit));
        settle(
                scope,
                chosen,
                user -> Objects.requireNonNullElse(user.formerState(), UserState.DISABLED),
                "users.restored");
    }

    /** Gives each the state wanted, or waiting where a password is needed and there is none. */
    private void settle(
            OrganizationScope scope,
            List<Subject> chosen,
            java.util.function.Function<Subject, UserState> wanted,
            String action) {
        Set<UserId> withPassword = accounts.withPassword(scope, ids(chosen));
        Map<UserId, UserState> states = new HashMap<>();
        Map<UserState, List<UserId>> groups = new LinkedHashMap<>();
        for (Subject user : chosen) {
            UserState state =
                    wanted.apply(user).with(user.signInMethod(), withPassword.contains(user.id()));
            states.put(user.id(), state);
            groups.computeIfAbsent(state, _ -> new ArrayList<>()).add(user.id());
        }
        groups.forEach((state, users) -> {
            repository.settle(scope, users, state);
            if (state.signsIn()) {
                accounts.open(scope, users);
            }
        });
        record(
                scope,
                action,
                chosen,
                user -> Map.of("state", user.state().name()),
                user -> Map.of("state", String.valueOf(states.get(user.id()))));
    }

    private interface Fields {
        Map<String, ?> of(Subject user);
    }

    private void record(
            OrganizationScope scope,
            String action,
            List<Subject> users,
            Fields before,
            Fields after) {
        audit.record(
                scope,
                users.stream()
                        .map(user ->
                                Change.done(
                                        action,
                                        "user",
                                        user.id().value(),
                                        user.account(),
                                        before.of(user),
                                        after.of(user)))
                        .toList());
    }

    private static Map<String, ?> state(UserState state, boolean allowIncoming) {
        return Map.of("state", state.name(), "allowIncoming", allowIncoming);
    }

    private static Map<String, ?> expired(@Nullable LocalDate on) {
        Map<String, Object> after = new HashMap<>(state(UserState.DISABLED, false));
        after.put("reason", EXPIRED);
        after.put("expiresOn", String.valueOf(on));
        return after;
    }

    private static Map<String, ?> expiry(@Nullable LocalDate on) {
        return Map.of("expiresOn", new AccountExpiry(on).toString());
    }

    private static Map<String, ?> unit(UnitId unit) {
        return Map.of("unitId", unit.toString());
    }

    private static Map<String, ?> placed(UserState state, UnitId unit) {
        return Map.of("state", state.name(), "unitId", unit.toString());
    }

    private static List<UserId> ids(List<Subject> users) {
        return users.stream().map(Subject::id).toList();
    }
}
