package io.muster.domains;

/** Where an address lies, seen from one organization. */
public enum AddressPlace {
    /** In a domain of its own that is in use. */
    OWN_ACTIVE,
    /** In a domain of its own that it has proved and doesn't use. */
    OWN_INACTIVE,
    /** In a domain that another organization has proved. */
    FOREIGN,
    /** In a domain that nobody has proved, while the organization has proved others. */
    OUTSIDE,
    /**
     * In a domain that nobody has proved; the organization has proved none, and may use no other.
     */
    UNPROVED,
    /** In a domain that nobody has proved; the organization has proved none. */
    FREE
}
