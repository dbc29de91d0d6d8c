package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Users(
            UserRepository repository,
            Accounts accounts,
            Units units,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.accounts = accounts;
        this.units = units;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Creates users, each alone: whose address or logon name is taken is left out, the others are
     * made. Whose unit was deleted meanwhile comes into the built-in unit. Set-based, meant for up
     * to some thousand at a time.
     *
     * @return the ids of those that were left out because a name is taken, also by one earlier in
     *     the list
     */
    public Set<UserId> create(OrganizationScope scope, List<NewUser> wanted) {
        return scopes.in(
                scope,
                () -> {
                    Set<UserId> refused = new HashSet<>(repository.reserveAddresses(scope, wanted));
                    List<NewUser> free = without(wanted, refused);
                    refused.addAll(
                            accounts.register(scope, free.stream().map(Users::account).toList()));
                    List<NewUser> made = placed(scope, without(wanted, refused));
                    repository.releaseAddresses(scope, refused);
                    repository.insert(scope, made);
                    audit.record(scope, made.stream().map(Users::created).toList());
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

    private static Change created(NewUser user) {
        Map<String, @Nullable Object> after = new HashMap<>();
        after.put("account", user.account());
        after.put("displayName", user.profile().displayName());
        after.put("unitId", user.unit().toString());
        after.put("state", user.state().name());
        if (user.passwordHash() != null) {
            after.put("password", Change.MASKED);
        }
        return Change.done(
                "users.created", "user", user.id().value(), user.account(), Map.of(), after);
    }
}
