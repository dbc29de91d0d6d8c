package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;

/**
 * Somebody changed what one user holds, on that user's own page. Published in the transaction of
 * the change, beside {@link GrantsChanged}; acts on many users publish none.
 */
public record GrantsReplaced(OrganizationScope scope, UserId user) {}
