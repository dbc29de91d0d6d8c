package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;

/**
 * A password was set, by its user or by somebody else. Published in that transaction; not for users
 * who are registered with one.
 *
 * @param organization the user's home
 * @param first there was none before
 */
public record PasswordChanged(
        UserId user, OrganizationId organization, Instant at, boolean first) {}
