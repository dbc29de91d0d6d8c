package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL that writes {@code roles} and {@code role_permissions} and lists them. */
@Repository
class RoleRepository {

    /** System roles live in the code and are listed between the others by their name. */
    private static final String MATCHING =
            """
            FROM (
                SELECT id, name, description, level, version, false AS system
                FROM roles WHERE organization_id = :organization
                UNION ALL
                SELECT id, name, description, level, 1, true
                FROM unnest(:systemIds::uuid[], :systemNames::text[], :systemDescriptions::text[], :systemLevels::text[])
                    AS s (id, name, description, level)
            ) AS m
            WHERE position(lower(:name) IN lower(m.name)) > 0
              AND (:level = '' OR m.level = :level)
              AND (:permission = '' OR m.id = ANY(:systemWithPermission::uuid[])
                   OR EXISTS (SELECT 1 FROM role_permissions p
                              WHERE p.role_id = m.id AND p.permission = :permission))
            """;

    private static final String PAGE =
            """
            SELECT m.*,
                ARRAY(SELECT p.permission FROM role_permissions p WHERE p.role_id = m.id) AS permissions,
                CASE WHEN m.id <> :member THEN
                    (SELECT count(*) FROM role_grants g
                     WHERE g.organization_id = :organization AND g.role_id = m.id)
                END AS holders
            """
                    + MATCHING;

    private final JdbcClient jdbc;

    RoleRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which roles are wanted.
     *
     * @param name a part of the name, without regard to case; empty for all
     */
    record Filter(String name, @Nullable Permission permission, Permission.@Nullable Level level) {}

    /**
     * @param holders how many users hold it; null for the role that everybody holds
     */
    record Listed(Role role, @Nullable Long holders) {}

    /** The edge of a page: the row before the first one wanted. */
    record Edge(String name, UUID id) {}

    List<Listed> after(OrganizationScope scope, Filter filter, Edge edge, int limit) {
        return filtered(
                        PAGE
                                + """
                                AND (lower(m.name), m.id) > (lower(:edgeName), :edgeId)
                                ORDER BY lower(m.name), m.id LIMIT :limit
                                """,
                        scope,
                        filter)
                .param("edgeName", edge.name())
                .param("edgeId", edge.id())
                .param("limit", limit)
                .param("member", SystemRole.MEMBER.id().value())
                .query((row, _) -> listed(row))
                .list();
    }

    /** The rows before the edge, nearest first. */
    List<Listed> before(OrganizationScope scope, Filter filter, @Nullable Edge edge, int limit) {
        return filtered(
                        PAGE
                                + """
                                AND (:fromTheEnd OR (lower(m.name), m.id) < (lower(:edgeName), :edgeId))
                                ORDER BY lower(m.name) DESC, m.id DESC LIMIT :limit
                                """,
                        scope,
                        filter)
                .param("fromTheEnd", edge == null)
                .param("edgeName", edge == null ? "" : edge.name())
                .param("edgeId", edge == null ? new UUID(0, 0) : edge.id())
                .param("limit", limit)
                .param("member", SystemRole.MEMBER.id().value())
                .query((row, _) -> listed(row))
                .list();
    }

    long count(OrganizationScope scope, Filter filter) {
        return filtered("SELECT count(*) " + MATCHING, scope, filter).query(Long.class).single();
    }

    Optional<Role> find(OrganizationScope scope, RoleId id) {
        return find(scope, List.of(id)).stream().findFirst();
    }

    /** The custom roles among the ids. */
    List<Role> find(OrganizationScope scope, Collection<RoleId> ids) {
        return jdbc.sql(
                        """
                        SELECT r.id, r.name, r.description, r.level, r.version, false AS system,
                            ARRAY(SELECT p.permission FROM role_permissions p WHERE p.role_id = r.id) AS permissions
                        FROM roles r WHERE r.organization_id = :organization AND r.id = ANY(:ids)
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids.stream().map(RoleId::value).toArray(UUID[]::new))
                .query((row, _) -> role(row))
                .list();
    }

    /** All custom roles. */
    List<Role> all(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT r.id, r.name, r.description, r.level, r.version, false AS system,
                            ARRAY(SELECT p.permission FROM role_permissions p WHERE p.role_id = r.id) AS permissions
                        FROM roles r WHERE r.organization_id = :organization
                        """)
                .param("organization", scope.organization().value())
                .query((row, _) -> role(row))
                .list();
    }

    List<Role> named(OrganizationScope scope, Collection<String> names) {
        return jdbc.sql(
                        """
                        SELECT r.id, r.name, r.description, r.level, r.version, false AS system,
                            ARRAY(SELECT p.permission FROM role_permissions p WHERE p.role_id = r.id) AS permissions
                        FROM roles r
                        WHERE r.organization_id = :organization
                          AND lower(r.name) IN (SELECT lower(n) FROM unnest(:names::text[]) AS n)
                        """)
                .param("organization", scope.organization().value())
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> role(row))
                .list();
    }

    boolean nameIsTaken(OrganizationScope scope, String name, RoleId by) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM roles
                            WHERE organization_id = :organization AND lower(name) = lower(:name) AND id <> :id)
                        """)
                .param("organization", scope.organization().value())
                .param("name", name)
                .param("id", by.value())
                .query(Boolean.class)
                .single();
    }

    void insert(OrganizationScope scope, Role role) {
        jdbc.sql(
                        """
                        INSERT INTO roles (id, organization_id, name, description, level)
                        VALUES (:id, :organization, :name, :description, :level)
                        """)
                .param("id", role.id().value())
                .param("organization", scope.organization().value())
                .param("name", role.name())
                .param("description", role.description())
                .param("level", role.level().name())
                .update();
        insertPermissions(scope, role.id(), role.permissions());
    }

    void update(OrganizationScope scope, Role role) {
        jdbc.sql(
                        """
                        UPDATE roles SET name = :name, description = :description, level = :level, version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("id", role.id().value())
                .param("organization", scope.organization().value())
                .param("name", role.name())
                .param("description", role.description())
                .param("level", role.level().name())
                .update();
        jdbc.sql(
                        "DELETE FROM role_permissions WHERE organization_id = :organization AND role_id = :id")
                .param("organization", scope.organization().value())
                .param("id", role.id().value())
                .update();
        insertPermissions(scope, role.id(), role.permissions());
    }

    void delete(OrganizationScope scope, RoleId id) {
        jdbc.sql("DELETE FROM roles WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    private void insertPermissions(
            OrganizationScope scope, RoleId id, Set<Permission> permissions) {
        jdbc.sql(
                        """
                        INSERT INTO role_permissions (organization_id, role_id, permission)
                        SELECT :organization, :id, unnest(:permissions::text[])
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param(
                        "permissions",
                        permissions.stream().map(Permission::text).toArray(String[]::new))
                .update();
    }

    private JdbcClient.StatementSpec filtered(String sql, OrganizationScope scope, Filter filter) {
        Permission permission = filter.permission();
        Permission.Level level = filter.level();
        SystemRole[] system = SystemRole.values();
        return jdbc.sql(sql)
                .param("organization", scope.organization().value())
                .param("systemIds", ids(Arrays.stream(system).toList()))
                .param(
                        "systemNames",
                        Arrays.stream(system).map(SystemRole::title).toArray(String[]::new))
                .param(
                        "systemDescriptions",
                        Arrays.stream(system).map(SystemRole::description).toArray(String[]::new))
                .param(
                        "systemLevels",
                        Arrays.stream(system)
                                .map(role -> role.level().name())
                                .toArray(String[]::new))
                .param("name", filter.name())
                .param("level", level == null ? "" : level.name())
                .param("permission", permission == null ? "" : permission.text())
                .param(
                        "systemWithPermission",
                        ids(
                                Arrays.stream(system)
                                        .filter(role ->
                                                permission != null
                                                        && role.permissions().contains(permission))
                                        .toList()));
    }

    private static UUID[] ids(List<SystemRole> roles) {
        return roles.stream().map(role -> role.id().value()).toArray(UUID[]::new);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(role(row), row.getObject("holders", Long.class));
    }

    private static Role role(ResultSet row) throws SQLException {
        RoleId id = new RoleId(row.getObject("id", UUID.class));
        Optional<SystemRole> system = SystemRole.of(id);
        if (system.isPresent()) {
            return system.get().role();
        }
        return new Role(
                id,
                row.getString("name"),
                row.getString("description"),
                Permission.Level.valueOf(row.getString("level")),
                false,
                RightsRepository.permissions(row.getArray("permissions")),
                row.getInt("version"));
    }

    /** What is said of a role in the audit log. */
    static Map<String, Object> said(Role role) {
        return Map.of(
                "name", role.name(),
                "description", role.description(),
                "level", role.level().name(),
                "permissions", role.permissions().stream().map(Permission::text).sorted().toList());
    }
}
