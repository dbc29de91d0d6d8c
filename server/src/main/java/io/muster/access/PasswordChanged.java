package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;

/**
 * A password was replaced by another, by its user or by somebody else. Published in that
 * transaction; not of a user's first password.
 *
 * @param organization the user's home
 */
public record PasswordChanged(UserId user, OrganizationId organization, Instant at) {}
