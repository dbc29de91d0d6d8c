package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** These users were deleted and can be restored for 30 days. */
public record UsersDeleted(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
