package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** Sign-in of these users was closed and their sessions ended. */
public record UsersDisabled(OrganizationId organization, List<UserId> users, boolean allowIncoming)
        implements UsersChanged {}
