package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.util.List;

/** These users are in another unit now: they see others and others see them. */
public record UsersMoved(OrganizationId organization, List<UserId> users, UnitId unit)
        implements UsersChanged {}
