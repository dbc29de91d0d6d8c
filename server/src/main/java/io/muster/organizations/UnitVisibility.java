package io.muster.organizations;

import io.muster.kernel.UnitId;
import java.util.Set;

/**
 * The units whose users the members of a unit can see. It belongs to the unit, not to its place in
 * the tree, and says nothing about who sees the unit.
 *
 * @param all all units, also those to come; then {@code units} is empty
 * @param units the chosen ones, its own unit only if it is among them
 */
public record UnitVisibility(boolean all, Set<UnitId> units) {

    public static final UnitVisibility ALL = new UnitVisibility(true, Set.of());

    public UnitVisibility {
        units = all ? Set.of() : Set.copyOf(units);
    }

    /** Whether users of that unit are seen. */
    public boolean includes(UnitId unit) {
        return all || units.contains(unit);
    }
}
