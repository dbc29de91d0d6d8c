package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who holds which role and permission where. */
@Repository
class RightsRepository {

    private final JdbcClient jdbc;

    RightsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The union of all roles and single permissions; nothing for somebody without a place in the
     * organization.
     */
    Optional<Set<Permission>> of(UserId user, OrganizationId organization) {
        if (isSystemAdministrator(user)) {
            return Optional.of(EnumSet.allOf(Permission.class));
        }
        Set<Permission> held = EnumSet.noneOf(Permission.class);
        for (RoleId role : rolesOf(user, organization)) {
            SystemRole.of(role).ifPresent(system -> held.addAll(system.permissions()));
        }
        held.addAll(ownPermissions(user, organization));
        return held.isEmpty() && !isMember(user, organization)
                ? Optional.empty()
                : Optional.of(held);
    }

    /** Whether the organization is switched off, which stops all but system administrators. */
    boolean isClosedTo(UserId user, OrganizationId organization) {
        return jdbc.sql(
                                """
                                SELECT EXISTS (
                                    SELECT 1 FROM closed_organizations WHERE organization_id = :organization
                                )
                                """)
                        .param("organization", organization.value())
                        .query(Boolean.class)
                        .single()
                && !isSystemAdministrator(user);
    }

    boolean isSystemAdministrator(UserId user) {
        return jdbc.sql("SELECT count(*) FROM system_administrators WHERE user_id = :user")
                        .param("user", user.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void makeSystemAdministrator(UserId user) {
        jdbc.sql(
                        "INSERT INTO system_administrators (user_id) VALUES (:user) ON CONFLICT DO NOTHING")
                .param("user", user.value())
                .update();
    }

    boolean anySystemAdministrator() {
        return jdbc.sql("SELECT count(*) FROM system_administrators").query(Integer.class).single()
                > 0;
    }

    Collection<RoleId> rolesOf(UserId user, OrganizationId organization) {
        return jdbc.sql(
                        "SELECT role_id FROM role_grants WHERE organization_id = :organization AND user_id = :user")
                .param("organization", organization.value())
                .param("user", user.value())
                .query((row, _) -> new RoleId(row.getObject(1, UUID.class)))
                .list();
    }

    List<UserId> holders(OrganizationScope scope, RoleId role) {
        return jdbc.sql(
                        "SELECT user_id FROM role_grants WHERE organization_id = :organization AND role_id = :role")
                .param("organization", scope.organization().value())
                .param("role", role.value())
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Of these users those who hold a right that is not among the given ones. */
    Set<UserId> holdingMore(
            OrganizationScope scope, Collection<UserId> users, Set<Permission> permissions) {
        Set<UserId> more = new HashSet<>();
        jdbc.sql(
                        """
                        SELECT g.user_id, g.role_id, p.permission
                        FROM role_grants g LEFT JOIN role_permissions p ON p.role_id = g.role_id
                        WHERE g.organization_id = :organization AND g.user_id = ANY(:users)
                        UNION ALL
                        SELECT user_id, NULL, permission FROM permission_grants
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        UNION ALL
                        SELECT user_id, NULL, :everything FROM system_administrators WHERE user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .param("everything", Permission.INSTANCE_ORGANIZATIONS.text())
                .query(row -> {
                    Set<Permission> held = EnumSet.noneOf(Permission.class);
                    UUID role = row.getObject("role_id", UUID.class);
                    if (role != null) {
                        SystemRole.of(new RoleId(role))
                                .ifPresent(system -> held.addAll(system.permissions()));
                    }
                    String permission = row.getString("permission");
                    if (permission != null) {
                        Permission.parse(permission).ifPresent(held::add);
                    }
                    if (!permissions.containsAll(held)) {
                        more.add(new UserId(row.getObject("user_id", UUID.class)));
                    }
                });
        return more;
    }

    boolean grantRole(UserId user, OrganizationId organization, RoleId role) {
        return jdbc.sql(
                                """
                                INSERT INTO role_grants (organization_id, user_id, role_id)
                                VALUES (:organization, :user, :role)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("organization", organization.value())
                        .param("user", user.value())
                        .param("role", role.value())
                        .update()
                == 1;
    }

    /** The organizations in which the user has a place. */
    List<OrganizationId> placesOf(UserId user) {
        return jdbc.sql(
                        """
                        SELECT organization_id FROM sign_in_accounts WHERE user_id = :user
                        UNION
                        SELECT organization_id FROM role_grants WHERE user_id = :user
                        """)
                .param("user", user.value())
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Lets one transaction at a time decide about system administrators. */
    void lockSystemAdministrators() {
        jdbc.sql("LOCK TABLE system_administrators IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Permissions of custom roles and those granted singly. */
    private Set<Permission> ownPermissions(UserId user, OrganizationId organization) {
        Set<Permission> held = EnumSet.noneOf(Permission.class);
        jdbc.sql(
                        """
                        SELECT p.permission
                        FROM role_grants g JOIN role_permissions p ON p.role_id = g.role_id
                        WHERE g.organization_id = :organization AND g.user_id = :user
                        UNION
                        SELECT permission FROM permission_grants WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", organization.value())
                .param("user", user.value())
                .query(String.class)
                .list()
                .forEach(text -> Permission.parse(text).ifPresent(held::add));
        return held;
    }

    private boolean isMember(UserId user, OrganizationId organization) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM sign_in_accounts WHERE user_id = :user AND organization_id = :organization)
                            OR EXISTS (SELECT 1 FROM role_grants WHERE user_id = :user AND organization_id = :organization)
                        """)
                .param("organization", organization.value())
                .param("user", user.value())
                .query(Boolean.class)
                .single();
    }
}
