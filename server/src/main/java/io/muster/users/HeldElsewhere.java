package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The mailboxes of people who go, their own and those elsewhere that they have access to;
 * implemented where mailboxes are.
 */
public interface HeldElsewhere {

    /**
     * Locks all mailboxes of the organization on which these users hold something, in the order of
     * everybody who changes more than one, and before the audit log. Whoever holds nothing is
     * missing.
     *
     * @return their names
     */
    Map<UserId, List<String>> hold(OrganizationScope scope, Collection<UserId> users);

    /**
     * Locks the personal mailboxes of users whose home the organization is and who are about to go
     * for good, in the same order, and takes them out of all groups; before the audit log too.
     */
    void holdOwn(OrganizationScope scope, Collection<UserId> users);

    /**
     * Locks the personal mailboxes of users whose home the organization is and who are about to be
     * renamed, deleted or restored, in the same order; before the audit log too.
     */
    void lockOwn(OrganizationScope scope, Collection<UserId> users);

    /** As {@link #lockOwn}, where the mailboxes end as their users lose their addresses. */
    void lockEnding(OrganizationScope scope, Collection<UserId> users);
}
