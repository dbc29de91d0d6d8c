package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** These users may sign in again, once they have a password. */
public record UsersEnabled(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
