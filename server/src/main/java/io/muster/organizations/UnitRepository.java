package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
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
}
