package io.muster.organizations;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import java.time.Instant;

/**
 * A tenant: users with shared settings and administrators.
 *
 * @param name 3 to 256 characters, unique in the instance without regard to case
 * @param active nobody of an organization that is switched off can sign in; the states of its users
 *     stay as they are
 * @param isDefault exactly one organization of the instance is; it is always active
 * @param provedDomainsOnly whether its addresses may lie in no domain but those that it has proved;
 *     so it is where a stranger made it for himself
 */
public record Organization(
        OrganizationId id,
        String name,
        boolean active,
        boolean isDefault,
        boolean provedDomainsOnly,
        OrganizationSettings settings,
        Version version,
        Instant createdAt,
        Instant updatedAt) {}
