package io.muster.roles;

import io.muster.access.Journal;
import io.muster.access.OrganizationScope;
import io.muster.kernel.Change;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes changes of grants that were judged, tells the other modules and the audit log. */
@Component
class GrantRecorder {

    private final GrantRepository repository;
    private final ApplicationEventPublisher events;
    private final Journal journal;

    GrantRecorder(GrantRepository repository, ApplicationEventPublisher events, Journal journal) {
        this.repository = repository;
        this.events = events;
        this.journal = journal;
    }

    void write(
            OrganizationScope scope, Map<UserId, String> names, Map<UserId, GrantChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<RoleId, List<UserId>> added = new HashMap<>();
        Map<RoleId, List<UserId>> removed = new HashMap<>();
        changes.forEach((user, change) -> {
            change.rolesAdded().forEach(role -> into(added, role).add(user));
            change.rolesRemoved().forEach(role -> into(removed, role).add(user));
            if (!change.permissionsBefore().equals(change.permissionsAfter())) {
                repository.replacePermissions(scope, user, change.permissionsAfter());
            }
        });
        added.forEach((role, users) -> repository.addRole(scope, users, role));
        removed.forEach((role, users) -> repository.removeRole(scope, users, role));
        repository.countUp(scope, changes.keySet());
        Map<UserId, Standing> standings = new HashMap<>();
        changes.forEach((user, change) -> standings.put(user, change.standingAfter()));
        published(scope, standings);
        journal.record(
                scope.actor(),
                scope.organization(),
                changes.entrySet().stream()
                        .map(entry ->
                                said(
                                        entry.getKey(),
                                        names.getOrDefault(entry.getKey(), ""),
                                        entry.getValue()))
                        .toList());
    }

    void published(OrganizationScope scope, Map<UserId, Standing> standings) {
        events.publishEvent(new GrantsChanged(scope.organization(), standings));
    }

    /** What one user holds was replaced. */
    void replaced(OrganizationScope scope, UserId user) {
        events.publishEvent(new GrantsReplaced(scope, user));
    }

    private static List<UserId> into(Map<RoleId, List<UserId>> byRole, Role role) {
        return byRole.computeIfAbsent(role.id(), _ -> new ArrayList<>());
    }

    private static Change said(UserId user, String name, GrantChange change) {
        return Change.done(
                "grants.changed",
                "user",
                user.value(),
                name,
                change.saidBefore(),
                change.saidAfter());
    }
}
