package io.muster.domains;

/** How far a domain is. */
public enum DomainState {
    /** Listed; that it belongs to the organization isn't proved, or no longer. */
    UNVERIFIED,
    /** Proved, not in use. */
    INACTIVE,
    /** Proved, and ties users to the organization. */
    ACTIVE
}
