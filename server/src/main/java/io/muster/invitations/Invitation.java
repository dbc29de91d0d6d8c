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
 * @param provedBy who proved by the link that mail to the address reaches him, when it is an alias
 *     of his
 * @param unsent its mail could not be written, and isn't tried again by itself
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
        @Nullable UserId provedBy,
        boolean unsent,
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
