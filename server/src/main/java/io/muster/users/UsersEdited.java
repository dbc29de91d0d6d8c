package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/** Profiles, passwords, sign-in settings or types of these users are different now. */
public record UsersEdited(OrganizationId organization, List<UserId> users)
        implements UsersChanged {}
