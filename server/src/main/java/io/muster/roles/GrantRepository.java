package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that gives roles and permissions and takes them away. */
@Repository
class GrantRepository {

    private final JdbcClient jdbc;

    GrantRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets one transaction at a time change roles and grants of the organization: two who take the
     * last two owners' role away at once must not both succeed.
     */
    void lock(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.grants.' || :organization, 0))
                        """)
                .param("organization", scope.organization().toString())
                .query()
                .singleRow();
    }

    /** Those of the users to whom something was given here. */
    Set<UserId> given(OrganizationScope scope, Collection<UserId> users) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                SELECT user_id FROM role_grants
                                WHERE organization_id = :organization AND user_id = ANY(:users)
                                UNION
                                SELECT user_id FROM permission_grants
                                WHERE organization_id = :organization AND user_id = ANY(:users)
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", ids(users))
                        .query((row, _) -> user(row.getObject(1, UUID.class)))
                        .list());
    }

    /** Takes away all that was given to these users here. */
    void forget(OrganizationScope scope, Collection<UserId> users) {
        for (String statement :
                List.of(
                        "DELETE FROM role_grants WHERE organization_id = :organization AND user_id = ANY(:users)",
                        "DELETE FROM permission_grants WHERE organization_id = :organization AND user_id = ANY(:users)",
                        "DELETE FROM grant_versions WHERE organization_id = :organization AND user_id = ANY(:users)")) {
            jdbc.sql(statement)
                    .param("organization", scope.organization().value())
                    .param("users", ids(users))
                    .update();
        }
    }

    /** The same in whatever organization; only machinery sees them all. */
    void forgetEverywhere(Collection<UserId> users) {
        for (String statement :
                List.of(
                        "DELETE FROM role_grants WHERE user_id = ANY(:users)",
                        "DELETE FROM permission_grants WHERE user_id = ANY(:users)",
                        "DELETE FROM grant_versions WHERE user_id = ANY(:users)")) {
            jdbc.sql(statement).param("users", ids(users)).update();
        }
    }

    int version(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT coalesce(max(version), 0) FROM grant_versions
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    /** Those that were never changed are missing. */
    Map<UserId, Integer> versions(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Integer> versions = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT user_id, version FROM grant_versions
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query(row -> {
                    versions.put(user(row.getObject("user_id", UUID.class)), row.getInt("version"));
                });
        return versions;
    }

    void countUp(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        INSERT INTO grant_versions AS g (organization_id, user_id, version)
                        SELECT :organization, unnest(:users::uuid[]), 1
                        ON CONFLICT (organization_id, user_id) DO UPDATE SET version = g.version + 1
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .update();
    }

    Set<Permission> permissionsOf(OrganizationScope scope, UserId user) {
        Set<Permission> permissions = new HashSet<>();
        jdbc.sql(
                        """
                        SELECT permission FROM permission_grants
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query(String.class)
                .list()
                .forEach(text -> Permission.parse(text).ifPresent(permissions::add));
        return permissions;
    }

    void addRole(OrganizationScope scope, Collection<UserId> users, RoleId role) {
        jdbc.sql(
                        """
                        INSERT INTO role_grants (organization_id, user_id, role_id)
                        SELECT :organization, unnest(:users::uuid[]), :role
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("role", role.value())
                .update();
    }

    void removeRole(OrganizationScope scope, Collection<UserId> users, RoleId role) {
        jdbc.sql(
                        """
                        DELETE FROM role_grants
                        WHERE organization_id = :organization AND user_id = ANY(:users) AND role_id = :role
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("role", role.value())
                .update();
    }

    void replacePermissions(OrganizationScope scope, UserId user, Collection<Permission> wanted) {
        String[] texts = wanted.stream().map(Permission::text).toArray(String[]::new);
        jdbc.sql(
                        """
                        DELETE FROM permission_grants
                        WHERE organization_id = :organization AND user_id = :user AND permission <> ALL(:wanted)
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("wanted", texts)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO permission_grants (organization_id, user_id, permission)
                        SELECT :organization, :user, unnest(:wanted::text[])
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("wanted", texts)
                .update();
    }

    long countHolders(OrganizationScope scope, RoleId role) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM role_grants
                        WHERE organization_id = :organization AND role_id = :role
                        """)
                .param("organization", scope.organization().value())
                .param("role", role.value())
                .query(Long.class)
                .single();
    }

    List<UserId> holders(OrganizationScope scope, RoleId role) {
        return jdbc.sql(
                        """
                        SELECT user_id FROM role_grants
                        WHERE organization_id = :organization AND role_id = :role
                        """)
                .param("organization", scope.organization().value())
                .param("role", role.value())
                .query((row, _) -> user(row.getObject(1, UUID.class)))
                .list();
    }

    /**
     * Who has the permission, by a role or singly.
     *
     * @param givingIt the system roles that have it
     */
    List<UserId> holders(
            OrganizationScope scope, Permission permission, Collection<RoleId> givingIt, int most) {
        return jdbc.sql(
                        """
                        SELECT user_id FROM role_grants
                        WHERE organization_id = :organization
                          AND (role_id = ANY(:roles)
                               OR role_id IN (SELECT role_id FROM role_permissions
                                              WHERE organization_id = :organization AND permission = :permission))
                        UNION
                        SELECT user_id FROM permission_grants
                        WHERE organization_id = :organization AND permission = :permission
                        ORDER BY user_id LIMIT :most
                        """)
                .param("organization", scope.organization().value())
                .param("roles", givingIt.stream().map(RoleId::value).toArray(UUID[]::new))
                .param("permission", permission.text())
                .param("most", most)
                .query((row, _) -> user(row.getObject(1, UUID.class)))
                .list();
    }

    private static UserId user(UUID id) {
        return new UserId(id);
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
