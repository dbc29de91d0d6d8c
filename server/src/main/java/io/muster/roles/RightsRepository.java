package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what was given to whom where, and keeps the system administrators. */
@Repository
class RightsRepository {

    private final JdbcClient jdbc;

    RightsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was given to each of them, in one statement; a place is told only of those who were
     * given something.
     */
    Map<UserId, Holding> given(Collection<UserId> users, OrganizationId organization) {
        Map<UserId, Holding> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT w.user_id,
                            EXISTS (SELECT 1 FROM system_administrators s WHERE s.user_id = w.user_id) AS everywhere,
                            ARRAY(SELECT g.role_id FROM role_grants g
                                  WHERE g.organization_id = :organization AND g.user_id = w.user_id) AS roles,
                            ARRAY(SELECT DISTINCT p.permission
                                  FROM role_grants g JOIN role_permissions p ON p.role_id = g.role_id
                                  WHERE g.organization_id = :organization AND g.user_id = w.user_id) AS by_custom_roles,
                            ARRAY(SELECT g.permission FROM permission_grants g
                                  WHERE g.organization_id = :organization AND g.user_id = w.user_id) AS single
                        FROM unnest(:users::uuid[]) AS w (user_id)
                        """)
                .param("organization", organization.value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query(row -> {
                    found.put(new UserId(row.getObject("user_id", UUID.class)), holding(row));
                });
        return found;
    }

    boolean isSystemAdministrator(UserId user) {
        return jdbc.sql("SELECT count(*) FROM system_administrators WHERE user_id = :user")
                        .param("user", user.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    boolean makeSystemAdministrator(UserId user) {
        return jdbc.sql(
                                "INSERT INTO system_administrators (user_id) VALUES (:user) ON CONFLICT DO NOTHING")
                        .param("user", user.value())
                        .update()
                == 1;
    }

    boolean removeSystemAdministrator(UserId user) {
        return jdbc.sql("DELETE FROM system_administrators WHERE user_id = :user")
                        .param("user", user.value())
                        .update()
                == 1;
    }

    boolean anySystemAdministrator() {
        return jdbc.sql("SELECT count(*) FROM system_administrators").query(Integer.class).single()
                > 0;
    }

    /** Lets one transaction at a time decide about system administrators. */
    void lockSystemAdministrators() {
        jdbc.sql("LOCK TABLE system_administrators IN SHARE ROW EXCLUSIVE MODE").update();
    }

    List<UserId> systemAdministrators() {
        return jdbc.sql("SELECT user_id FROM system_administrators ORDER BY user_id")
                .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                .list();
    }

    /** The organizations in which something was given to the user. */
    List<OrganizationId> givenIn(UserId user) {
        return jdbc.sql(
                        """
                        SELECT organization_id FROM role_grants WHERE user_id = :user
                        UNION
                        SELECT organization_id FROM permission_grants WHERE user_id = :user
                        """)
                .param("user", user.value())
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    private static Holding holding(ResultSet row) throws SQLException {
        Set<RoleId> roles = new HashSet<>();
        for (UUID role : (UUID[]) row.getArray("roles").getArray()) {
            roles.add(new RoleId(role));
        }
        Set<Permission> single = permissions(row.getArray("single"));
        boolean place = !roles.isEmpty() || !single.isEmpty();
        return new Holding(
                row.getBoolean("everywhere"),
                place,
                roles,
                permissions(row.getArray("by_custom_roles")),
                single);
    }

    /** Reads permissions as they are stored; one that a later release took away is none. */
    static Set<Permission> permissions(Array texts) throws SQLException {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        Arrays.stream((String[]) texts.getArray())
                .forEach(text -> Permission.parse(text).ifPresent(permissions::add));
        return permissions;
    }
}
