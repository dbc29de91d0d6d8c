package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Accounts.PasswordStanding;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The part of provisioning that says what there is to do. Runs in its caller's transaction. */
@Component
class ProvisioningPlans {

    private static final String EXPIRES_ON = "expiresOn";

    private static final PasswordStanding NO_PASSWORD = new PasswordStanding(false, false, false);

    private final NameHolders names;
    private final ProvisioningUpdates updates;
    private final AddressRule addresses;
    private final ExpiryRule expiries;
    private final UserGuard guard;
    private final Accounts accounts;

    ProvisioningPlans(
            NameHolders names,
            ProvisioningUpdates updates,
            AddressRule addresses,
            ExpiryRule expiries,
            UserGuard guard,
            Accounts accounts) {
        this.names = names;
        this.updates = updates;
        this.addresses = addresses;
        this.expiries = expiries;
        this.guard = guard;
        this.accounts = accounts;
    }

    /** What is there of all that is asked for. */
    private record Standing(
            NameHolders.Found found,
            Map<UserId, PasswordStanding> passwords,
            UserAct.Hand hand,
            AddressRule.Places places,
            ExpiryRule.Portion expiries) {

        /** A new address of whoever it is. */
        Optional<ProvisioningPlan.Refused> against(
                @Nullable EmailAddress address, @Nullable UserId user) {
            return Optional.ofNullable(address)
                    .flatMap(places::against)
                    .map(rule -> ProvisioningRefusals.outOfPlace(rule, user));
        }

        PasswordStanding password(User user) {
            return passwords.getOrDefault(user.id(), NO_PASSWORD);
        }
    }

    /** As {@link Provisioning#plan}. */
    List<ProvisioningPlan> of(OrganizationScope scope, List<WantedUser> wanted) {
        Standing standing = look(scope, wanted, Set.of());
        return wanted.stream().map(one -> plan(scope, standing, one)).toList();
    }

    /** As {@link Provisioning#planKnown}. */
    Map<UserId, ProvisioningPlan> ofKnown(OrganizationScope scope, Map<UserId, WantedUser> wanted) {
        Standing standing = look(scope, List.copyOf(wanted.values()), wanted.keySet());
        Map<UserId, User> users = names.users(scope, wanted.keySet());
        Map<UserId, ProvisioningPlan> planned = new LinkedHashMap<>();
        wanted.forEach((id, one) -> {
            User user = users.get(id);
            planned.put(
                    id,
                    user == null
                            ? ProvisioningRefusals.notThere()
                            : planKnown(scope, standing, user, one));
        });
        return planned;
    }

    private ProvisioningPlan planKnown(
            OrganizationScope scope, Standing standing, User user, WantedUser wanted) {
        UserId byName = standing.found().holder(wanted.logonName());
        if (byName != null && !byName.equals(user.id())) {
            return ProvisioningRefusals.taken(
                    "logonName", "The logon name belongs to somebody else.");
        }
        UserId byAddress = standing.found().holder(wanted.address());
        if (byAddress != null && !byAddress.equals(user.id())) {
            return ProvisioningRefusals.taken(
                    "address", "The e-mail address belongs to somebody else.");
        }
        return plan(scope, standing, user, wanted);
    }

    /** As {@link Provisioning#needed}. */
    Map<UserId, UserRule> needed(OrganizationScope scope, Collection<UserId> going) {
        return going.isEmpty() ? Map.of() : guard.needed(scope, going);
    }

    private Standing look(OrganizationScope scope, List<WantedUser> wanted, Set<UserId> known) {
        NameHolders.Found found =
                names.find(
                        scope,
                        wanted.stream()
                                .map(one -> new UserNames(one.address(), one.logonName()))
                                .toList());
        Set<UserId> ids = new HashSet<>(found.holders().values());
        ids.addAll(known);
        return new Standing(
                found,
                ids.isEmpty() ? Map.of() : accounts.passwordStandings(scope, ids),
                guard.hand(scope, ids),
                addresses.places(
                        scope,
                        wanted.stream().map(WantedUser::address).filter(Objects::nonNull).toList()),
                expiries.portion(scope));
    }

    private ProvisioningPlan plan(OrganizationScope scope, Standing standing, WantedUser wanted) {
        UserId byName = standing.found().holder(wanted.logonName());
        UserId byAddress = standing.found().holder(wanted.address());
        User named = standing.found().user(wanted.logonName());
        User addressed = standing.found().user(wanted.address());
        if (wanted.expected() == WantedUser.Expected.KNOWN && named == null && addressed == null) {
            return ProvisioningRefusals.notThere();
        }
        if (byName == null && byAddress == null) {
            if (!scope.holds(Permission.USERS_CREATE)) {
                return ProvisioningRefusals.lacking(
                        null, "To create users", Permission.USERS_CREATE, null);
            }
            return standing.against(wanted.address(), null)
                    .or(() -> againstExpiry(scope, standing.expiries(), null, wanted.expiry()))
                    .<ProvisioningPlan>map(refused -> refused)
                    .orElseGet(() -> new ProvisioningPlan.Create(wanted));
        }
        if (byName != null && named == null) {
            return ProvisioningRefusals.taken(
                    "logonName", "The logon name belongs to somebody else.");
        }
        if (byAddress != null
                && (addressed == null || (byName != null && !byName.equals(byAddress)))) {
            return ProvisioningRefusals.taken(
                    "address", "The e-mail address belongs to somebody else.");
        }
        // By an alias alone he isn't meant to get it as his address.
        if (named == null
                && addressed != null
                && !Objects.equals(addressed.address(), String.valueOf(wanted.address()))) {
            return ProvisioningRefusals.taken(
                    "address", "The e-mail address is an alias of somebody.");
        }
        User user = Objects.requireNonNull(named == null ? addressed : named);
        return wanted.expected() == WantedUser.Expected.NEW
                ? ProvisioningRefusals.exists(user)
                : plan(scope, standing, user, wanted);
    }

    private ProvisioningPlan plan(
            OrganizationScope scope, Standing standing, User user, WantedUser wanted) {
        if (user.state() == UserState.DELETED) {
            return ProvisioningRefusals.broken(null, UserRule.DELETED, user.id());
        }
        PasswordStanding password = standing.password(user);
        ProvisioningTarget now = ProvisioningTarget.now(user, password);
        ProvisioningTarget target = ProvisioningTarget.of(user, wanted, password);
        if (target.equals(now)) {
            return new ProvisioningPlan.Keep(user);
        }
        boolean moves = !Objects.equals(target.address(), user.address());
        return against(scope, standing.hand(), user, now, target)
                .or(() -> moves ? standing.against(wanted.address(), user.id()) : Optional.empty())
                .or(() ->
                        target.reschedules(user)
                                ? againstExpiry(
                                        scope, standing.expiries(), user.id(), wanted.expiry())
                                : Optional.empty())
                .<ProvisioningPlan>map(refused -> refused)
                .orElseGet(() ->
                        new ProvisioningPlan.Update(
                                user, wanted, updates.changes(now, target), target.signIn(user)));
    }

    /**
     * Why the account may not end then.
     *
     * @param user null for a new one
     */
    static Optional<ProvisioningPlan.Refused> againstExpiry(
            OrganizationScope scope,
            ExpiryRule.Portion expiries,
            @Nullable UserId user,
            @Nullable AccountExpiry expiry) {
        if (expiry == null || (user == null && expiry.on() == null)) {
            return Optional.empty();
        }
        if (!scope.holds(Permission.USERS_DISABLE)) {
            return Optional.of(
                    ProvisioningRefusals.lacking(
                            EXPIRES_ON,
                            "To say when accounts end",
                            Permission.USERS_DISABLE,
                            user));
        }
        if (scope.actor().user().equals(user)) {
            return Optional.of(ProvisioningRefusals.broken(EXPIRES_ON, UserRule.ONESELF, user));
        }
        return expiries.againstDate(expiry.on())
                .or(() ->
                        user == null || expiry.on() == null
                                ? Optional.empty()
                                : expiries.needed(user))
                .map(rule -> ProvisioningRefusals.broken(EXPIRES_ON, rule, user));
    }

    /** Why the actor may not make this of the user; that somebody must stay is another matter. */
    static Optional<ProvisioningPlan.Refused> against(
            OrganizationScope scope,
            UserAct.Hand hand,
            User user,
            ProvisioningTarget now,
            ProvisioningTarget target) {
        Optional<UserRule> broken = UserGuard.forEditing(hand, user);
        if (broken.isPresent()) {
            return broken.map(rule -> ProvisioningRefusals.broken(null, rule, user.id()));
        }
        if (target.edits(now) && !scope.holds(Permission.USERS_EDIT)) {
            return Optional.of(
                    ProvisioningRefusals.lacking(
                            null, "To edit users", Permission.USERS_EDIT, user.id()));
        }
        boolean oneself = user.id().equals(scope.actor().user());
        if (!target.switches(user)) {
            // Nobody looks whether somebody else stays: see UserGuard.needed.
            return oneself && target.closes(user)
                    ? Optional.of(
                            ProvisioningRefusals.broken(
                                    "signInMethod", UserRule.ONESELF, user.id()))
                    : Optional.empty();
        }
        if (!scope.holds(Permission.USERS_DISABLE)) {
            return Optional.of(
                    ProvisioningRefusals.lacking(
                            "enabled",
                            "To enable or disable users",
                            Permission.USERS_DISABLE,
                            user.id()));
        }
        return oneself
                ? Optional.of(ProvisioningRefusals.broken("enabled", UserRule.ONESELF, user.id()))
                : Optional.empty();
    }
}
