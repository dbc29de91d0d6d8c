package io.muster.roles;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Map;

/**
 * The roles or permissions of these users were changed. Published in the transaction of the change;
 * a listener in the same transaction keeps its copies right.
 *
 * @param standings where each of them stands now
 */
public record GrantsChanged(OrganizationId organization, Map<UserId, Standing> standings) {

    public GrantsChanged {
        standings = Map.copyOf(standings);
    }
}
