package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.UnitId;
import io.muster.kernel.Version;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The organizational units of an organization: a tree, and whom the members of each unit can see.
 */
@Component
public class Units {

    /** The whole tree travels at once, so it has an end. */
    static final int MOST = 10_000;

    private final UnitRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;
    private final LiveUpdates live;

    Units(UnitRepository repository, Scopes scopes, AuditLog audit, LiveUpdates live) {
        this.repository = repository;
        this.scopes = scopes;
        this.audit = audit;
        this.live = live;
    }

    /** What became of a unit that was to be made or changed. */
    sealed interface Outcome {
        record Done(Unit unit) implements Outcome {}

        record Refused(Refusal reason) implements Outcome {}

        record ChangedMeanwhile(Unit current) implements Outcome {}

        record Gone() implements Outcome {}
    }

    /** Why a unit can't be made, moved or renamed. */
    public enum Refusal {
        NAME_TAKEN,
        NO_SUCH_PARENT,
        INTO_ITSELF,
        BUILT_IN,
        TOO_DEEP,
        TOO_MANY
    }

    /** What became of the wish that a path of units exists. */
    public sealed interface Reach {
        /**
         * @param made the units that were missing before, parents first
         */
        record Reached(UnitId unit, List<UnitId> made) implements Reach {}

        record Refused(Refusal reason) implements Reach {}
    }

    /** What became of a unit's visibility. */
    sealed interface Seeing {
        record Done(Unit unit, UnitVisibility visibility) implements Seeing {}

        record NoSuchUnits(Set<UnitId> units) implements Seeing {}

        record ChangedMeanwhile(Unit current, UnitVisibility visibility) implements Seeing {}

        record Gone() implements Seeing {}
    }

    /**
     * The unit that every organization has from its first moment and that is never moved or
     * deleted.
     */
    public UnitId builtIn(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.builtIn(scope));
    }

    void createBuiltIn(OrganizationScope scope) {
        scopes.run(scope, () -> repository.insertBuiltIn(scope, UnitId.next()));
    }

    void withdrawBuiltIn(OrganizationScope scope) {
        scopes.run(scope, () -> repository.delete(scope, List.of(repository.builtIn(scope))));
    }

    /** All units as they are now. */
    public UnitTree tree(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.tree(scope));
    }

    public Optional<Unit> find(OrganizationScope scope, UnitId unit) {
        return scopes.in(scope, () -> repository.find(scope, unit));
    }

    /**
     * Those of the units that exist. Until the transaction at hand ends nobody deletes them:
     * whoever puts users into units asks here first.
     */
    public Set<UnitId> hold(OrganizationScope scope, Collection<UnitId> units) {
        return scopes.in(scope, () -> new HashSet<>(repository.hold(scope, units)));
    }

    /** The unit and all units below it; nothing when the organization has no such unit. */
    public List<UnitId> withSubUnits(OrganizationScope scope, UnitId unit) {
        return scopes.in(scope, () -> repository.subtree(scope, unit));
    }

    /** Makes a unit below another, or at the top. It sees all units. */
    Outcome create(
            OrganizationScope scope, @Nullable UnitId parent, String name, String description) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockTree(scope);
                    UnitTree tree = repository.tree(scope);
                    Optional<Refusal> refusal = againstNew(tree, parent, name);
                    return refusal.isPresent()
                            ? new Outcome.Refused(refusal.get())
                            : new Outcome.Done(
                                    insert(
                                            scope,
                                            parent,
                                            name,
                                            description,
                                            change -> audit.record(scope, change)));
                });
    }

    /** Replaces name, description and place. With the unit goes all that is below it. */
    Outcome edit(
            OrganizationScope scope,
            UnitId id,
            Version read,
            @Nullable UnitId parent,
            String name,
            String description) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockTree(scope);
                    UnitTree tree = repository.tree(scope);
                    Optional<Unit> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    Unit old = found.get();
                    if (!old.version().equals(read)) {
                        return new Outcome.ChangedMeanwhile(old);
                    }
                    Unit wanted =
                            new Unit(
                                    id,
                                    parent,
                                    name,
                                    description,
                                    old.builtIn(),
                                    old.seesAll(),
                                    read);
                    if (wanted.equals(old)) {
                        return new Outcome.Done(old);
                    }
                    Optional<Refusal> refusal = againstEdit(tree, old, wanted);
                    return refusal.isPresent()
                            ? new Outcome.Refused(refusal.get())
                            : new Outcome.Done(replace(scope, tree, old, wanted));
                });
    }

    /**
     * Finds the unit at the end of a path and makes what is missing of the way.
     *
     * @return why not, and then nothing was made
     */
    public Reach reach(OrganizationScope scope, UnitPath path) {
        return reach(scope, path, change -> audit.record(scope, change));
    }

    /**
     * As {@link #reach(OrganizationScope, UnitPath)}, for whoever locks more afterwards.
     *
     * @param later is given what he has to write into the audit log in the same transaction, once
     *     he has locked all that he needs
     */
    public Reach reach(OrganizationScope scope, UnitPath path, Consumer<Change> later) {
        return scopes.in(
                scope,
                () -> {
                    Optional<Unit> there = repository.tree(scope).find(path);
                    if (there.isPresent()) {
                        return new Reach.Reached(there.get().id(), List.of());
                    }
                    repository.lockTree(scope);
                    UnitTree tree = repository.tree(scope);
                    if (tree.size() + path.names().size() > MOST) {
                        return new Reach.Refused(Refusal.TOO_MANY);
                    }
                    return make(scope, tree, path, later);
                });
    }

    private Reach make(
            OrganizationScope scope, UnitTree tree, UnitPath path, Consumer<Change> log) {
        UnitId here = null;
        List<UnitId> made = new ArrayList<>();
        for (String name : path.names()) {
            Optional<Unit> next = made.isEmpty() ? tree.child(here, name) : Optional.empty();
            if (next.isPresent()) {
                here = next.get().id();
            } else {
                here = insert(scope, here, name, "", log).id();
                made.add(here);
            }
        }
        return new Reach.Reached(Objects.requireNonNull(here), made);
    }

    /**
     * Whose users the members of a unit can see: for contact lists, for sending and for the search
     * for people. Members of a unit that is gone see nobody.
     */
    public UnitVisibility visibleFrom(OrganizationScope scope, UnitId unit) {
        return scopes.in(
                scope,
                () ->
                        repository
                                .find(scope, unit)
                                .map(found -> visibility(scope, found))
                                .orElseGet(() -> new UnitVisibility(false, Set.of())));
    }

    /** Says whose users the members of a unit can see. */
    Seeing see(OrganizationScope scope, UnitId id, Version read, UnitVisibility wanted) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockTree(scope);
                    Set<UnitId> missing = new HashSet<>(wanted.units());
                    missing.removeAll(new HashSet<>(repository.hold(scope, wanted.units())));
                    Optional<Unit> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Seeing.Gone();
                    }
                    UnitVisibility old = visibility(scope, found.get());
                    if (!found.get().version().equals(read)) {
                        return new Seeing.ChangedMeanwhile(found.get(), old);
                    }
                    if (!missing.isEmpty()) {
                        return new Seeing.NoSuchUnits(missing);
                    }
                    if (wanted.equals(old)) {
                        return new Seeing.Done(found.get(), old);
                    }
                    repository.setVisibility(scope, id, wanted);
                    live.changed(scope, LiveTopic.UNITS);
                    audit.record(scope, seen(repository.tree(scope), found.get(), old, wanted));
                    return new Seeing.Done(repository.find(scope, id).orElseThrow(), wanted);
                });
    }

    private UnitVisibility visibility(OrganizationScope scope, Unit unit) {
        return unit.seesAll()
                ? UnitVisibility.ALL
                : new UnitVisibility(false, repository.visible(scope, unit.id()));
    }

    private Unit insert(
            OrganizationScope scope,
            @Nullable UnitId parent,
            String name,
            String description,
            Consumer<Change> log) {
        UnitId id = UnitId.next();
        repository.insert(scope, id, parent, name, description);
        UnitTree tree = repository.tree(scope);
        live.changed(scope, LiveTopic.UNITS);
        log.accept(
                Change.done(
                        "units.created",
                        "unit",
                        id.value(),
                        tree.pathOf(id).toString(),
                        Map.of(),
                        Map.of("name", name, "description", description)));
        return tree.find(id).orElseThrow();
    }

    private Unit replace(OrganizationScope scope, UnitTree before, Unit old, Unit wanted) {
        repository.update(scope, old.id(), wanted.parent(), wanted.name(), wanted.description());
        live.changed(scope, LiveTopic.UNITS);
        boolean moved = !Objects.equals(old.parent(), wanted.parent());
        audit.record(
                scope,
                Change.edited(
                        moved ? "units.moved" : "units.edited",
                        "unit",
                        old.id().value(),
                        before.pathOf(old.id()).toString(),
                        fields(before, old),
                        fields(before, wanted)));
        return repository.find(scope, old.id()).orElseThrow();
    }

    private static Map<String, Object> fields(UnitTree tree, Unit unit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", unit.name());
        fields.put("description", unit.description());
        UnitId parent = unit.parent();
        fields.put("parent", parent == null ? "" : tree.pathOf(parent).toString());
        return fields;
    }

    private static Change seen(
            UnitTree tree, Unit unit, UnitVisibility old, UnitVisibility wanted) {
        Map<String, Object> before = new HashMap<>(Map.of("seesAll", old.all()));
        Map<String, Object> after = new HashMap<>(Map.of("seesAll", wanted.all()));
        before.put("noLonger", paths(tree, old.units().stream().filter(u -> !wanted.includes(u))));
        after.put("newly", paths(tree, wanted.units().stream().filter(u -> !old.includes(u))));
        return Change.done(
                "units.visibility-changed",
                "unit",
                unit.id().value(),
                tree.pathOf(unit.id()).toString(),
                before,
                after);
    }

    private static List<String> paths(UnitTree tree, Stream<UnitId> units) {
        return units.map(unit -> tree.pathOf(unit).toString()).sorted().toList();
    }

    private static Optional<Refusal> againstNew(
            UnitTree tree, @Nullable UnitId parent, String name) {
        if (parent != null && tree.find(parent).isEmpty()) {
            return Optional.of(Refusal.NO_SUCH_PARENT);
        }
        if (tree.child(parent, name).isPresent()) {
            return Optional.of(Refusal.NAME_TAKEN);
        }
        if (tree.depth(parent) >= UnitPath.DEEPEST) {
            return Optional.of(Refusal.TOO_DEEP);
        }
        return tree.size() >= MOST ? Optional.of(Refusal.TOO_MANY) : Optional.empty();
    }

    private static Optional<Refusal> againstEdit(UnitTree tree, Unit old, Unit wanted) {
        UnitId parent = wanted.parent();
        if (parent != null && tree.find(parent).isEmpty()) {
            return Optional.of(Refusal.NO_SUCH_PARENT);
        }
        if (old.builtIn() && parent != null) {
            return Optional.of(Refusal.BUILT_IN);
        }
        if (parent != null && tree.subtree(old.id()).contains(parent)) {
            return Optional.of(Refusal.INTO_ITSELF);
        }
        if (tree.child(parent, wanted.name()).filter(u -> !u.id().equals(old.id())).isPresent()) {
            return Optional.of(Refusal.NAME_TAKEN);
        }
        return tree.depth(parent) + tree.height(old.id()) > UnitPath.DEEPEST
                ? Optional.of(Refusal.TOO_DEEP)
                : Optional.empty();
    }
}
