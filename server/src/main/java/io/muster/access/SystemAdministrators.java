package io.muster.access;

import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who holds every right everywhere. The last one who can sign in stays. */
@Component
class SystemAdministrators {

    private final RightsRepository rights;
    private final Scopes scopes;
    private final Journal journal;

    SystemAdministrators(RightsRepository rights, Scopes scopes, Journal journal) {
        this.rights = rights;
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

    List<SystemAdministrator> list(InstanceScope scope) {
        return scopes.in(scope, rights::systemAdministrators);
    }

    Outcome add(InstanceScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    rights.lockSystemAdministrators();
                    Optional<String> name = rights.nameOf(user);
                    if (name.isEmpty()) {
                        return Outcome.NO_SUCH_USER;
                    }
                    if (!rights.makeSystemAdministrator(user)) {
                        return Outcome.UNCHANGED;
                    }
                    said(scope, "system-administrators.added", user, name.get());
                    return Outcome.DONE;
                });
    }

    Outcome remove(InstanceScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    // Two who remove each other at the same time: the second waits here.
                    rights.lockSystemAdministrators();
                    List<SystemAdministrator> all = rights.systemAdministrators();
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

    private void said(InstanceScope scope, String action, UserId user, String name) {
        journal.record(
                scope.actor(),
                null,
                List.of(Change.done(action, "user", user.value(), name, Map.of(), Map.of())));
    }
}
