package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.UndoPass.Undoing;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningUndo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes back what was decided. Runs in its caller's transaction. */
@Component
class UndoRun {

    private static final Fault FAULT =
            new Fault(null, "kernel.fault", "An unexpected fault; the server's log tells more.");

    private final ProvisioningUndo users;
    private final Provisioning provisioning;
    private final MailboxIntake mailboxes;
    private final Grants grants;
    private final ImportChangeRepository changes;
    private final ImportRepository imports;
    private final Scopes scopes;

    UndoRun(
            ProvisioningUndo users,
            Provisioning provisioning,
            MailboxIntake mailboxes,
            Grants grants,
            ImportChangeRepository changes,
            ImportRepository imports,
            Scopes scopes) {
        this.users = users;
        this.provisioning = provisioning;
        this.mailboxes = mailboxes;
        this.grants = grants;
        this.changes = changes;
        this.imports = imports;
        this.scopes = scopes;
    }

    /** Handles all at once; when that fails, each alone, so that one bad user stops nothing. */
    List<Verdict> run(OrganizationScope scope, ImportId id, List<Undoing> decided) {
        List<Undoing> toDo = decided.stream().filter(Undoing::toDo).toList();
        Map<UserId, Fault> faults =
                scopes.trial(() -> act(scope, toDo))
                        .orElseGet(() -> {
                            Map<UserId, Fault> each = new HashMap<>();
                            toDo.forEach(one -> each.putAll(alone(scope, one)));
                            return each;
                        });
        List<Undoing> done =
                decided.stream()
                        .map(one -> {
                            Fault fault = faults.get(one.change().user());
                            return fault == null ? one : one.failed(fault);
                        })
                        .toList();
        settle(scope, id, done);
        return done.stream().map(Undoing::verdict).toList();
    }

    private Map<UserId, Fault> alone(OrganizationScope scope, Undoing one) {
        return scopes.trial(() -> act(scope, List.of(one)))
                .orElseGet(() -> Map.of(one.change().user(), FAULT));
    }

    private Map<UserId, Fault> act(OrganizationScope scope, List<Undoing> toDo) {
        if (toDo.isEmpty()) {
            return Map.of();
        }
        if (toDo.stream().anyMatch(one -> !one.taken().isEmpty())) {
            grants.hold(scope);
        }
        hold(scope, toDo);
        Map<UserId, Fault> faults = new HashMap<>();
        users.apply(scope, UndoPass.wish(toDo))
                .forEach((user, why) -> faults.put(user, UndoPass.fault(why)));
        List<Undoing> left =
                toDo.stream().filter(one -> !faults.containsKey(one.change().user())).toList();
        UndoPass.taken(left)
                .forEach((role, holders) ->
                        grants.removeRole(scope, holders, role)
                                .forEach((user, outcome) -> {
                                    if (outcome instanceof Grants.Outcome.Refused) {
                                        // Half of it must not stay.
                                        throw new IllegalStateException(
                                                "refused after it was judged: "
                                                        + user
                                                        + " "
                                                        + outcome);
                                    }
                                }));
        mailboxes.bringBack(scope, UndoPass.mailboxes(left));
        return faults;
    }

    /** Users before mailboxes, and both before the first write, as everybody does. */
    private void hold(OrganizationScope scope, List<Undoing> toDo) {
        Set<UserId> withMailbox = UndoPass.mailboxes(toDo).keySet();
        if (!withMailbox.isEmpty()) {
            provisioning.hold(
                    scope, toDo.stream().map(one -> one.change().user()).toList(), List.of());
            mailboxes.hold(scope, withMailbox);
        }
    }

    /** What is undone is forgotten, so that nothing is undone twice. */
    private void settle(OrganizationScope scope, ImportId id, List<Undoing> done) {
        List<Long> over = new ArrayList<>();
        List<ImportChange> fewer = new ArrayList<>();
        for (Undoing one : done) {
            ImportChange rest = one.rest();
            if (rest == null) {
                over.add(one.change().place());
            } else if (!rest.equals(one.change())) {
                fewer.add(rest);
            }
        }
        changes.replace(scope, id, fewer);
        changes.delete(scope, id, over);
        imports.countUndoable(scope, id, -over.size());
    }
}
