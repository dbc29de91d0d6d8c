package io.muster.domains;

import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;

/** A domain was taken off the list of an organization, whatever its state. */
public record DomainDeleted(OrganizationId organization, DomainId domain, DomainName name) {}
