package io.muster.organizations;

import io.muster.kernel.UnitId;
import io.muster.kernel.Version;
import org.jspecify.annotations.Nullable;

/**
 * A node of an organization's tree.
 *
 * @param parent null at the top
 * @param name 1 to 64 characters without a slash, unique among its siblings without regard to case
 * @param description up to 255 characters
 * @param builtIn the unit that is always there and is never moved or deleted; it may be renamed
 * @param seesAll its members see the users of all units, also of units to come
 */
public record Unit(
        UnitId id,
        @Nullable UnitId parent,
        String name,
        String description,
        boolean builtIn,
        boolean seesAll,
        Version version) {}
