package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** These users are gone for good: whoever keeps something of them forgets it now. */
public record UsersPurged(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
