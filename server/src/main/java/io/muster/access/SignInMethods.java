package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.Set;

/** How users prove who they are; the module users implements it. */
public interface SignInMethods {

    /**
     * Those of these users at home in the organization who prove it in one of its directories: what
     * they may still have as a password here opens nothing. Called in a transaction of the
     * machinery.
     */
    Set<UserId> byDirectory(OrganizationId home, Collection<UserId> users);
}
