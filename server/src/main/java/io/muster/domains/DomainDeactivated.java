package io.muster.domains;

import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;

/** A domain is no longer in use: it was switched off or deleted, or its record is gone. */
public record DomainDeactivated(OrganizationId organization, DomainName name) {}
