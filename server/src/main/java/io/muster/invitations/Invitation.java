package io.muster.invitations;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was offered by an organization, and how it stands.
 *
 * @param inviterName what people called the inviter then; he may be gone
 * @param user who accepted; null before
 * @param endedAt when it was answered or revoked; null while it waits
 */
record Invitation(
        InvitationId id,
        OrganizationId organization,
        EmailAddress address,
        String firstName,
        String lastName,
        Promise promise,
        InvitationState state,
        UserId inviter,
        String inviterName,
        @Nullable UserId user,
        Version version,
        Instant createdAt,
        Instant sentAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {

    /** Whether it waits for an answer, or could if it was sent again. */
    boolean open() {
        return state == InvitationState.PENDING || state == InvitationState.EXPIRED;
    }
}
