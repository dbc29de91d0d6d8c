package io.muster.users;

import io.muster.kernel.OrganizationId;

/** Something about users of the organization became different: lists of them are out of date. */
public sealed interface UsersChanged
        permits PasswordsExpired,
                UserRenamed,
                UsersCreated,
                UsersDeleted,
                UsersDisabled,
                UsersEdited,
                UsersEnabled,
                UsersMoved,
                UsersPurged,
                UsersRestored {

    OrganizationId organization();
}
