package io.muster.roles;

import io.muster.access.Journal;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import io.muster.kernel.Version;
import io.muster.roles.RoleRepository.Filter;
import io.muster.roles.RoleRepository.Listed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The roles of an organization: the system roles, which are the same everywhere, and its own.
 * Nobody makes or edits a role that goes beyond his own rights, so a role is never a way to more.
 */
@Component
public class Roles {

    private final RoleRepository repository;
    private final GrantRepository grants;
    private final Scopes scopes;
    private final Journal journal;
    private final ObjectProvider<RoleUse> uses;
    private final ApplicationEventPublisher events;

    Roles(
            RoleRepository repository,
            GrantRepository grants,
            Scopes scopes,
            Journal journal,
            ObjectProvider<RoleUse> uses,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.grants = grants;
        this.scopes = scopes;
        this.journal = journal;
        this.uses = uses;
        this.events = events;
    }

    /** What became of the wish to create, copy, edit or delete a role. */
    sealed interface Outcome {
        record Saved(Role role) implements Outcome {}

        record Deleted() implements Outcome {}

        /** Nothing was changed. */
        sealed interface Refused extends Outcome {}

        record NoSuchRole() implements Refused {}

        record IsSystemRole() implements Refused {}

        record Invalid(List<FieldError> errors) implements Refused {}

        record NameTaken() implements Refused {}

        /**
         * @param missing the rights of the role, as it is or as it is wanted, that the actor lacks
         */
        record BeyondOwnRights(Set<Permission> missing) implements Refused {}

        record ChangedMeanwhile(Role current) implements Refused {}

        /**
         * @param holders how many users hold it
         */
        record InUse(long holders, List<RoleUse.Use> uses) implements Refused {}
    }

    /** The roles of these ids, system and custom; ids that are no role here are left out. */
    public List<Role> find(OrganizationScope scope, Collection<RoleId> ids) {
        List<Role> found =
                Arrays.stream(SystemRole.values())
                        .filter(role -> ids.contains(role.id()))
                        .map(SystemRole::role)
                        .collect(Collectors.toCollection(ArrayList::new));
        found.addAll(scopes.in(scope, () -> repository.find(scope, ids)));
        return found;
    }

    /** The roles of these names, system and custom, without regard to case; others are left out. */
    public List<Role> named(OrganizationScope scope, Collection<String> names) {
        List<Role> found =
                names.stream()
                        .flatMap(name -> SystemRole.named(name).stream())
                        .distinct()
                        .map(SystemRole::role)
                        .collect(Collectors.toCollection(ArrayList::new));
        found.addAll(scopes.in(scope, () -> repository.named(scope, names)));
        return found;
    }

    /** Every role, system and custom, without the one that everybody holds; by name. */
    public List<Role> all(OrganizationScope scope) {
        List<Role> found =
                Arrays.stream(SystemRole.values())
                        .filter(role -> role != SystemRole.MEMBER)
                        .map(SystemRole::role)
                        .collect(Collectors.toCollection(ArrayList::new));
        found.addAll(scopes.in(scope, () -> repository.all(scope)));
        found.sort(Comparator.comparing(Role::name, String.CASE_INSENSITIVE_ORDER));
        return found;
    }

    Optional<Role> find(OrganizationScope scope, RoleId id) {
        return find(scope, List.of(id)).stream().findFirst();
    }

    List<Listed> list(OrganizationScope scope, Filter filter, RolePages.Place place) {
        return scopes.in(
                scope,
                () ->
                        (place.ascending()
                                        ? repository.after(
                                                scope, filter, place.edge(), place.limit())
                                        : repository.before(
                                                scope, filter, place.edgeOrEnd(), place.limit()))
                                .stream()
                                        .map(listed -> withHoldersElsewhere(scope, listed))
                                        .toList());
    }

    private Listed withHoldersElsewhere(OrganizationScope scope, Listed listed) {
        if (listed.role().level() != Permission.Level.MAILBOX) {
            return listed;
        }
        RoleId id = listed.role().id();
        return new Listed(
                listed.role(), uses.stream().mapToLong(use -> use.holdersOf(scope, id)).sum());
    }

    long count(OrganizationScope scope, Filter filter) {
        return scopes.in(scope, () -> repository.count(scope, filter));
    }

    Outcome create(OrganizationScope scope, RoleDraft draft) {
        return scopes.in(
                scope,
                () -> {
                    grants.lock(scope);
                    Role role = draft.role(RoleId.next(), 1);
                    return refusal(scope, draft, role)
                            .orElseGet(() -> insert(scope, role, Map.of()));
                });
    }

    /** Makes a role of that name with all the rights of another, system or custom. */
    Outcome copy(OrganizationScope scope, RoleId original, String name) {
        return scopes.in(
                scope,
                () -> {
                    grants.lock(scope);
                    Optional<Role> found = find(scope, original);
                    if (found.isEmpty()) {
                        return new Outcome.NoSuchRole();
                    }
                    RoleDraft draft = RoleDraft.of(found.get()).named(name);
                    Role role = draft.role(RoleId.next(), 1);
                    return refusal(scope, draft, role)
                            .orElseGet(() ->
                                    insert(scope, role, Map.of("copiedFrom", found.get().name())));
                });
    }

    /**
     * Replaces a role; the rights of all its holders change with it, from their next request on.
     */
    Outcome edit(OrganizationScope scope, RoleId id, Version version, RoleDraft draft) {
        return scopes.in(
                scope,
                () -> {
                    grants.lock(scope);
                    return changeable(scope, id, version)
                            .orElseGet(() -> {
                                Role before = repository.find(scope, id).orElseThrow();
                                Role after = draft.role(id, before.version() + 1);
                                return beyond(scope, before)
                                        .or(() -> refusal(scope, draft, after))
                                        .or(() -> unreachable(scope, before, after))
                                        .orElseGet(() -> update(scope, before, after));
                            });
                });
    }

    Outcome delete(OrganizationScope scope, RoleId id, Version version) {
        return scopes.in(
                scope,
                () -> {
                    grants.lock(scope);
                    return changeable(scope, id, version)
                            .orElseGet(() -> {
                                Role role = repository.find(scope, id).orElseThrow();
                                long holders = grants.countHolders(scope, id);
                                List<RoleUse.Use> others =
                                        uses.orderedStream()
                                                .flatMap(use -> use.usesOf(scope, id).stream())
                                                .toList();
                                if (holders > 0 || !others.isEmpty()) {
                                    return new Outcome.InUse(holders, others);
                                }
                                repository.delete(scope, id);
                                said(
                                        scope,
                                        "roles.deleted",
                                        role,
                                        RoleRepository.said(role),
                                        Map.of());
                                return new Outcome.Deleted();
                            });
                });
    }

    private Optional<Outcome> changeable(OrganizationScope scope, RoleId id, Version version) {
        if (SystemRole.of(id).isPresent()) {
            return Optional.of(new Outcome.IsSystemRole());
        }
        Optional<Role> found = repository.find(scope, id);
        if (found.isEmpty()) {
            return Optional.of(new Outcome.NoSuchRole());
        }
        return found.get().version() == version.number()
                ? Optional.empty()
                : Optional.of(new Outcome.ChangedMeanwhile(found.get()));
    }

    private Optional<Outcome> refusal(OrganizationScope scope, RoleDraft draft, Role wanted) {
        List<FieldError> errors = draft.errors();
        if (!errors.isEmpty()) {
            return Optional.of(new Outcome.Invalid(errors));
        }
        if (SystemRole.named(wanted.name()).isPresent()
                || repository.nameIsTaken(scope, wanted.name(), wanted.id())) {
            return Optional.of(new Outcome.NameTaken());
        }
        return beyond(scope, wanted);
    }

    /** What is held stays what it is, and so do rights on what belongs to higher people. */
    private Optional<Outcome> unreachable(OrganizationScope scope, Role before, Role after) {
        if (before.level() != after.level()) {
            return Optional.of(
                    new Outcome.Invalid(
                            List.of(
                                    new FieldError(
                                            "level",
                                            "fixed",
                                            "A role keeps its level. Make another role."))));
        }
        return uses.stream().anyMatch(use -> use.isOutOfReach(scope, before.id()))
                ? Optional.of(new Outcome.BeyondOwnRights(Set.of()))
                : Optional.empty();
    }

    /** Who may give access to mailboxes may give any; so he may make any role of it. */
    private static Optional<Outcome> beyond(OrganizationScope scope, Role role) {
        Set<Permission> missing =
                role.level() == Permission.Level.MAILBOX
                        ? scope.holds(Permission.MAILBOXES_ASSIGN)
                                ? Set.of()
                                : Set.of(Permission.MAILBOXES_ASSIGN)
                        : role.beyond(scope.permissions());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.BeyondOwnRights(missing));
    }

    private Outcome insert(OrganizationScope scope, Role role, Map<String, Object> origin) {
        repository.insert(scope, role);
        Map<String, Object> after = new HashMap<>(RoleRepository.said(role));
        after.putAll(origin);
        said(scope, "roles.created", role, Map.of(), after);
        return new Outcome.Saved(role);
    }

    private Outcome update(OrganizationScope scope, Role before, Role after) {
        repository.update(scope, after);
        Map<String, Object> was = RoleRepository.said(before);
        Map<String, Object> is = RoleRepository.said(after);
        Set<String> changed = new HashSet<>(is.keySet());
        changed.removeIf(field -> Objects.equals(is.get(field), was.get(field)));
        events.publishEvent(new RoleEdited(scope, after));
        said(scope, "roles.edited", after, only(was, changed), only(is, changed));
        return new Outcome.Saved(after);
    }

    private void said(
            OrganizationScope scope,
            String action,
            Role role,
            Map<String, Object> before,
            Map<String, Object> after) {
        journal.record(
                scope.actor(),
                scope.organization(),
                List.of(
                        Change.done(
                                action, "role", role.id().value(), role.name(), before, after)));
    }

    private static Map<String, Object> only(Map<String, Object> all, Set<String> fields) {
        Map<String, Object> some = new HashMap<>(all);
        some.keySet().retainAll(fields);
        return some;
    }
}
