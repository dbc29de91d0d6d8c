package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Accounts.PasswordStanding;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings users to what another source says of them: a file, a directory. First it says what there
 * is to do for each, which changes nothing; then it does so. Set-based, meant for up to some
 * thousand at a time.
 */
@Component
public class Provisioning {

    private static final PasswordStanding NO_PASSWORD = new PasswordStanding(false, false, false);

    private final ProvisioningRepository repository;
    private final ProvisioningCreation creation;
    private final ProvisioningUpdates updates;
    private final UserRoles roles;
    private final UserGuard guard;
    private final Users users;
    private final Accounts accounts;
    private final Scopes scopes;

    Provisioning(
            ProvisioningRepository repository,
            ProvisioningCreation creation,
            ProvisioningUpdates updates,
            UserRoles roles,
            UserGuard guard,
            Users users,
            Accounts accounts,
            Scopes scopes) {
        this.repository = repository;
        this.creation = creation;
        this.updates = updates;
        this.roles = roles;
        this.guard = guard;
        this.users = users;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    /** What is there of all that is asked for. */
    private record Standing(
            Map<String, UserId> holders,
            Map<UserId, User> users,
            Map<UserId, PasswordStanding> passwords,
            UserAct.Hand hand) {

        PasswordStanding password(User user) {
            return passwords.getOrDefault(user.id(), NO_PASSWORD);
        }
    }

    /**
     * Says what there is to do for each, in their order, each as if it were alone: that two of them
     * want one name is the caller's to see.
     */
    public List<ProvisioningPlan> plan(OrganizationScope scope, List<WantedUser> wanted) {
        return scopes.in(
                scope,
                () -> {
                    Standing standing = look(scope, wanted);
                    return keepingNeeded(
                            scope,
                            standing,
                            wanted.stream().map(one -> plan(scope, standing, one)).toList());
                });
    }

    private Standing look(OrganizationScope scope, List<WantedUser> wanted) {
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (WantedUser one : wanted) {
            if (one.address() != null) {
                addresses.add(one.address().toString());
            }
            if (one.logonName() != null) {
                names.add(one.logonName().value());
            }
        }
        names.addAll(addresses);
        Map<String, UserId> holders = new HashMap<>(accounts.holders(names));
        holders.putAll(repository.addressOwners(addresses));
        Collection<UserId> ids = Set.copyOf(holders.values());
        return new Standing(
                holders,
                repository.find(scope, ids, false),
                ids.isEmpty() ? Map.of() : accounts.passwordStandings(scope, ids),
                guard.hand(scope, ids));
    }

    private ProvisioningPlan plan(OrganizationScope scope, Standing standing, WantedUser wanted) {
        UserId byName =
                wanted.logonName() == null
                        ? null
                        : standing.holders().get(wanted.logonName().value());
        UserId byAddress =
                wanted.address() == null
                        ? null
                        : standing.holders().get(wanted.address().toString());
        if (byName == null && byAddress == null) {
            return scope.holds(Permission.USERS_CREATE)
                    ? new ProvisioningPlan.Create(wanted)
                    : lacking(null, "To create users", Permission.USERS_CREATE, null);
        }
        User named = byName == null ? null : standing.users().get(byName);
        User addressed = byAddress == null ? null : standing.users().get(byAddress);
        if (byName != null && named == null) {
            return taken("logonName", "The logon name belongs to somebody else.");
        }
        if (byAddress != null
                && (addressed == null || (byName != null && !byName.equals(byAddress)))) {
            return taken("address", "The e-mail address belongs to somebody else.");
        }
        return plan(
                scope, standing, Objects.requireNonNull(named == null ? addressed : named), wanted);
    }

    private ProvisioningPlan plan(
            OrganizationScope scope, Standing standing, User user, WantedUser wanted) {
        if (user.state() == UserState.DELETED) {
            return refused(null, UserRule.DELETED, user);
        }
        PasswordStanding password = standing.password(user);
        ProvisioningTarget now = ProvisioningTarget.now(user, password);
        ProvisioningTarget target = ProvisioningTarget.of(user, wanted, password);
        if (target.equals(now)) {
            return new ProvisioningPlan.Keep(user);
        }
        return against(scope, standing.hand(), user, now, target)
                .<ProvisioningPlan>map(refused -> refused)
                .orElseGet(() ->
                        new ProvisioningPlan.Update(user, wanted, updates.changes(now, target)));
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
            return Optional.of(refused(null, broken.get(), user));
        }
        if (target.edits(now) && !scope.holds(Permission.USERS_EDIT)) {
            return Optional.of(lacking(null, "To edit users", Permission.USERS_EDIT, user.id()));
        }
        if (!target.switches(user)) {
            return Optional.empty();
        }
        if (!scope.holds(Permission.USERS_DISABLE)) {
            return Optional.of(
                    lacking(
                            "enabled",
                            "To enable or disable users",
                            Permission.USERS_DISABLE,
                            user.id()));
        }
        return user.id().equals(scope.actor().user())
                ? Optional.of(refused("enabled", UserRule.ONESELF, user))
                : Optional.empty();
    }

    /**
     * Who must stay able to sign in is not closed; all are asked for at once, as they go at once.
     */
    private List<ProvisioningPlan> keepingNeeded(
            OrganizationScope scope, Standing standing, List<ProvisioningPlan> plans) {
        Map<UserId, String> closing = new HashMap<>();
        for (ProvisioningPlan plan : plans) {
            if (plan instanceof ProvisioningPlan.Update(User user, WantedUser wanted, _)) {
                ProvisioningTarget target =
                        ProvisioningTarget.of(user, wanted, standing.password(user));
                if (target.closes(user)) {
                    closing.put(user.id(), target.switches(user) ? "enabled" : "signInMethod");
                }
            }
        }
        if (closing.isEmpty()) {
            return plans;
        }
        Map<UserId, UserRule> needed = guard.needed(scope, closing.keySet());
        return plans.stream()
                .map(plan -> {
                    UserRule rule =
                            plan instanceof ProvisioningPlan.Update update
                                    ? needed.get(update.user().id())
                                    : null;
                    return rule != null && plan instanceof ProvisioningPlan.Update(User user, _, _)
                            ? refused(closing.get(user.id()), rule, user)
                            : plan;
                })
                .toList();
    }

    /**
     * A user to be made.
     *
     * @param id that he is to have
     * @param passwordHash as in {@link NewUser}; counts only for who has a password of his own
     * @param mustChange null leaves it to the organization's defaults
     * @param namesRoles whether the source says which roles he has; else he gets those of the
     *     organization's defaults that are the actor's to give
     */
    public record Creation(
            UserId id,
            WantedUser wanted,
            @Nullable String passwordHash,
            @Nullable Boolean mustChange,
            boolean namesRoles) {}

    /**
     * Makes users with the organization's defaults for all that the source is silent of.
     *
     * @return those of whom a name was taken meanwhile and who were not made
     */
    public Set<UserId> create(OrganizationScope scope, List<Creation> wanted) {
        return scopes.in(
                scope,
                () -> {
                    ProvisioningCreation.Base base = creation.base(scope, wanted);
                    Set<RoleId> usual = usualRoles(scope, base, wanted);
                    roles.hold(scope, usual);
                    Set<UserId> refused =
                            users.create(scope, wanted.stream().map(base::user).toList());
                    List<Creation> made =
                            wanted.stream().filter(one -> !refused.contains(one.id())).toList();
                    accounts.barPasswordChanges(
                            scope, ProvisioningCreation.having(made, base::changesBarred), true);
                    repository.allowIncoming(
                            scope,
                            ProvisioningCreation.having(
                                    made,
                                    one -> Boolean.TRUE.equals(one.wanted().allowIncoming())));
                    roles.give(
                            scope,
                            ProvisioningCreation.having(made, one -> !one.namesRoles()),
                            usual);
                    return refused;
                });
    }

    private Set<RoleId> usualRoles(
            OrganizationScope scope, ProvisioningCreation.Base base, List<Creation> wanted) {
        List<RoleId> usual = base.template().roles();
        return usual == null || wanted.stream().allMatch(Creation::namesRoles)
                ? Set.of()
                : roles.givable(scope, usual);
    }

    /**
     * Does what was planned in the same transaction.
     *
     * @return why not, for those who changed meanwhile
     */
    public Map<UserId, ProvisioningPlan.Refused> update(
            OrganizationScope scope, List<ProvisioningPlan.Update> wanted) {
        return scopes.in(scope, () -> updates.apply(scope, wanted));
    }

    static ProvisioningPlan.Refused lacking(
            @Nullable String field, String what, Permission permission, @Nullable UserId user) {
        return new ProvisioningPlan.Refused(
                field,
                "not-permitted",
                what + " you need the permission " + permission.text() + ".",
                user);
    }

    private static ProvisioningPlan taken(String field, String message) {
        return new ProvisioningPlan.Refused(field, "users.taken", message, null);
    }

    private static ProvisioningPlan.Refused refused(
            @Nullable String field, UserRule rule, User user) {
        return new ProvisioningPlan.Refused(field, rule.code(), rule.sentence(), user.id());
    }
}
