package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.jobs.Jobs.Subject;
import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that finds users by the domain of their address, and ties them to who has it. */
@Repository
class CorporateRepository {

    private static final int PORTION = 5_000;

    private final JdbcClient jdbc;

    CorporateRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A user who has an address in the domain, at home wherever he is.
     *
     * @param corporateOf whose he is already
     */
    record Claimed(
            UserId id,
            OrganizationId home,
            String account,
            @Nullable OrganizationId corporateOf,
            @Nullable String domain) {}

    /** Holds domains with others who give addresses in them. */
    void share(Collection<DomainName> domains) {
        jdbc.sql(
                        """
                        SELECT pg_advisory_xact_lock_shared(hashtextextended('addresses of ' || d.name, 0))
                        FROM (SELECT unnest(:names::text[]) AS name ORDER BY 1) AS d
                        """)
                .param("names", domains.stream().map(DomainName::value).toArray(String[]::new))
                .query()
                .listOfRows();
    }

    /** Waits until all who give addresses in a domain are done, and lets nobody begin. */
    void hold(DomainName domain) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('addresses of ' || :name, 0))")
                .param("name", domain.value())
                .query()
                .listOfRows();
    }

    private static final String IN_DOMAIN =
            """
            FROM listings l JOIN users u ON u.id = l.user_id AND u.organization_id = l.organization_id
            WHERE l.domain = :domain
            """;

    boolean anyIn(InstanceScope scope, DomainName domain) {
        Objects.requireNonNull(scope);
        return jdbc.sql("SELECT EXISTS (SELECT %s)".formatted(IN_DOMAIN))
                .param("domain", domain.value())
                .query(Boolean.class)
                .single();
    }

    /** Hands out all users with an address in the domain, of all organizations, in portions. */
    void allIn(InstanceScope scope, DomainName domain, Consumer<List<Subject>> sink) {
        Objects.requireNonNull(scope);
        try (Stream<Subject> found =
                jdbc
                        .sql(
                                "SELECT l.user_id, l.account %s ORDER BY l.user_id"
                                        .formatted(IN_DOMAIN))
                        .withFetchSize(PORTION)
                        .param("domain", domain.value())
                        .query((row, _) ->
                                new Subject(
                                        row.getObject("user_id", UUID.class),
                                        row.getString("account")))
                        .stream()) {
            found.gather(Gatherers.windowFixed(PORTION)).forEach(sink);
        }
    }

    /** Locked in the order of the ids. */
    List<Claimed> lock(InstanceScope scope, Collection<UserId> users) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        SELECT id, organization_id, coalesce(address, logon_name) AS account, corporate_of,
                            split_part(address, '@', 2) AS domain
                        FROM users WHERE id = ANY(:users)
                        ORDER BY id
                        FOR NO KEY UPDATE
                        """)
                .param("users", ids(users))
                .query((row, _) ->
                        new Claimed(
                                new UserId(row.getObject("id", UUID.class)),
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                row.getString("account"),
                                organization(row.getObject("corporate_of", UUID.class)),
                                row.getString("domain")))
                .list();
    }

    private static @Nullable OrganizationId organization(@Nullable UUID id) {
        return id == null ? null : new OrganizationId(id);
    }

    void claim(InstanceScope scope, OrganizationId organization, Collection<UserId> users) {
        Objects.requireNonNull(scope);
        jdbc.sql(
                        """
                        UPDATE users SET corporate_of = :organization, version = version + 1, updated_at = now()
                        WHERE id = ANY(:users) AND corporate_of IS NULL
                        """)
                .param("organization", organization.value())
                .param("users", ids(users))
                .update();
    }

    /** Lists those who are at home elsewhere; who is listed already stays where he is. */
    void list(
            InstanceScope scope,
            OrganizationId organization,
            UnitId unit,
            Collection<UserId> users) {
        Objects.requireNonNull(scope);
        jdbc.sql(
                        """
                        WITH listed AS (
                            INSERT INTO listings (organization_id, user_id, sign_in_method, created_at, deleted, account, name,
                                department, title, phone, search, kind)
                            SELECT :organization, l.user_id, l.sign_in_method, now(), l.deleted, l.account, l.name,
                                l.department, l.title, l.phone, l.search, 1
                            FROM listings l JOIN users u ON u.id = l.user_id AND u.organization_id = l.organization_id
                            WHERE u.id = ANY(:users) AND u.organization_id <> :organization
                            ON CONFLICT DO NOTHING
                            RETURNING user_id, account, name
                        )
                        INSERT INTO memberships (organization_id, user_id, unit_id, state, account, name, last_sign_in_at)
                        SELECT :organization, l.user_id, :unit, u.state, l.account, l.name, u.last_sign_in_at
                        FROM listed l JOIN users u ON u.id = l.user_id
                        """)
                .param("organization", organization.value())
                .param("unit", unit.value())
                .param("users", ids(users))
                .update();
    }

    /** Those of the domains in which the organization has corporate users. */
    Set<DomainName> withCorporateUsers(OrganizationScope scope, Collection<DomainName> domains) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT asked.domain FROM unnest(:names::text[]) AS asked (domain)
                                WHERE EXISTS (
                                    SELECT FROM listings l
                                    WHERE l.domain = asked.domain AND l.organization_id = :organization AND l.kind = 1)
                                """)
                        .param("organization", scope.organization().value())
                        .param(
                                "names",
                                domains.stream().map(DomainName::value).toArray(String[]::new))
                        .query((row, _) -> new DomainName(row.getString("domain")))
                        .list());
    }

    boolean isCorporate(InstanceScope scope, UserId user) {
        Objects.requireNonNull(scope);
        return jdbc.sql("SELECT corporate FROM users WHERE id = :user")
                .param("user", user.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
