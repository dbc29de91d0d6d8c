package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * A named preset of permissions. All who hold it have its rights, also those it is given later.
 *
 * @param system there from the start, the same everywhere; can't be edited or deleted
 * @param version counts the edits, from 1
 */
public record Role(
        RoleId id,
        String name,
        String description,
        Permission.Level level,
        boolean system,
        Set<Permission> permissions,
        int version) {

    public Role {
        permissions = Set.copyOf(permissions);
    }

    /** Those of its permissions that are not among the given ones. */
    Set<Permission> beyond(Collection<Permission> held) {
        Set<Permission> beyond = EnumSet.noneOf(Permission.class);
        beyond.addAll(permissions);
        beyond.removeAll(held);
        return beyond;
    }
}
