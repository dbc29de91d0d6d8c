package io.muster.domains;

import io.muster.kernel.DomainName;

/** A domain in the list of an organization, for who asks as that organization. */
public record OwnDomain(DomainId id, DomainName name, DomainState state) {

    /** Whether the organization has proved that it is its own. */
    public boolean proved() {
        return state != DomainState.UNVERIFIED;
    }
}
