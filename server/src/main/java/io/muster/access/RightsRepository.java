package io.muster.access;

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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads who holds which role and permission where, and keeps the system administrators. */
@Repository
class RightsRepository {

    private final JdbcClient jdbc;

    RightsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

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
            roles.forEach(role ->
                    SystemRole.of(role).ifPresent(known -> all.addAll(known.permissions())));
            if (place) {
                all.addAll(SystemRole.MEMBER.permissions());
            }
            return all;
        }

        Standing standing() {
            return Standing.of(roles);
        }
    }

    /**
     * The union of all roles and single permissions; nothing for somebody without a place in the
     * organization.
     */
    Optional<Set<Permission>> of(UserId user, OrganizationId organization) {
        Holding holding = holding(user, organization);
        return holding.systemAdministrator() || holding.place()
                ? Optional.of(holding.permissions())
                : Optional.empty();
    }

    Holding holding(UserId user, OrganizationId organization) {
        return holdings(List.of(user), organization).getOrDefault(user, Holding.NOTHING);
    }

    /** What each of them holds, in one statement. */
    Map<UserId, Holding> holdings(Collection<UserId> users, OrganizationId organization) {
        Map<UserId, Holding> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT w.user_id,
                            EXISTS (SELECT 1 FROM system_administrators s WHERE s.user_id = w.user_id) AS everywhere,
                            EXISTS (SELECT 1 FROM sign_in_accounts a
                                    WHERE a.user_id = w.user_id AND a.organization_id = :organization) AS home,
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

    /** The name of a user of the instance; nothing where there is none of that id. */
    Optional<String> nameOf(UserId user) {
        return jdbc.sql("SELECT display_name FROM sign_in_accounts WHERE user_id = :user")
                .param("user", user.value())
                .query(String.class)
                .optional();
    }

    boolean anySystemAdministrator() {
        return jdbc.sql("SELECT count(*) FROM system_administrators").query(Integer.class).single()
                > 0;
    }

    /** Lets one transaction at a time decide about system administrators. */
    void lockSystemAdministrators() {
        jdbc.sql("LOCK TABLE system_administrators IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** The system administrators, by name. */
    List<SystemAdministrator> systemAdministrators() {
        return jdbc.sql(
                        """
                        SELECT s.user_id, coalesce(a.display_name, '') AS display_name,
                            coalesce(a.open, false) AS open, a.organization_id,
                            coalesce((SELECT min(n.name) FROM sign_in_names n WHERE n.user_id = s.user_id), '') AS name
                        FROM system_administrators s LEFT JOIN sign_in_accounts a ON a.user_id = s.user_id
                        ORDER BY lower(a.display_name), s.user_id
                        """)
                .query((row, _) ->
                        new SystemAdministrator(
                                new UserId(row.getObject("user_id", UUID.class)),
                                row.getString("display_name"),
                                row.getString("name"),
                                Optional.ofNullable(row.getObject("organization_id", UUID.class))
                                        .map(OrganizationId::new)
                                        .orElse(null),
                                row.getBoolean("open")))
                .list();
    }

    /** The organizations in which the user has a place. */
    List<OrganizationId> placesOf(UserId user) {
        return jdbc.sql(
                        """
                        SELECT organization_id FROM sign_in_accounts WHERE user_id = :user
                        UNION
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
        boolean place = row.getBoolean("home") || !roles.isEmpty() || !single.isEmpty();
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
