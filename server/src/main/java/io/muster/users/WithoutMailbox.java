package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;

/**
 * Users who get no personal mailbox although they have an address, because whoever makes them says
 * so. Implemented where mailboxes are.
 */
public interface WithoutMailbox {

    /** To be said in the transaction that makes the users, before they are made. */
    void note(OrganizationScope scope, Collection<UserId> users);

    /** Nothing was said of them. */
    void forget(OrganizationScope scope, Collection<UserId> users);
}
