package io.muster.access;

import io.muster.kernel.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code password_policies}. */
@Repository
class PasswordPolicyRepository {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;

    PasswordPolicyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PasswordPolicies.Own> find(OrganizationId organization) {
        return jdbc.sql(
                        """
                        SELECT rules, second_factor_required, version FROM password_policies
                        WHERE organization_id = :organization
                        """)
                .param("organization", organization.value())
                .query((row, _) ->
                        new PasswordPolicies.Own(
                                JSON.readValue(row.getString("rules"), PasswordPolicy.class),
                                row.getBoolean("second_factor_required"),
                                row.getInt("version")))
                .optional();
    }

    /** The organizations whose passwords expire. */
    List<OrganizationId> withExpiry() {
        return jdbc.sql(
                        """
                        SELECT organization_id FROM password_policies
                        WHERE (rules #>> '{expiry,days}')::integer > 0
                        ORDER BY organization_id
                        """)
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** False when the version is not the present one. */
    boolean replace(
            OrganizationScope scope, PasswordPolicy rules, boolean secondFactor, int version) {
        return jdbc.sql(
                                """
                                INSERT INTO password_policies AS p (organization_id, rules, second_factor_required, version)
                                SELECT :organization, :rules::jsonb, :secondFactor, 1 WHERE :version = 0
                                    OR EXISTS (SELECT 1 FROM password_policies WHERE organization_id = :organization)
                                ON CONFLICT (organization_id) DO UPDATE
                                SET rules = excluded.rules, second_factor_required = excluded.second_factor_required,
                                    version = p.version + 1
                                WHERE p.version = :version
                                """)
                        .param("organization", scope.organization().value())
                        .param("rules", JSON.writeValueAsString(rules))
                        .param("secondFactor", secondFactor)
                        .param("version", version)
                        .update()
                == 1;
    }
}
