package io.muster.users;

import io.muster.access.OrganizationScope;
import java.util.OptionalInt;

/**
 * How many users of an organization may be activated at once. Implemented where licences are; how
 * many are activated is for {@link ActivatedUsers} to say.
 */
public interface Seats {

    /** Empty is without limit. */
    OptionalInt licensed(OrganizationScope scope);

    /**
     * As {@link #licensed}; where there is a limit, nobody else activates users of the organization
     * before the transaction at hand ends. To be called before users are locked.
     */
    OptionalInt hold(OrganizationScope scope);
}
