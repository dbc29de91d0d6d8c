package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Collection;

/**
 * Tells who used a service, for finding those who use none. A module that has services of its own
 * has a Spring bean of it; console and portal are known here.
 */
public interface ServiceUses {

    /** Those users of the organization who used the service then or later. */
    Collection<UserId> usedSince(OrganizationScope scope, Instant since);
}
