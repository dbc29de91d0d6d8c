package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailboxGroupRepository.Listed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The groups of mailboxes of an organization: the acts of administrators on them. */
@Component
class MailboxGroups {

    private static final String TYPE = "mailbox-group";

    private final MailboxGroupRepository repository;
    private final MailboxListUpdates updates;
    private final Scopes scopes;
    private final AuditLog audit;

    MailboxGroups(
            MailboxGroupRepository repository,
            MailboxListUpdates updates,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.updates = updates;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to change a group. */
    sealed interface Outcome {
        record Done(MailboxGroup group) implements Outcome {}

        record Deleted() implements Outcome {}

        record Gone() implements Outcome {}

        record NameTaken() implements Outcome {}

        /** The organization has as many groups as it may have. */
        record TooMany() implements Outcome {}

        record ChangedMeanwhile(MailboxGroup current) implements Outcome {}
    }

    Page<MailboxGroup> list(OrganizationScope scope, MailboxQuery query) {
        return query.page(
                        scopes.in(scope, () -> repository.nearest(scope, query)),
                        row -> List.of(row.folded(), row.group().id().toString()))
                .map(Listed::group);
    }

    long count(OrganizationScope scope, MailboxQuery query) {
        return scopes.in(scope, () -> repository.count(scope, query));
    }

    Optional<MailboxGroup> find(OrganizationScope scope, MailboxGroupId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    /** In which groups these mailboxes are; in none as far as the actor may see no groups. */
    Map<MailboxId, List<MailboxGroup.Named>> on(
            OrganizationScope scope, Collection<MailboxId> mailboxes) {
        return scope.holds(Permission.MAILBOX_GROUPS_READ)
                ? scopes.in(scope, () -> repository.on(scope, mailboxes))
                : Map.of();
    }

    Outcome create(OrganizationScope scope, String name) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockNames(scope);
                    MailboxGroupId id = MailboxGroupId.next();
                    if (repository.isTaken(scope, id, name)) {
                        return new Outcome.NameTaken();
                    }
                    if (repository.all(scope) >= MailboxGroup.MOST) {
                        return new Outcome.TooMany();
                    }
                    repository.insert(scope, id, name);
                    record(
                            scope,
                            "mailboxes.mailbox-group-created",
                            id,
                            name,
                            Map.of(),
                            Map.of("name", name));
                    return done(scope, id);
                });
    }

    Outcome rename(OrganizationScope scope, MailboxGroupId id, Version version, String name) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockNames(scope);
                    Optional<MailboxGroup> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    MailboxGroup before = found.get();
                    if (!version.equals(before.version())) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    if (repository.isTaken(scope, id, name)) {
                        return new Outcome.NameTaken();
                    }
                    if (before.name().equals(name)) {
                        return new Outcome.Done(before);
                    }
                    repository.rename(scope, id, name);
                    record(
                            scope,
                            "mailboxes.mailbox-group-renamed",
                            id,
                            name,
                            Map.of("name", before.name()),
                            Map.of("name", name));
                    return done(scope, id);
                });
    }

    /** Ends the group; its mailboxes stay as they are. */
    Outcome delete(OrganizationScope scope, MailboxGroupId id) {
        return change(
                scope,
                id,
                before -> {
                    repository.delete(scope, id);
                    record(
                            scope,
                            "mailboxes.mailbox-group-deleted",
                            id,
                            before.name(),
                            Map.of("name", before.name(), "mailboxes", before.mailboxes()),
                            Map.of());
                    return new Outcome.Deleted();
                });
    }

    /**
     * Puts mailboxes in; those that are in already change nothing.
     *
     * @throws io.muster.kernel.Refusal 422 that names each id that is no mailbox here; nothing is
     *     put in then
     */
    Outcome add(OrganizationScope scope, MailboxGroupId id, List<MailboxId> mailboxes) {
        return change(
                scope,
                id,
                group -> {
                    assertThere(mailboxes, repository.hold(scope, mailboxes));
                    List<EmailAddress> added = repository.add(scope, id, mailboxes);
                    recordMembers(scope, group, List.of(), added);
                    return done(scope, id);
                });
    }

    /** Takes mailboxes out; those that aren't in change nothing. */
    Outcome remove(OrganizationScope scope, MailboxGroupId id, List<MailboxId> mailboxes) {
        return change(
                scope,
                id,
                group -> {
                    List<EmailAddress> removed = repository.remove(scope, id, mailboxes);
                    recordMembers(scope, group, removed, List.of());
                    return done(scope, id);
                });
    }

    private interface Act {
        Outcome on(MailboxGroup before);
    }

    private Outcome change(OrganizationScope scope, MailboxGroupId id, Act act) {
        Supplier<Outcome> changing =
                () -> repository.lock(scope, id).map(act::on).orElseGet(Outcome.Gone::new);
        return scopes.in(scope, changing);
    }

    private static void assertThere(List<MailboxId> wanted, Set<MailboxId> there) {
        List<Problem.FieldError> unknown = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!there.contains(wanted.get(i))) {
                unknown.add(
                        new Problem.FieldError(
                                "mailboxIds[%d]".formatted(i), "unknown", "No such mailbox."));
            }
        }
        if (!unknown.isEmpty()) {
            throw Problem.invalid(unknown).refusal();
        }
    }

    private Outcome done(OrganizationScope scope, MailboxGroupId id) {
        return new Outcome.Done(repository.find(scope, id).orElseThrow());
    }

    private void recordMembers(
            OrganizationScope scope,
            MailboxGroup group,
            List<EmailAddress> removed,
            List<EmailAddress> added) {
        if (!removed.isEmpty() || !added.isEmpty()) {
            record(
                    scope,
                    "mailboxes.mailbox-group-changed",
                    group.id(),
                    group.name(),
                    Map.of("removed", removed.stream().map(EmailAddress::toString).toList()),
                    Map.of("added", added.stream().map(EmailAddress::toString).toList()));
        }
    }

    private void record(
            OrganizationScope scope,
            String action,
            MailboxGroupId id,
            String name,
            Map<String, Object> before,
            Map<String, Object> after) {
        updates.changed(scope);
        audit.record(scope, Change.done(action, TYPE, id.value(), name, before, after));
    }
}
