package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * What people hold, as the decision point asks it at each request; the roles module implements it.
 * Called in a transaction of the machinery.
 */
public interface HeldRights {

    /** Whether he holds every right in every organization and on the instance. */
    boolean everywhere(UserId user);

    /** Nothing for somebody without a place in the organization. */
    Optional<Set<Permission>> in(UserId user, OrganizationId organization);

    /** All that he holds in one organization or another, or everywhere. */
    Set<Permission> anywhere(UserId user);
}
