package io.muster.roles;

import io.muster.access.Accounts;
import io.muster.access.Accounts.Person;
import io.muster.access.InstanceScope;
import io.muster.access.Journal;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who holds every right everywhere. The last one who can sign in stays. */
@Component
public class SystemAdministrators {

    private final RightsRepository rights;
    private final Accounts accounts;
    private final Scopes scopes;
    private final Journal journal;

    SystemAdministrators(
            RightsRepository rights, Accounts accounts, Scopes scopes, Journal journal) {
        this.rights = rights;
        this.accounts = accounts;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** What became of the wish to name or to remove one. */
    enum Outcome {
        DONE,
        UNCHANGED,
        NO_SUCH_USER,
        LAST
    }

    /** By name. */
    List<SystemAdministrator> list(InstanceScope scope) {
        return scopes.in(scope, this::all);
    }

    public boolean any() {
        return rights.anySystemAdministrator();
    }

    /** Lets one transaction at a time decide about system administrators. */
    public void lock() {
        rights.lockSystemAdministrators();
    }

    /** Names one without a record; only set-up calls this, before there is anybody to ask. */
    public void makeFirst(InstanceScope scope, UserId user) {
        Objects.requireNonNull(scope);
        rights.makeSystemAdministrator(user);
    }

    Outcome add(InstanceScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    rights.lockSystemAdministrators();
                    Person person = accounts.people(List.of(user)).get(user);
                    if (person == null) {
                        return Outcome.NO_SUCH_USER;
                    }
                    if (!rights.makeSystemAdministrator(user)) {
                        return Outcome.UNCHANGED;
                    }
                    said(scope, "system-administrators.added", user, person.displayName());
                    return Outcome.DONE;
                });
    }

    Outcome remove(InstanceScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    // Two who remove each other at the same time: the second waits here.
                    rights.lockSystemAdministrators();
                    List<SystemAdministrator> all = all();
                    Optional<SystemAdministrator> going =
                            all.stream().filter(held -> held.userId().equals(user)).findFirst();
                    if (going.isEmpty()) {
                        return Outcome.NO_SUCH_USER;
                    }
                    if (all.stream()
                            .noneMatch(held -> held.signsIn() && !held.userId().equals(user))) {
                        return Outcome.LAST;
                    }
                    rights.removeSystemAdministrator(user);
                    said(scope, "system-administrators.removed", user, going.get().displayName());
                    return Outcome.DONE;
                });
    }

    /**
     * Those of the users without whom nobody could sign in as system administrator; to be asked in
     * the transaction that closes or deletes accounts.
     */
    Set<UserId> last(Set<UserId> going) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    if (rights.systemAdministrators().stream().noneMatch(going::contains)) {
                        return Set.of();
                    }
                    rights.lockSystemAdministrators();
                    List<SystemAdministrator> all = all();
                    return all.stream()
                                    .anyMatch(held ->
                                            held.signsIn() && !going.contains(held.userId()))
                            ? Set.of()
                            : all.stream()
                                    .map(SystemAdministrator::userId)
                                    .filter(going::contains)
                                    .collect(Collectors.toSet());
                });
    }

    /** Who runs the instance. */
    public Set<UserId> ids() {
        return scopes.in(scopes.machinery(), () -> Set.copyOf(rights.systemAdministrators()));
    }

    private List<SystemAdministrator> all() {
        List<UserId> users = rights.systemAdministrators();
        Map<UserId, Person> people = accounts.people(users);
        return users.stream()
                .map(user -> administrator(user, people.get(user)))
                .sorted(
                        Comparator.comparing(
                                SystemAdministrator::displayName, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static SystemAdministrator administrator(UserId user, @Nullable Person person) {
        return person == null
                ? new SystemAdministrator(user, "", "", null, false)
                : new SystemAdministrator(
                        user, person.displayName(), person.name(), person.home(), person.signsIn());
    }

    private void said(InstanceScope scope, String action, UserId user, String name) {
        journal.record(
                scope.actor(),
                null,
                List.of(Change.done(action, "user", user.value(), name, Map.of(), Map.of())));
    }
}
