package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Set;

/** Tells whose mail programs are connected now. Implemented where mailboxes are. */
public interface MailConnected {

    /** Everybody at home in the organization who is connected by any of these services of mail. */
    Set<UserId> by(OrganizationScope scope, Set<ConnectedBy> services);
}
