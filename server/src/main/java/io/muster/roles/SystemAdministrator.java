package io.muster.roles;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds every right in every organization and on the instance.
 *
 * @param name what he signs in with
 * @param organizationId his home, null when his account is gone
 * @param signsIn whether sign-in is open to him
 */
record SystemAdministrator(
        UserId userId,
        String displayName,
        String name,
        @Nullable OrganizationId organizationId,
        boolean signsIn) {}
