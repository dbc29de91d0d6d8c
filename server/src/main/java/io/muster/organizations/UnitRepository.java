package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code units} and {@code unit_visibility}. */
@Repository
class UnitRepository {

    private static final String SELECT =
            "SELECT id, parent_id, name, description, built_in, sees_all, version FROM units ";

    private final JdbcClient jdbc;

    UnitRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UnitId builtIn(OrganizationScope scope) {
        return jdbc.sql("SELECT id FROM units WHERE organization_id = :organization AND built_in")
                .param("organization", scope.organization().value())
                .query((row, _) -> new UnitId(row.getObject(1, UUID.class)))
                .single();
    }

    void insertBuiltIn(OrganizationScope scope, UnitId unit) {
        jdbc.sql(
                        """
                        INSERT INTO units (id, organization_id, name, built_in) VALUES (:id, :organization, 'Default', true)
                        """)
                .param("id", unit.value())
                .param("organization", scope.organization().value())
                .update();
    }

    /**
     * Lets one transaction at a time change the tree of an organization: two moves that are each
     * right alone could together make a ring.
     */
    void lockTree(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT id FROM units WHERE organization_id = :organization AND built_in FOR NO KEY UPDATE
                        """)
                .param("organization", scope.organization().value())
                .query()
                .singleRow();
    }

    UnitTree tree(OrganizationScope scope) {
        return new UnitTree(
                jdbc.sql(SELECT + "WHERE organization_id = :organization ORDER BY lower(name), id")
                        .param("organization", scope.organization().value())
                        .query((row, _) -> unit(row))
                        .list());
    }

    Optional<Unit> find(OrganizationScope scope, UnitId unit) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization AND id = :unit")
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .query((row, _) -> unit(row))
                .optional();
    }

    /** The unit and all below it; nothing when there is no such unit. */
    List<UnitId> subtree(OrganizationScope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        WITH RECURSIVE below AS (
                            SELECT id FROM units WHERE organization_id = :organization AND id = :unit
                            UNION
                            SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
                            WHERE u.organization_id = :organization
                        )
                        SELECT id FROM below
                        """)
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .query((row, _) -> new UnitId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Those of the units that exist; nobody deletes them before the transaction ends. */
    List<UnitId> hold(OrganizationScope scope, Collection<UnitId> units) {
        return jdbc.sql(
                        """
                        SELECT id FROM units WHERE organization_id = :organization AND id = ANY(:units)
                        ORDER BY id FOR KEY SHARE
                        """)
                .param("organization", scope.organization().value())
                .param("units", ids(units))
                .query((row, _) -> new UnitId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Waits until nobody {@link #hold holds} the units, and lets nobody hold them any more. */
    void claim(OrganizationScope scope, Collection<UnitId> units) {
        jdbc.sql(
                        """
                        SELECT id FROM units WHERE organization_id = :organization AND id = ANY(:units)
                        ORDER BY id FOR UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("units", ids(units))
                .query()
                .listOfRows();
    }

    void insert(
            OrganizationScope scope,
            UnitId id,
            @Nullable UnitId parent,
            String name,
            String description) {
        jdbc.sql(
                        """
                        INSERT INTO units (id, organization_id, parent_id, name, description)
                        VALUES (:id, :organization, :parent, :name, :description)
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("parent", parent == null ? null : parent.value())
                .param("name", name)
                .param("description", description)
                .update();
    }

    void update(
            OrganizationScope scope,
            UnitId id,
            @Nullable UnitId parent,
            String name,
            String description) {
        jdbc.sql(
                        """
                        UPDATE units
                        SET parent_id = :parent, name = :name, description = :description, version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("parent", parent == null ? null : parent.value())
                .param("name", name)
                .param("description", description)
                .update();
    }

    /** Hangs the children of a unit below another, or at the top. */
    void lift(OrganizationScope scope, UnitId unit, @Nullable UnitId into) {
        jdbc.sql(
                        """
                        UPDATE units SET parent_id = :into, version = version + 1
                        WHERE organization_id = :organization AND parent_id = :unit
                        """)
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .param("into", into == null ? null : into.value())
                .update();
    }

    /** Deletes units that together are whole branches. */
    void delete(OrganizationScope scope, Collection<UnitId> units) {
        jdbc.sql("DELETE FROM units WHERE organization_id = :organization AND id = ANY(:units)")
                .param("organization", scope.organization().value())
                .param("units", ids(units))
                .update();
    }

    Set<UnitId> visible(OrganizationScope scope, UnitId unit) {
        return jdbc.sql(
                        """
                        SELECT visible_unit_id FROM unit_visibility
                        WHERE organization_id = :organization AND unit_id = :unit
                        """)
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .query((row, _) -> new UnitId(row.getObject(1, UUID.class)))
                .set();
    }

    /** The unit must not be changed by another transaction meanwhile. */
    Optional<Unit> lock(OrganizationScope scope, UnitId unit) {
        return jdbc.sql(
                        SELECT
                                + "WHERE organization_id = :organization AND id = :unit FOR NO KEY UPDATE")
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .query((row, _) -> unit(row))
                .optional();
    }

    void setVisibility(OrganizationScope scope, UnitId unit, UnitVisibility visibility) {
        jdbc.sql(
                        """
                        UPDATE units SET sees_all = :all, version = version + 1
                        WHERE organization_id = :organization AND id = :unit
                        """)
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .param("all", visibility.all())
                .update();
        jdbc.sql(
                        """
                        DELETE FROM unit_visibility
                        WHERE organization_id = :organization AND unit_id = :unit AND visible_unit_id <> ALL(:visible)
                        """)
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .param("visible", ids(visibility.units()))
                .update();
        jdbc.sql(
                        """
                        INSERT INTO unit_visibility (organization_id, unit_id, visible_unit_id)
                        SELECT :organization, :unit, unnest(:visible::uuid[])
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("unit", unit.value())
                .param("visible", ids(visibility.units()))
                .update();
    }

    private static UUID[] ids(Collection<UnitId> units) {
        return units.stream().map(UnitId::value).toArray(UUID[]::new);
    }

    private static Unit unit(ResultSet row) throws SQLException {
        UUID parent = row.getObject("parent_id", UUID.class);
        return new Unit(
                new UnitId(row.getObject("id", UUID.class)),
                parent == null ? null : new UnitId(parent),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("built_in"),
                row.getBoolean("sees_all"),
                new Version(row.getInt("version")));
    }
}
