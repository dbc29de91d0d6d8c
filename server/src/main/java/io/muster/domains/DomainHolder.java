package io.muster.domains;

import io.muster.kernel.OrganizationId;

/**
 * Who has proved that a domain is his.
 *
 * @param state {@link DomainState#INACTIVE} or {@link DomainState#ACTIVE}
 */
public record DomainHolder(OrganizationId organization, DomainState state) {}
