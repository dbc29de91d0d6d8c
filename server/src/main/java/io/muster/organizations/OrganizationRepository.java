package io.muster.organizations;

import io.muster.access.InstanceScope;
import io.muster.access.KnownOrganizations;
import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.Version;
import io.muster.roles.SystemRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** All SQL on {@code organizations}. */
@Repository
class OrganizationRepository implements KnownOrganizations {

    private static final String SELECT =
            """
            SELECT organization_id, name, active, is_default, proved_domains_only, description, time_zone, language, tax_number,
                billing_street, billing_city, billing_postal_code, billing_region, billing_country,
                mailbox_limit, tells_of_impersonation, locks_corporate_profiles,
                mailboxes_for_registered, mailbox_role_for_registered, version, created_at, updated_at
            FROM organizations
            """;

    private final JdbcClient jdbc;

    OrganizationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean exists(OrganizationId organization) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM organizations WHERE organization_id = :organization)")
                .param("organization", organization.value())
                .query(Boolean.class)
                .single();
    }

    boolean insertIfNameIsFree(
            InstanceScope scope, OrganizationId id, String name, boolean provedDomainsOnly) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                                """
                                INSERT INTO organizations (organization_id, name, is_default, proved_domains_only)
                                SELECT :id, :name, NOT EXISTS (SELECT 1 FROM organizations), :provedDomainsOnly
                                ON CONFLICT (lower(name)) DO NOTHING
                                """)
                        .param("id", id.value())
                        .param("name", name)
                        .param("provedDomainsOnly", provedDomainsOnly)
                        .update()
                == 1;
    }

    boolean provedDomainsOnly(OrganizationScope scope) {
        return jdbc.sql(
                        "SELECT proved_domains_only FROM organizations WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    Optional<Organization> find(OrganizationScope scope) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query((row, _) -> organization(row))
                .optional();
    }

    /** As {@link #find}, and nobody else changes the organization before the transaction ends. */
    Optional<Organization> lock(OrganizationScope scope) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization FOR NO KEY UPDATE")
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

    /** One row more than a page has, away from the cursor, nearest first. */
    List<Organization> nearest(InstanceScope scope, OrganizationQuery query) {
        Objects.requireNonNull(scope);
        String filtered =
                SELECT
                        + """
                        WHERE lower(name) LIKE lower(:pattern) AND (:active::boolean IS NULL OR active = :active)
                        """;
        String ordered =
                query.descending() == query.backwards()
                        ? """
                        AND (:edge::text IS NULL OR lower(name) COLLATE "C" > lower(:edge))
                        ORDER BY lower(name) COLLATE "C" LIMIT :rows
                        """
                        : """
                        AND (:edge::text IS NULL OR lower(name) COLLATE "C" < lower(:edge))
                        ORDER BY lower(name) COLLATE "C" DESC LIMIT :rows
                        """;
        return filtered(filtered + ordered, query)
                .param("edge", query.edge())
                .param("rows", query.limit() + 1)
                .query((row, _) -> organization(row))
                .list();
    }

    boolean aloneUsesUnproved(InstanceScope scope, OrganizationId organization) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        SELECT count(*) = 1 AND bool_and(organization_id = :organization)
                        FROM (SELECT organization_id FROM organizations WHERE NOT proved_domains_only LIMIT 2) AS two
                        """)
                .param("organization", organization.value())
                .query(Boolean.class)
                .single();
    }

    long count(InstanceScope scope, OrganizationQuery query) {
        Objects.requireNonNull(scope);
        return filtered(
                        """
                        SELECT count(*) FROM organizations
                        WHERE lower(name) LIKE lower(:pattern) AND (:active::boolean IS NULL OR active = :active)
                        """,
                        query)
                .query(Long.class)
                .single();
    }

    /**
     * @throws org.springframework.dao.DuplicateKeyException when another has that name
     */
    void update(OrganizationScope scope, String name, OrganizationSettings settings) {
        jdbc.sql(
                        """
                        UPDATE organizations
                        SET name = :name, description = :description, time_zone = :timeZone, language = :language,
                            tax_number = :taxNumber, billing_street = :street, billing_city = :city,
                            billing_postal_code = :postalCode, billing_region = :region, billing_country = :country,
                            mailbox_limit = :mailboxLimit,
                            tells_of_impersonation = :tellsOfImpersonation,
                            locks_corporate_profiles = :locksCorporateProfiles,
                            mailboxes_for_registered = :mailboxesForRegistered,
                            mailbox_role_for_registered = :mailboxRoleForRegistered, version = version + 1, updated_at = now()
                        WHERE organization_id = :organization
                        """)
                .param("organization", scope.organization().value())
                .param("name", name)
                .param("description", settings.description())
                .param("timeZone", settings.timeZone())
                .param("language", settings.language())
                .param("taxNumber", settings.taxNumber())
                .param("street", settings.billingAddress().street())
                .param("city", settings.billingAddress().city())
                .param("postalCode", settings.billingAddress().postalCode())
                .param("region", settings.billingAddress().region())
                .param("country", settings.billingAddress().country())
                .param("mailboxLimit", settings.mailboxLimitOctets())
                .param("tellsOfImpersonation", settings.tellsOfImpersonation())
                .param("locksCorporateProfiles", settings.locksCorporateProfiles())
                .param("mailboxesForRegistered", settings.mailboxesForRegistered())
                .param("mailboxRoleForRegistered", settings.mailboxRoleForRegistered().value())
                .update();
    }

    void setActive(OrganizationScope scope, boolean active) {
        jdbc.sql(
                        """
                        UPDATE organizations SET active = :active, version = version + 1, updated_at = now()
                        WHERE organization_id = :organization
                        """)
                .param("organization", scope.organization().value())
                .param("active", active)
                .update();
    }

    void setProvedDomainsOnly(OrganizationScope scope, boolean provedDomainsOnly) {
        jdbc.sql(
                        """
                        UPDATE organizations
                        SET proved_domains_only = :provedDomainsOnly, version = version + 1, updated_at = now()
                        WHERE organization_id = :organization
                        """)
                .param("organization", scope.organization().value())
                .param("provedDomainsOnly", provedDomainsOnly)
                .update();
    }

    /** Lets one transaction at a time decide which organization is the default. */
    void lockDefault(InstanceScope scope) {
        Objects.requireNonNull(scope);
        // Not the table: an edit holds its row before it wants the table, and the two would wait
        // for each other.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('organizations.default', 0))")
                .query()
                .singleRow();
    }

    Organization defaultOne(InstanceScope scope) {
        Objects.requireNonNull(scope);
        return jdbc.sql(SELECT + "WHERE is_default").query((row, _) -> organization(row)).single();
    }

    void moveDefault(InstanceScope scope, OrganizationId from, OrganizationId to) {
        Objects.requireNonNull(scope);
        setDefault(from, false);
        setDefault(to, true);
    }

    /** Takes back an organization made in this transaction. */
    void withdraw(OrganizationScope scope) {
        jdbc.sql("DELETE FROM organizations WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .update();
    }

    private void setDefault(OrganizationId organization, boolean isDefault) {
        jdbc.sql(
                        """
                        UPDATE organizations SET is_default = :isDefault, version = version + 1, updated_at = now()
                        WHERE organization_id = :organization
                        """)
                .param("organization", organization.value())
                .param("isDefault", isDefault)
                .update();
    }

    private StatementSpec filtered(String sql, OrganizationQuery query) {
        return jdbc.sql(sql).param("pattern", query.pattern()).param("active", query.active());
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("is_default"),
                row.getBoolean("proved_domains_only"),
                new OrganizationSettings(
                        row.getString("description"),
                        row.getString("time_zone"),
                        row.getString("language"),
                        row.getString("tax_number"),
                        new OrganizationSettings.BillingAddress(
                                row.getString("billing_street"),
                                row.getString("billing_city"),
                                row.getString("billing_postal_code"),
                                row.getString("billing_region"),
                                row.getString("billing_country")),
                        row.getLong("mailbox_limit"),
                        row.getBoolean("tells_of_impersonation"),
                        row.getBoolean("locks_corporate_profiles"),
                        row.getBoolean("mailboxes_for_registered"),
                        role(row.getObject("mailbox_role_for_registered", UUID.class))),
                new Version(row.getInt("version")),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static RoleId role(@Nullable UUID id) {
        return id == null ? SystemRole.MAILBOX_OWNER.id() : new RoleId(id);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
