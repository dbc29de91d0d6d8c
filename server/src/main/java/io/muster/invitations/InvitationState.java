package io.muster.invitations;

/** How an invitation stands. */
enum InvitationState {
    PENDING,
    /** Nobody answered in time; it can be sent again. */
    EXPIRED,
    ACCEPTED,
    DECLINED,
    REVOKED,
    /** Accepted, and the place that came by it was given up or taken away since. */
    LEFT
}
