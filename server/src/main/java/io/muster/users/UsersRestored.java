package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** Deleted users are back. */
public record UsersRestored(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
