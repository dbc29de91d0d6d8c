package io.muster.domains;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.DomainName;
import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** All SQL on {@code domains}. */
@Repository
class DomainRepository {

    private static final String SELECT =
            """
            SELECT id, name, state, method, token, version, added_at, asked_by, verified_at, last_checked_at, outcome,
                found, next_check_at, gives_up_at, missed
            FROM domains
            """;

    private final JdbcClient jdbc;

    DomainRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A domain whose time has come. */
    record Due(OrganizationId organization, DomainId domain) {}

    /** Over all organizations, so without a scope; it tells nothing else of them. */
    Map<DomainName, DomainHolder> holders(Set<DomainName> names) {
        Map<DomainName, DomainHolder> holders = new HashMap<>();
        jdbc.sql("SELECT name, organization_id, state FROM domain_holders(:names)")
                .param("names", names.stream().map(DomainName::value).toArray(String[]::new))
                .query(row -> {
                    holders.put(
                            new DomainName(row.getString("name")),
                            new DomainHolder(
                                    new OrganizationId(
                                            row.getObject("organization_id", UUID.class)),
                                    DomainState.valueOf(row.getString("state"))));
                });
        return holders;
    }

    Map<DomainName, Instant> provedAt(Set<DomainName> names) {
        Map<DomainName, Instant> times = new HashMap<>();
        jdbc.sql("SELECT name, verified_at FROM domain_proofs(:names)")
                .param("names", names.stream().map(DomainName::value).toArray(String[]::new))
                .query(row -> {
                    times.put(
                            new DomainName(row.getString("name")),
                            row.getObject("verified_at", OffsetDateTime.class).toInstant());
                });
        return times;
    }

    List<DomainName> active(OrganizationScope scope) {
        return of(
                        scope,
                        """
                        SELECT name FROM domains
                        WHERE organization_id = :organization AND state = 'ACTIVE'
                        ORDER BY name
                        """)
                .query((row, _) -> new DomainName(row.getString("name")))
                .list();
    }

    boolean anyVerified(OrganizationScope scope) {
        return of(
                        scope,
                        """
                        SELECT EXISTS (
                            SELECT FROM domains
                            WHERE organization_id = :organization AND state <> 'UNVERIFIED')
                        """)
                .query(Boolean.class)
                .single();
    }

    /** In the order in which they were added. */
    List<Domain> list(OrganizationScope scope, Keyset keyset) {
        String direction = keyset.backwards() ? "<" : ">";
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization
                                    AND (:from::uuid IS NULL OR id %s :from::uuid)
                                ORDER BY id %s
                                LIMIT :rows
                                """
                                        .formatted(direction, keyset.backwards() ? "DESC" : "ASC"))
                .param("from", keyset.value())
                .param("rows", keyset.rows())
                .query((row, _) -> domain(row))
                .list();
    }

    Optional<Domain> find(OrganizationScope scope, DomainId id) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND id = :id")
                .param("id", id.value())
                .query((row, _) -> domain(row))
                .optional();
    }

    Optional<Domain> named(OrganizationScope scope, DomainName name) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND name = :name")
                .param("name", name.value())
                .query((row, _) -> domain(row))
                .optional();
    }

    /** The domain, which nobody else changes before the transaction ends. */
    Optional<Domain> lock(OrganizationScope scope, DomainId id) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> domain(row))
                .optional();
    }

    /** One transaction at a time adds domains to an organization, so that they can be counted. */
    int lockAndCount(OrganizationScope scope) {
        of(
                        scope,
                        "SELECT pg_advisory_xact_lock(hashtextextended('domains:' || :organization::text, 0))")
                .query()
                .listOfRows();
        return of(scope, "SELECT count(*) FROM domains WHERE organization_id = :organization")
                .query(Integer.class)
                .single();
    }

    /** False when the organization lists it already. */
    boolean insertIfNotListed(OrganizationScope scope, DomainId id, Proof proof) {
        return of(
                                scope,
                                """
                                INSERT INTO domains (id, organization_id, name, method, token)
                                VALUES (:id, :organization, :name, :method, :token)
                                ON CONFLICT (organization_id, name) DO NOTHING
                                """)
                        .param("id", id.value())
                        .param("name", proof.domain().value())
                        .param("method", proof.method().name())
                        .param("token", proof.token())
                        .update()
                == 1;
    }

    /**
     * Writes all that changes of a domain.
     *
     * @throws org.springframework.dao.DuplicateKeyException when it is verified now and another
     *     organization was first
     */
    void update(OrganizationScope scope, Domain domain) {
        Finding finding = domain.lastFinding();
        of(
                        scope,
                        """
                        UPDATE domains
                        SET state = :state, method = :method, asked_by = :askedBy,
                            -- What only the server notes collides with nobody's save.
                            version = version + (state <> :state OR method <> :method)::integer,
                            verified_at = :verifiedAt, last_checked_at = :lastCheckedAt, outcome = :outcome,
                            found = :found, next_check_at = :nextCheckAt, gives_up_at = :givesUpAt, missed = :missed
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("id", domain.id().value())
                .param("state", domain.state().name())
                .param("method", domain.proof().method().name())
                .param("askedBy", domain.askedBy() == null ? null : domain.askedBy().value())
                .param("verifiedAt", time(domain.verifiedAt()))
                .param("lastCheckedAt", time(domain.lastCheckedAt()))
                .param("outcome", finding == null ? "" : finding.outcome().name())
                .param(
                        "found",
                        finding == null ? new String[0] : finding.values().toArray(String[]::new))
                .param("nextCheckAt", time(domain.nextCheckAt()))
                .param("givesUpAt", time(domain.givesUpAt()))
                .param("missed", domain.missed())
                .update();
    }

    void delete(OrganizationScope scope, DomainId id) {
        of(scope, "DELETE FROM domains WHERE organization_id = :organization AND id = :id")
                .param("id", id.value())
                .update();
    }

    /**
     * Domains of all organizations that are to be looked for now, longest due first.
     *
     * @param again when they are due again should this server not come to it
     */
    List<Due> takeDue(InstanceScope scope, int most, Instant now, Instant again) {
        assert scope.actor() != null;
        return jdbc.sql(
                        """
                        UPDATE domains SET next_check_at = :again
                        WHERE id IN (
                            SELECT id FROM domains WHERE next_check_at <= :now
                            ORDER BY next_check_at
                            LIMIT :most
                            FOR UPDATE SKIP LOCKED)
                        RETURNING organization_id, id
                        """)
                .param("now", time(now))
                .param("again", time(again))
                .param("most", most)
                .query((row, _) ->
                        new Due(
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                new DomainId(row.getObject("id", UUID.class))))
                .list();
    }

    private StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static Domain domain(ResultSet row) throws SQLException {
        UUID askedBy = row.getObject("asked_by", UUID.class);
        String outcome = row.getString("outcome");
        return new Domain(
                new DomainId(row.getObject("id", UUID.class)),
                DomainState.valueOf(row.getString("state")),
                new Proof(
                        new DomainName(row.getString("name")),
                        Proof.Method.valueOf(row.getString("method")),
                        row.getString("token")),
                new Version(row.getInt("version")),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                askedBy == null ? null : new UserId(askedBy),
                instant(row, "verified_at"),
                instant(row, "last_checked_at"),
                outcome.isEmpty()
                        ? null
                        : new Finding(
                                Finding.Outcome.valueOf(outcome),
                                List.of((String[]) row.getArray("found").getArray())),
                instant(row, "next_check_at"),
                instant(row, "gives_up_at"),
                row.getInt("missed"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
