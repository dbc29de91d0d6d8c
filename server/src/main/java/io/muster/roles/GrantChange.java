package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one user held, is given and loses. */
record GrantChange(
        Collection<Role> rolesBefore,
        Set<Permission> permissionsBefore,
        Collection<Role> rolesAfter,
        Set<Permission> permissionsAfter) {

    List<Role> rolesAdded() {
        return without(rolesAfter, rolesBefore);
    }

    List<Role> rolesRemoved() {
        return without(rolesBefore, rolesAfter);
    }

    /** Every permission that a role or a single grant newly gives. */
    Set<Permission> gained() {
        Set<Permission> gained = EnumSet.noneOf(Permission.class);
        gained.addAll(permissionsAfter);
        gained.removeAll(permissionsBefore);
        rolesAdded().forEach(role -> gained.addAll(role.permissions()));
        return gained;
    }

    boolean gives() {
        return !rolesAdded().isEmpty() || !permissionsBefore.containsAll(permissionsAfter);
    }

    boolean takes() {
        return !rolesRemoved().isEmpty() || !permissionsAfter.containsAll(permissionsBefore);
    }

    boolean nothing() {
        return !gives() && !takes();
    }

    boolean givesOwnership() {
        return rolesAdded().stream().anyMatch(GrantChange::ownership);
    }

    boolean takesOwnership() {
        return rolesRemoved().stream().anyMatch(GrantChange::ownership);
    }

    Standing standingAfter() {
        return Standing.of(rolesAfter.stream().map(Role::id).toList());
    }

    Map<String, Object> saidBefore() {
        return said(rolesBefore, permissionsBefore);
    }

    Map<String, Object> saidAfter() {
        return said(rolesAfter, permissionsAfter);
    }

    private static Map<String, Object> said(Collection<Role> roles, Set<Permission> permissions) {
        return Map.of(
                "roles", roles.stream().map(Role::name).sorted().toList(),
                "permissions", permissions.stream().sorted().map(Permission::text).toList());
    }

    private static boolean ownership(Role role) {
        return role.id().equals(SystemRole.OWNER.id());
    }

    private static List<Role> without(Collection<Role> roles, Collection<Role> others) {
        Set<RoleId> ids = others.stream().map(Role::id).collect(Collectors.toSet());
        return roles.stream().filter(role -> !ids.contains(role.id())).toList();
    }

    /** The same with one role more. */
    GrantChange adding(Role role) {
        if (rolesAfter.stream().anyMatch(held -> held.id().equals(role.id()))) {
            return this;
        }
        List<Role> more = Stream.concat(rolesAfter.stream(), Stream.of(role)).toList();
        return new GrantChange(rolesBefore, permissionsBefore, more, permissionsAfter);
    }

    /** The same with these roles and single permissions more. */
    GrantChange adding(Collection<Role> roles, Collection<Permission> permissions) {
        GrantChange more = this;
        for (Role role : roles) {
            more = more.adding(role);
        }
        Set<Permission> all = new TreeSet<>(permissionsAfter);
        all.addAll(permissions);
        return new GrantChange(rolesBefore, permissionsBefore, more.rolesAfter(), all);
    }

    /** The same with that role taken away. */
    GrantChange removing(Role role) {
        List<Role> fewer = new ArrayList<>(without(rolesAfter, List.of(role)));
        return new GrantChange(rolesBefore, permissionsBefore, fewer, permissionsAfter);
    }

    static GrantChange none(Collection<Role> roles, Set<Permission> permissions) {
        Set<Permission> held = new TreeSet<>(permissions);
        return new GrantChange(roles, held, roles, held);
    }
}
