package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.sql.Array;
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
     * What was given to those of them to whom anything was given, in one statement; a place is told
     * only of who was given something here.
     */
    Map<UserId, Holding> given(Collection<UserId> users, OrganizationId organization) {
        Map<UserId, Gifts> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT user_id, 'EVERYWHERE' AS kind, '' AS gift
                        FROM system_administrators WHERE user_id = ANY(:users)
                        UNION ALL
                        SELECT user_id, 'ROLE', role_id::text
                        FROM role_grants WHERE organization_id = :organization AND user_id = ANY(:users)
                        UNION ALL
                        SELECT g.user_id, 'BY_ROLE', p.permission
                        FROM role_grants g JOIN role_permissions p ON p.role_id = g.role_id
                        WHERE g.organization_id = :organization AND g.user_id = ANY(:users)
                        UNION ALL
                        SELECT user_id, 'SINGLE', permission
                        FROM permission_grants WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", organization.value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(
                                    new UserId(row.getObject("user_id", UUID.class)),
                                    _ -> new Gifts())
                            .add(row.getString("kind"), row.getString("gift"));
                });
        Map<UserId, Holding> holdings = new HashMap<>();
        found.forEach((user, gifts) -> holdings.put(user, gifts.holding()));
        return holdings;
    }

    /** What was given to one person, as the rows tell it one by one. */
    private static final class Gifts {

        private boolean everywhere;
        private final Set<RoleId> roles = new HashSet<>();
        private final Set<Permission> byCustomRoles = EnumSet.noneOf(Permission.class);
        private final Set<Permission> single = EnumSet.noneOf(Permission.class);

        void add(String kind, String gift) {
            switch (kind) {
                case "EVERYWHERE" -> everywhere = true;
                case "ROLE" -> roles.add(RoleId.valueOf(gift));
                // A permission that a later release took away is none.
                case "BY_ROLE" -> Permission.parse(gift).ifPresent(byCustomRoles::add);
                case "SINGLE" -> Permission.parse(gift).ifPresent(single::add);
                default -> throw new IllegalStateException(kind);
            }
        }

        Holding holding() {
            boolean place = !roles.isEmpty() || !single.isEmpty();
            return new Holding(everywhere, place, roles, byCustomRoles, single);
        }
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

    /** Reads permissions as they are stored; one that a later release took away is none. */
    static Set<Permission> permissions(Array texts) throws SQLException {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        Arrays.stream((String[]) texts.getArray())
                .forEach(text -> Permission.parse(text).ifPresent(permissions::add));
        return permissions;
    }
}
