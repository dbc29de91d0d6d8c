package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final ProvisioningRepository repository;
    private final ProvisioningPlans plans;
    private final PhoneSwitch phones;
    private final ProvisioningCreation creation;
    private final ProvisioningUpdates updates;
    private final HeldElsewhere mailboxes;
    private final UserRoles roles;
    private final Users users;
    private final Accounts accounts;
    private final UserLinks links;
    private final SeatRule seats;
    private final ActivationRepository activations;
    private final Scopes scopes;

    Provisioning(
            ProvisioningRepository repository,
            ProvisioningPlans plans,
            PhoneSwitch phones,
            ProvisioningCreation creation,
            ProvisioningUpdates updates,
            HeldElsewhere mailboxes,
            UserRoles roles,
            Users users,
            Accounts accounts,
            UserLinks links,
            SeatRule seats,
            ActivationRepository activations,
            Scopes scopes) {
        this.repository = repository;
        this.plans = plans;
        this.phones = phones;
        this.creation = creation;
        this.updates = updates;
        this.mailboxes = mailboxes;
        this.roles = roles;
        this.users = users;
        this.accounts = accounts;
        this.links = links;
        this.seats = seats;
        this.activations = activations;
        this.scopes = scopes;
    }

    /**
     * Says what there is to do for each, in their order, each as if it were alone: that two of them
     * want one name is the caller's to see, and so is who must stay able to sign in ({@link
     * #needed}).
     */
    public List<ProvisioningPlan> plan(OrganizationScope scope, List<WantedUser> wanted) {
        return scopes.in(
                scope,
                () ->
                        plans.of(
                                scope,
                                takesPhoneNumbers()
                                        ? wanted
                                        : wanted.stream().map(phones::permitted).toList()));
    }

    /** Whether people have phone numbers here; where not, those that a source brings are left. */
    public boolean takesPhoneNumbers() {
        return phones.numbers() != PhoneNumbers.OFF;
    }

    /**
     * As {@link #plan}, for users who are known by more than their names: the names that the source
     * says become theirs.
     */
    public Map<UserId, ProvisioningPlan> planKnown(
            OrganizationScope scope, Map<UserId, WantedUser> wanted) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, WantedUser> permitted = new LinkedHashMap<>(wanted);
                    if (!takesPhoneNumbers()) {
                        permitted.replaceAll((_, one) -> phones.permitted(one));
                    }
                    return plans.ofKnown(scope, permitted);
                });
    }

    /** The users of these ids whose home the organization is. */
    public Map<UserId, User> known(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(scope, () -> repository.find(scope, users, false));
    }

    /**
     * Those of the users, when all of them go at once, whose sign-in must stay open, with the rule
     * that says so: without them nobody could sign in as owner of the organization, or as system
     * administrator.
     */
    public Map<UserId, UserRule> needed(OrganizationScope scope, Collection<UserId> going) {
        return scopes.in(scope, () -> plans.needed(scope, going));
    }

    /**
     * Locks users and their mailboxes until the end of the transaction, before the first of them is
     * changed: in the order in which all who change users do, so that nobody waits in a ring. What
     * is read of them afterwards is what the change finds.
     *
     * @param closing those of them who are to lose their sign-in
     */
    public void hold(
            OrganizationScope scope, Collection<UserId> existing, Collection<UserId> closing) {
        scopes.run(
                scope,
                () -> {
                    plans.needed(scope, closing);
                    seats.hold(scope);
                    repository.find(scope, existing, true);
                    mailboxes.lockOwn(scope, existing);
                });
    }

    /**
     * Lets nobody else change roles and grants before the transaction ends: for whoever makes units
     * before the users that come into them, in the order in which all do.
     */
    public void holdRoles(OrganizationScope scope) {
        scopes.run(scope, () -> roles.hold(scope));
    }

    /**
     * A user to be made.
     *
     * @param id that he is to have
     * @param passwordHash as in {@link NewUser}; counts only for who has a password of his own
     * @param mustChange null leaves it to the organization's defaults
     * @param namesRoles whether the source says which roles he has; else he gets those of the
     *     organization's defaults that are the actor's to give
     * @param seatless he starts disabled for want of a seat, whatever is free by then
     */
    public record Creation(
            UserId id,
            WantedUser wanted,
            @Nullable String passwordHash,
            @Nullable Boolean mustChange,
            boolean namesRoles,
            boolean seatless) {}

    /** What is free of the seats now; others may take it. */
    public record SeatsLeft(boolean limited, long free, String sentence) {}

    /** How many more users can be activated. */
    public SeatsLeft seatsLeft(OrganizationScope scope) {
        return scopes.in(
                scope,
                () -> {
                    SeatRule.Room room = seats.look(scope);
                    return new SeatsLeft(room.licensed().isPresent(), room.free(), room.sentence());
                });
    }

    /** Those of the users who are disabled because there was no seat for them. */
    public Set<UserId> withoutSeat(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(scope, () -> activations.withoutSeat(scope, users));
    }

    /**
     * Makes users with the organization's defaults for all that the source is silent of.
     *
     * @return those of whom a name was taken meanwhile and who were not made
     */
    public Set<UserId> create(OrganizationScope scope, List<Creation> wanted) {
        return scopes.in(
                scope,
                () -> {
                    seats.hold(scope);
                    ProvisioningCreation.Base base = creation.base(scope, wanted);
                    Set<RoleId> usual = usualRoles(scope, base, wanted);
                    roles.hold(scope, usual);
                    Set<UserId> refused =
                            users.create(scope, wanted.stream().map(base::user).toList());
                    List<Creation> made =
                            wanted.stream().filter(one -> !refused.contains(one.id())).toList();
                    activations.lackSeat(
                            scope, ProvisioningCreation.having(made, Creation::seatless));
                    accounts.barPasswordChanges(
                            scope, ProvisioningCreation.having(made, base::changesBarred), true);
                    repository.allowIncoming(
                            scope,
                            ProvisioningCreation.having(
                                    made,
                                    one -> Boolean.TRUE.equals(one.wanted().allowIncoming())));
                    creation.expire(scope, made);
                    roles.give(
                            scope,
                            ProvisioningCreation.having(made, one -> !one.namesRoles()),
                            usual);
                    return refused;
                });
    }

    /**
     * Mails users who wait for their first password the link to set it.
     *
     * @return the rules against it, by user
     */
    public Map<UserId, UserRule> welcome(OrganizationScope scope, Collection<UserId> made) {
        return scopes.in(
                scope,
                () ->
                        links.sendPasswordLinks(
                                scope,
                                repository.find(scope, made, false).values().stream()
                                        .filter(user ->
                                                user.state() == UserState.WAITING_FOR_PASSWORD)
                                        .toList()));
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
     * @return why not, for those who changed meanwhile or must stay able to sign in
     */
    public Map<UserId, ProvisioningPlan.Refused> update(
            OrganizationScope scope, List<ProvisioningPlan.Update> wanted) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, UserRule> needed = plans.needed(scope, closing(wanted));
                    seats.hold(scope);
                    Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
                    needed.forEach((user, rule) ->
                            refused.put(user, ProvisioningRefusals.broken(null, rule, user)));
                    refused.putAll(
                            updates.apply(
                                    scope,
                                    wanted.stream()
                                            .filter(one -> !needed.containsKey(one.user().id()))
                                            .toList()));
                    return refused;
                });
    }

    private static List<UserId> closing(List<ProvisioningPlan.Update> wanted) {
        return wanted.stream()
                .filter(one -> one.signIn() == ProvisioningPlan.SignIn.CLOSES)
                .map(one -> one.user().id())
                .toList();
    }
}
