package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code units}. */
@Repository
class UnitRepository {

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
}
