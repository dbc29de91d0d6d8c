package io.muster.roles;

import io.muster.access.OrganizationScope;

/**
 * A role has other permissions. Published in the transaction of the change, so that whoever keeps
 * something of the rights of its holders keeps it right.
 */
public record RoleEdited(OrganizationScope scope, Role role) {}
