package io.muster.organizations;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code organizations}. */
@Repository
class OrganizationRepository {

    private static final String SELECT =
            "SELECT organization_id, name, active, is_default, version, created_at FROM organizations ";

    private final JdbcClient jdbc;

    OrganizationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean insertIfNameIsFree(InstanceScope scope, OrganizationId id, String name) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                                """
                                INSERT INTO organizations (organization_id, name, is_default)
                                SELECT :id, :name, NOT EXISTS (SELECT 1 FROM organizations)
                                ON CONFLICT (lower(name)) DO NOTHING
                                """)
                        .param("id", id.value())
                        .param("name", name)
                        .update()
                == 1;
    }

    Optional<Organization> find(OrganizationScope scope) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query((row, _) -> organization(row))
                .optional();
    }

    List<Organization> named(InstanceScope scope, Collection<OrganizationId> ids) {
        Objects.requireNonNull(scope);
        return jdbc.sql(SELECT + "WHERE organization_id = ANY(:ids) ORDER BY lower(name)")
                .param("ids", ids.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .query((row, _) -> organization(row))
                .list();
    }

    List<Organization> all(InstanceScope scope) {
        Objects.requireNonNull(scope);
        return jdbc.sql(SELECT + "ORDER BY lower(name)")
                .query((row, _) -> organization(row))
                .list();
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("is_default"),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
