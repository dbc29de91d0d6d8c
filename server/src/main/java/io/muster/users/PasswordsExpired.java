package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** The passwords of these users only open the page on which they choose a new one. */
public record PasswordsExpired(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
