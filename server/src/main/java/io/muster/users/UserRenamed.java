package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;

/** A user has another address or logon name; all else stays his. */
public record UserRenamed(
        OrganizationId organization, UserId user, String formerAccount, String account)
        implements UsersChanged {}
