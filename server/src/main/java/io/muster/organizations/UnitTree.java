package io.muster.organizations;

import io.muster.kernel.UnitId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units of an organization as they were at one moment. Unchangeable. */
public final class UnitTree {

    private final Map<UnitId, Unit> units = new LinkedHashMap<>();
    private final Map<Optional<UnitId>, List<Unit>> children = new HashMap<>();

    /**
     * @param units all of them, siblings in the order in which they are shown
     */
    public UnitTree(Collection<Unit> units) {
        for (Unit unit : units) {
            this.units.put(unit.id(), unit);
            children.computeIfAbsent(Optional.ofNullable(unit.parent()), _ -> new ArrayList<>())
                    .add(unit);
        }
    }

    public Collection<Unit> units() {
        return List.copyOf(units.values());
    }

    public Optional<Unit> find(UnitId unit) {
        return Optional.ofNullable(units.get(unit));
    }

    /** The unit at the end of the way, found without regard to case. */
    public Optional<Unit> find(UnitPath path) {
        Optional<Unit> here = Optional.empty();
        for (String name : path.names()) {
            here = child(here.map(Unit::id).orElse(null), name);
            if (here.isEmpty()) {
                return here;
            }
        }
        return here;
    }

    /**
     * The way to a unit.
     *
     * @throws IllegalArgumentException when the tree has no such unit
     */
    public UnitPath pathOf(UnitId unit) {
        Deque<String> names = new ArrayDeque<>();
        for (Unit step = units.get(unit); step != null; step = parentOf(step)) {
            names.addFirst(step.name());
        }
        return new UnitPath(List.copyOf(names));
    }

    /** The units directly below one, or at the top. */
    List<Unit> children(@Nullable UnitId parent) {
        return List.copyOf(children.getOrDefault(Optional.ofNullable(parent), List.of()));
    }

    /** The unit of that name directly below one, or at the top; without regard to case. */
    Optional<Unit> child(@Nullable UnitId parent, String name) {
        return children.getOrDefault(Optional.ofNullable(parent), List.of()).stream()
                .filter(unit -> fold(unit.name()).equals(fold(name)))
                .findFirst();
    }

    /** The unit itself and all below it, parents before their children. */
    public Set<UnitId> subtree(UnitId root) {
        Set<UnitId> found = new LinkedHashSet<>();
        Deque<UnitId> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            UnitId unit = open.removeFirst();
            if (found.add(unit)) {
                children(unit).forEach(child -> open.addLast(child.id()));
            }
        }
        return found;
    }

    /** All units as the tree shows them from top to bottom, each before those below it. */
    public List<UnitId> inOrder() {
        List<UnitId> found = new ArrayList<>();
        Deque<Unit> open = new ArrayDeque<>(children(null));
        while (!open.isEmpty()) {
            Unit unit = open.removeFirst();
            found.add(unit.id());
            children(unit.id()).reversed().forEach(open::addFirst);
        }
        return found;
    }

    /** 1 at the top; 0 for the place above all units. */
    int depth(@Nullable UnitId unit) {
        int depth = 0;
        for (Unit step = unit == null ? null : units.get(unit);
                step != null;
                step = parentOf(step)) {
            depth++;
        }
        return depth;
    }

    /** How many levels a unit and what is below it take: 1 for a unit without children. */
    int height(UnitId unit) {
        return subtree(unit).stream().mapToInt(this::depth).max().orElse(0) - depth(unit) + 1;
    }

    int size() {
        return units.size();
    }

    private @Nullable Unit parentOf(Unit unit) {
        return unit.parent() == null ? null : units.get(unit.parent());
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
