package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An administrator working with the account of a user.
 *
 * @param organization whose administrator he does it as
 * @param reason as he gave it; the user reads it too
 * @param readOnly whether he may only look
 * @param endsAt at the latest
 * @param endedAt null while it lasts
 */
record Impersonation(
        UUID id,
        OrganizationId organization,
        UserId user,
        String userName,
        Actor.Impersonator impersonator,
        String reason,
        boolean readOnly,
        Instant startedAt,
        Instant endsAt,
        @Nullable Instant endedAt) {}
