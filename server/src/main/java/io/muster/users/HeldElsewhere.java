package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The mailboxes that people of another home have access to; implemented where mailboxes are. */
public interface HeldElsewhere {

    /**
     * Locks all mailboxes of the organization on which these users hold something, in the order of
     * everybody who changes more than one, and before the audit log. Whoever holds nothing is
     * missing.
     *
     * @return their names
     */
    Map<UserId, List<String>> hold(OrganizationScope scope, Collection<UserId> users);
}
