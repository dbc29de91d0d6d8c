package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is in the units; the users module implements it. Everything works in the transaction at hand.
 */
public interface UnitPopulation {

    /**
     * A user in a unit.
     *
     * @param account what he is listed under
     */
    record Member(UserId user, String account) {}

    /** The number of users in each unit, deleted users left out; units without any are missing. */
    Map<UnitId, Long> counts(OrganizationScope scope);

    /** The number of users in these units together, those deleted and restorable included. */
    long count(OrganizationScope scope, Collection<UnitId> units);

    /** Hands out all that {@link #count} counts, in portions. */
    void each(OrganizationScope scope, Collection<UnitId> units, Consumer<List<Member>> portions);

    /**
     * Moves those of the users who are in one of the units into another, and records it for each.
     *
     * @return those that were moved
     */
    Set<UserId> move(
            OrganizationScope scope,
            Collection<UserId> users,
            Collection<UnitId> from,
            UnitId into);
}
