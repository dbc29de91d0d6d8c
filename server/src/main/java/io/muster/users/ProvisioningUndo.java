package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Accounts.PasswordStanding;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Takes back what another source made of users: a file, a directory. Who was made is removed for
 * good, who was changed goes back to what he was; by the same rules as when an administrator does
 * it by hand. Set-based, meant for up to some thousand at a time.
 */
@Component
public class ProvisioningUndo {

    private static final PasswordStanding NO_PASSWORD = new PasswordStanding(false, false, false);

    private final ProvisioningRepository repository;
    private final ProvisioningUpdates updates;
    private final ExpiryRule expiries;
    private final AddressRule addresses;
    private final UserActs acts;
    private final UserGuard guard;
    private final PurgedGuests purgedGuests;
    private final SeatRule seats;
    private final ActivationRepository activations;
    private final Accounts accounts;
    private final Scopes scopes;

    ProvisioningUndo(
            ProvisioningRepository repository,
            ProvisioningUpdates updates,
            ExpiryRule expiries,
            AddressRule addresses,
            UserActs acts,
            UserGuard guard,
            PurgedGuests purgedGuests,
            SeatRule seats,
            ActivationRepository activations,
            Accounts accounts,
            Scopes scopes) {
        this.repository = repository;
        this.updates = updates;
        this.expiries = expiries;
        this.addresses = addresses;
        this.acts = acts;
        this.guard = guard;
        this.purgedGuests = purgedGuests;
        this.seats = seats;
        this.activations = activations;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    /**
     * How a user stands.
     *
     * @param passwordSet he has a password here
     * @param passwordChangesDisabled he may not change it himself
     */
    public record Standing(User user, boolean passwordSet, boolean passwordChangesDisabled) {}

    /** How these users stand; who is not at home in the organization is missing. */
    public Map<UserId, Standing> standing(OrganizationScope scope, Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, PasswordStanding> passwords =
                            accounts.passwordStandings(scope, users);
                    Map<UserId, Standing> found = new HashMap<>();
                    repository
                            .find(scope, users, false)
                            .forEach((id, user) -> {
                                PasswordStanding password = passwords.getOrDefault(id, NO_PASSWORD);
                                found.put(
                                        id,
                                        new Standing(
                                                user, password.set(), password.changeBarred()));
                            });
                    return found;
                });
    }

    /** The versions of these users, for who only has to know whether they changed. */
    public Map<UserId, Integer> versions(OrganizationScope scope, Collection<UserId> users) {
        return users.isEmpty()
                ? Map.of()
                : scopes.in(scope, () -> repository.versions(scope, users));
    }

    /** Who has each of these addresses and logon names, in whatever organization. */
    public Map<String, UserId> holders(OrganizationScope scope, Collection<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        return scopes.in(
                scope,
                () -> {
                    Map<String, UserId> holders = new HashMap<>(accounts.holders(names));
                    holders.putAll(repository.addressOwners(names));
                    return holders;
                });
    }

    /**
     * What is to be taken back.
     *
     * @param removed who is removed for good, as he was read
     * @param restored who was deleted and comes back to the state and the unit of before
     * @param returning who goes back to what he was
     */
    public record Wish(List<User> removed, List<User> restored, List<FormerUser> returning) {
        public Wish {
            removed = List.copyOf(removed);
            restored = List.copyOf(restored);
            returning = List.copyOf(returning);
        }

        private Set<UserId> users() {
            Set<UserId> users = new LinkedHashSet<>();
            removed.forEach(user -> users.add(user.id()));
            restored.forEach(user -> users.add(user.id()));
            returning.forEach(former -> users.add(former.user().id()));
            return users;
        }
    }

    /** Says who can't be taken back and why; changes nothing. */
    public Map<UserId, ProvisioningPlan.Refused> against(OrganizationScope scope, Wish wish) {
        return against(scope, wish, Set.of());
    }

    /**
     * As {@link #against(OrganizationScope, Wish)}.
     *
     * @param others who may lose his sign-in by another part of the same undo; of all of them one
     *     owner must stay
     */
    Map<UserId, ProvisioningPlan.Refused> against(
            OrganizationScope scope, Wish wish, Set<UserId> others) {
        return scopes.in(
                scope,
                () -> {
                    Set<UserId> users = wish.users();
                    Map<UserId, PasswordStanding> passwords =
                            accounts.passwordStandings(scope, users);
                    UserAct.Hand hand = guard.hand(scope, users);
                    Set<UserId> closing = closing(wish, passwords);
                    Set<UserId> going = new HashSet<>(closing);
                    if (!closing.isEmpty()) {
                        going.addAll(others);
                    }
                    // First: it locks the home's grants in their turn.
                    Set<UserId> elsewhere = lastOwnersElsewhere(scope, wish);
                    Map<UserId, UserRule> needed = guard.needed(scope, going);
                    needed.keySet().retainAll(closing);
                    Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
                    for (User user : wish.removed()) {
                        againstRemoving(scope, hand, user.id())
                                .ifPresent(why -> refused.put(user.id(), why));
                    }
                    for (User user : wish.restored()) {
                        againstRestoring(scope, hand, user.id())
                                .ifPresent(why -> refused.put(user.id(), why));
                    }
                    AddressRule.Places places = places(scope, wish, passwords);
                    ExpiryRule.Portion portion = expiries.portion(scope);
                    for (FormerUser former : wish.returning()) {
                        former(former, passwords)
                                .flatMap(places::against)
                                .ifPresent(rule ->
                                        refused.put(
                                                former.user().id(),
                                                ProvisioningRefusals.outOfPlace(
                                                        rule, former.user().id())));
                        againstReturning(
                                        scope,
                                        hand,
                                        former,
                                        passwords.getOrDefault(former.user().id(), NO_PASSWORD))
                                .or(() ->
                                        ProvisioningPlans.againstExpiry(
                                                scope,
                                                portion,
                                                former.user().id(),
                                                former.expiry()))
                                .ifPresent(why -> refused.put(former.user().id(), why));
                    }
                    needed.forEach((user, rule) ->
                            refused.putIfAbsent(
                                    user, ProvisioningRefusals.broken(null, rule, user)));
                    againstSeats(scope, wish, passwords, refused);
                    elsewhere.forEach(user ->
                            refused.putIfAbsent(
                                    user,
                                    ProvisioningRefusals.broken(
                                            null, UserRule.LAST_OWNER_ELSEWHERE, user)));
                    return refused;
                });
    }

    /** Those for whom no seat is left, as the acts say it then. */
    private void againstSeats(
            OrganizationScope scope,
            Wish wish,
            Map<UserId, PasswordStanding> passwords,
            Map<UserId, ProvisioningPlan.Refused> refused) {
        Set<UserId> restored =
                wish.restored().isEmpty()
                        ? Set.of()
                        : activations.formerlyActivated(
                                scope, wish.restored().stream().map(User::id).toList());
        List<UserId> taking =
                Stream.concat(
                                wish.restored().stream()
                                        .filter(user -> restored.contains(user.id())),
                                wish.returning().stream()
                                        .filter(former -> takesSeat(former, passwords))
                                        .map(FormerUser::user))
                        .map(User::id)
                        .filter(user -> !refused.containsKey(user))
                        .toList();
        if (taking.isEmpty()) {
            return;
        }
        SeatRule.Room room = seats.hold(scope);
        taking.stream()
                .skip(room.free())
                .forEach(user ->
                        refused.put(
                                user,
                                new ProvisioningPlan.Refused(
                                        null, UserRule.NO_SEAT.code(), room.sentence(), user)));
    }

    private static boolean takesSeat(FormerUser former, Map<UserId, PasswordStanding> passwords) {
        User user = former.user();
        return former.target(user, passwords.getOrDefault(user.id(), NO_PASSWORD)).takesSeat(user);
    }

    private AddressRule.Places places(
            OrganizationScope scope, Wish wish, Map<UserId, PasswordStanding> passwords) {
        return addresses.places(
                scope,
                wish.returning().stream()
                        .flatMap(former -> former(former, passwords).stream())
                        .toList());
    }

    /** The address that the user would get back. */
    private static Optional<EmailAddress> former(
            FormerUser former, Map<UserId, PasswordStanding> passwords) {
        User user = former.user();
        return Optional.ofNullable(
                        former.target(user, passwords.getOrDefault(user.id(), NO_PASSWORD))
                                .address())
                .filter(address -> !address.equals(user.address()))
                .map(EmailAddress::valueOf);
    }

    /** All are asked for at once, as they go at once. */
    private static Set<UserId> closing(Wish wish, Map<UserId, PasswordStanding> passwords) {
        return Stream.concat(
                        wish.removed().stream(),
                        wish.returning().stream()
                                .filter(former -> closes(former, passwords))
                                .map(FormerUser::user))
                .map(User::id)
                .collect(Collectors.toSet());
    }

    private static boolean closes(FormerUser former, Map<UserId, PasswordStanding> passwords) {
        User user = former.user();
        return former.target(user, passwords.getOrDefault(user.id(), NO_PASSWORD)).closes(user);
    }

    private static Optional<ProvisioningPlan.Refused> againstRemoving(
            OrganizationScope scope, UserAct.Hand hand, UserId user) {
        return scope.holds(Permission.USERS_PURGE)
                ? hand.forTakingAway(user)
                        .map(rule -> ProvisioningRefusals.broken(null, rule, user))
                : Optional.of(
                        ProvisioningRefusals.lacking(
                                null, "To remove users for good", Permission.USERS_PURGE, user));
    }

    private static Optional<ProvisioningPlan.Refused> againstRestoring(
            OrganizationScope scope, UserAct.Hand hand, UserId user) {
        return scope.holds(Permission.USERS_DELETE)
                ? hand.forChanging(user).map(rule -> ProvisioningRefusals.broken(null, rule, user))
                : Optional.of(
                        ProvisioningRefusals.lacking(
                                null, "To restore users", Permission.USERS_DELETE, user));
    }

    private static Optional<ProvisioningPlan.Refused> againstReturning(
            OrganizationScope scope,
            UserAct.Hand hand,
            FormerUser former,
            PasswordStanding password) {
        User user = former.user();
        ProvisioningTarget target = former.target(user, password);
        return ProvisioningPlans.against(
                        scope, hand, user, ProvisioningTarget.now(user, password), target)
                .or(() ->
                        target.closes(user)
                                ? hand.forTakingAway(user.id())
                                        .map(rule ->
                                                ProvisioningRefusals.broken(null, rule, user.id()))
                                : Optional.empty());
    }

    /**
     * Does what {@link #against} was asked about in the same transaction.
     *
     * @return why not, for those who changed meanwhile
     */
    public Map<UserId, ProvisioningPlan.Refused> apply(OrganizationScope scope, Wish wish) {
        return scopes.in(
                scope,
                () -> {
                    // Who must stay, elsewhere first, is asked before any user is locked, and all
                    // users are locked before the end of the audit log: nobody waits in a ring.
                    lastOwnersElsewhere(scope, wish);
                    guard.needed(scope, wish.users());
                    seats.hold(scope);
                    Map<UserId, User> locked = repository.find(scope, wish.users(), true);
                    Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
                    refused.putAll(act(scope, new UserAct.Purge(), wish.removed(), locked));
                    refused.putAll(act(scope, new UserAct.Restore(null), wish.restored(), locked));
                    if (!wish.returning().isEmpty()) {
                        refused.putAll(updates.restore(scope, wish.returning()));
                    }
                    return refused;
                });
    }

    /** Without whom another organization would have no owner; asked of those who are removed. */
    private Set<UserId> lastOwnersElsewhere(OrganizationScope scope, Wish wish) {
        return wish.removed().isEmpty()
                ? Set.of()
                : purgedGuests.lastOwners(scope, wish.removed().stream().map(User::id).toList());
    }

    private Map<UserId, ProvisioningPlan.Refused> act(
            OrganizationScope scope, UserAct act, List<User> users, Map<UserId, User> locked) {
        Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
        List<UserId> going = new ArrayList<>();
        for (User read : users) {
            User user = locked.get(read.id());
            if (user == null
                    || user.version() != read.version()
                    || !Objects.equals(user.lastSignInAt(), read.lastSignInAt())) {
                refused.put(read.id(), ProvisioningRefusals.meanwhile(read.id()));
            } else {
                going.add(read.id());
            }
        }
        if (!going.isEmpty()) {
            acts.perform(scope, act, new HashSet<>(going))
                    .forEach((user, verdict) -> {
                        if (verdict instanceof UserAct.Verdict.Refused refusal) {
                            refused.put(user, ProvisioningRefusals.told(refusal, user));
                        }
                    });
        }
        return refused;
    }
}
