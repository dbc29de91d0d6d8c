package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The users of an organization: the acts of administrators on them. */
@Component
public class Users {

    private final UserRepository repository;
    private final Accounts accounts;
    private final Units units;
    private final AddressRule addresses;
    private final SeatRule seats;
    private final ActivationRepository activations;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Users(
            UserRepository repository,
            Accounts accounts,
            Units units,
            AddressRule addresses,
            SeatRule seats,
            ActivationRepository activations,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.accounts = accounts;
        this.units = units;
        this.addresses = addresses;
        this.seats = seats;
        this.activations = activations;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Creates users, each alone: whose address or logon name is taken is left out, and whose
     * address the organization may not give ({@link AddressRule}); the others are made. Whose unit
     * was deleted meanwhile comes into the built-in unit; for whom there is no seat, he is made
     * disabled with that reason, the first come first. Set-based, meant for up to some thousand at
     * a time.
     *
     * @return the ids of those that were left out, also because one earlier in the list has a name
     */
    public Set<UserId> create(OrganizationScope scope, List<NewUser> wanted) {
        return scopes.in(
                scope,
                () -> {
                    SeatRule.Room room = seats.hold(scope);
                    AddressRule.Places places =
                            addresses.places(
                                    scope,
                                    wanted.stream()
                                            .map(NewUser::address)
                                            .filter(Objects::nonNull)
                                            .toList());
                    Set<UserId> refused =
                            having(
                                    wanted,
                                    (user, address) -> places.against(user, address).isPresent());
                    refused.addAll(repository.reserveAddresses(scope, without(wanted, refused)));
                    List<NewUser> free = without(wanted, refused);
                    refused.addAll(
                            accounts.register(scope, free.stream().map(Users::account).toList()));
                    List<NewUser> placed = placed(scope, without(wanted, refused));
                    Set<UserId> seatless = room.beyond(placed);
                    List<NewUser> made = seated(scope, placed, seatless);
                    repository.releaseAddresses(scope, refused);
                    Set<UserId> corporate =
                            having(made, (_, address) -> places.makesCorporate(address));
                    repository.insert(scope, made, corporate);
                    activations.lackSeat(scope, seatless);
                    audit.record(
                            scope,
                            made.stream()
                                    .map(user ->
                                            created(
                                                    user,
                                                    corporate.contains(user.id()),
                                                    seatless.contains(user.id())))
                                    .toList());
                    if (!made.isEmpty()) {
                        events.publishEvent(
                                new UsersCreated(
                                        scope.organization(),
                                        made.stream().map(NewUser::id).toList()));
                    }
                    return refused;
                });
    }

    /** What somebody sees of himself. */
    MeEndpoint.MyUser self(Actor actor) {
        return scopes.in(scopes.machinery(), () -> repository.self(actor.user()));
    }

    private List<NewUser> placed(OrganizationScope scope, List<NewUser> made) {
        Set<UnitId> wanted = made.stream().map(NewUser::unit).collect(Collectors.toSet());
        Set<UnitId> there = units.hold(scope, wanted);
        if (there.size() == wanted.size()) {
            return made;
        }
        UnitId builtIn = units.builtIn(scope);
        return made.stream()
                .map(user -> there.contains(user.unit()) ? user : user.in(builtIn))
                .toList();
    }

    private static Set<UserId> having(
            List<NewUser> users, BiPredicate<NewUser, EmailAddress> which) {
        Set<UserId> found = new HashSet<>();
        for (NewUser user : users) {
            EmailAddress address = user.address();
            if (address != null && which.test(user, address)) {
                found.add(user.id());
            }
        }
        return found;
    }

    private static List<NewUser> without(List<NewUser> users, Set<UserId> refused) {
        return refused.isEmpty()
                ? users
                : users.stream().filter(user -> !refused.contains(user.id())).toList();
    }

    private static Accounts.NewAccount account(NewUser user) {
        return new Accounts.NewAccount(
                user.id(),
                user.profile().displayName(),
                names(user),
                user.state().signsIn(),
                user.passwordHash(),
                user.mustChange());
    }

    private static List<String> names(NewUser user) {
        return names(user.address() == null ? null : user.address().toString(), user.logonName());
    }

    /** What a user signs in with. */
    static List<String> names(@Nullable String address, @Nullable String logonName) {
        List<String> names = new ArrayList<>();
        if (address != null) {
            names.add(address);
        }
        if (logonName != null && !logonName.equals(address)) {
            names.add(logonName);
        }
        return names;
    }

    /** For whom there is no seat can't sign in, before anybody reads that he could. */
    private List<NewUser> seated(
            OrganizationScope scope, List<NewUser> made, Set<UserId> seatless) {
        if (seatless.isEmpty()) {
            return made;
        }
        accounts.close(scope, seatless);
        return made.stream()
                .map(user -> seatless.contains(user.id()) ? user.disabled() : user)
                .toList();
    }

    private static Change created(NewUser user, boolean corporate, boolean seatless) {
        Map<String, @Nullable Object> after = new HashMap<>();
        after.put("account", user.account());
        after.put("displayName", user.profile().displayName());
        after.put("unitId", user.unit().toString());
        after.put("state", user.state().name());
        after.put("corporate", corporate);
        if (seatless) {
            after.put("reason", SeatRule.NO_SEAT);
        }
        if (user.passwordHash() != null) {
            after.put("password", Change.MASKED);
        }
        return Change.done(
                "users.created", "user", user.id().value(), user.account(), Map.of(), after);
    }
}
