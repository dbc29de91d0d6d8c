package io.muster.organizations;

import io.muster.access.OrganizationScope;

/**
 * Days begin at other times in the organization; told in the transaction of the change, before it
 * is audited.
 */
public record TimeZoneChanged(OrganizationScope scope) {}
