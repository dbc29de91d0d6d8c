package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;

/**
 * What a user may do in his own personal mailbox, where that isn't everything. Implemented where
 * mailboxes are.
 */
public interface RoleInOwnMailbox {

    /**
     * To be said in the transaction that made the user, once he is made: in his own mailbox he
     * holds that role and nothing else, until an administrator gives him more. Whoever has no
     * mailbox is passed over, and with the role of a mailbox's owner nothing is limited.
     */
    void limit(OrganizationScope scope, UserId user, RoleId role);
}
