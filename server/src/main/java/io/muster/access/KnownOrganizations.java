package io.muster.access;

import io.muster.kernel.OrganizationId;

/**
 * Which organizations there are, asked where a system administrator names one: everybody else has
 * no place in one that doesn't exist. The organizations module implements it.
 */
public interface KnownOrganizations {

    boolean exists(OrganizationId organization);
}
