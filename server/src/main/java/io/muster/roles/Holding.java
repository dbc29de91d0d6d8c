package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one person holds in one organization.
 *
 * @param place whether he belongs to the organization at all
 * @param roles system and custom ones
 * @param byCustomRoles the permissions of his custom roles
 * @param single the permissions granted outside any role
 */
record Holding(
        boolean systemAdministrator,
        boolean place,
        Set<RoleId> roles,
        Set<Permission> byCustomRoles,
        Set<Permission> single) {

    static final Holding NOTHING = new Holding(false, false, Set.of(), Set.of(), Set.of());

    /** The union of everything: there are no permissions that take away. */
    Set<Permission> permissions() {
        if (systemAdministrator) {
            return EnumSet.allOf(Permission.class);
        }
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(byCustomRoles);
        all.addAll(single);
        roles.forEach(
                role -> SystemRole.of(role).ifPresent(known -> all.addAll(known.permissions())));
        if (place) {
            all.addAll(SystemRole.MEMBER.permissions());
        }
        return all;
    }

    Standing standing() {
        return Standing.of(roles);
    }

    /** The same of somebody who is at home in the organization. */
    Holding atHome() {
        return new Holding(systemAdministrator, true, roles, byCustomRoles, single);
    }
}
