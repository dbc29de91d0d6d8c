package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;

/**
 * Somebody passed all steps of a sign-in. Published in that transaction.
 *
 * @param organization the user's home
 */
public record UserSignedIn(UserId user, OrganizationId organization, Instant at) {}
