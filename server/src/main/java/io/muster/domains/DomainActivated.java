package io.muster.domains;

import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;

/** A domain is in use from now on. */
public record DomainActivated(OrganizationId organization, DomainName name) {}
