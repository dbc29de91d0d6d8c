package io.muster.organizations;

import io.muster.kernel.OrganizationId;
import java.time.Instant;

/**
 * A tenant: users with shared settings and administrators.
 *
 * @param active nobody of an organization that is switched off can sign in; the states of its users
 *     stay as they are
 */
public record Organization(
        OrganizationId id,
        String name,
        boolean active,
        boolean isDefault,
        int version,
        Instant createdAt) {}
