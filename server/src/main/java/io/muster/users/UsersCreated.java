package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** Users were made. */
public record UsersCreated(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
