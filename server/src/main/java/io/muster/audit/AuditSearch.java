package io.muster.audit;

import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads entries: pages for people, streams for export and verification. */
@Repository
class AuditSearch {

    static final String ORDER = "audit:newest";

    private static final int ROWS_AT_ONCE = 2_000;
    private static final String SELECT =
            """
            SELECT organization_id, sequence, at, actor_id, actor_name, channel, address, action,
                   subject_type, subject_id, subject_name, before, after, outcome, previous_hash, hash,
                   impersonated_id, impersonated_name
            FROM audit_entries
            """;

    private final NamedParameterJdbcTemplate jdbc;

    AuditSearch(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What to look for; null or empty means anything.
     *
     * @param area the part of the action before the dot: {@code users}, {@code roles}
     * @param impersonated with whose account somebody else acted
     * @param text part of the name of who acted, with whose account, or of what was changed
     */
    record Filter(
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String area,
            @Nullable String action,
            @Nullable UUID actor,
            @Nullable UUID subject,
            @Nullable UUID impersonated,
            @Nullable String outcome,
            @Nullable String text) {

        static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null);
    }

    /** An entry with its two hashes as they are stored. */
    record Stored(AuditEntry entry, byte[] previousHash, byte[] hash) {}

    /** A page, newest first. */
    Page<AuditEntry> page(OrganizationId organization, Filter filter, Keyset keyset) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = conditions(organization, filter, parameters);
        String edge = keyset.value();
        if (edge != null) {
            where.append(keyset.backwards() ? " AND sequence > :edge" : " AND sequence < :edge");
            parameters.put("edge", Long.valueOf(edge));
        }
        parameters.put("rows", keyset.rows());
        String order =
                keyset.backwards()
                        ? " ORDER BY sequence LIMIT :rows"
                        : " ORDER BY sequence DESC LIMIT :rows";
        List<AuditEntry> found =
                jdbc.query(SELECT + where + order, parameters, (row, _) -> entry(row));
        return keyset.page(found, entry -> Long.toString(entry.sequence()));
    }

    /** All that match, oldest first, with flat memory; needs a transaction around it. */
    void stream(OrganizationId organization, Filter filter, Consumer<Stored> sink) {
        for (List<Stored> portion = portion(organization, filter, 0);
                !portion.isEmpty();
                portion = portion(organization, filter, portion.getLast().entry().sequence())) {
            portion.forEach(sink);
        }
    }

    /** The next that match after that one, oldest first; none at the end. */
    List<Stored> portion(OrganizationId organization, Filter filter, long after) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = conditions(organization, filter, parameters);
        where.append(" AND sequence > :after ORDER BY sequence LIMIT ").append(ROWS_AT_ONCE);
        parameters.put("after", after);
        return jdbc.query(
                SELECT + where,
                parameters,
                (row, _) ->
                        new Stored(
                                entry(row), row.getBytes("previous_hash"), row.getBytes("hash")));
    }

    private static StringBuilder conditions(
            OrganizationId organization, Filter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("WHERE organization_id = :organization");
        parameters.put("organization", organization.value());
        if (filter.from() != null) {
            where.append(" AND at >= :from");
            parameters.put("from", OffsetDateTime.ofInstant(filter.from(), ZoneOffset.UTC));
        }
        if (filter.until() != null) {
            where.append(" AND at < :until");
            parameters.put("until", OffsetDateTime.ofInstant(filter.until(), ZoneOffset.UTC));
        }
        equal(where, parameters, "split_part(action, '.', 1)", "area", filter.area());
        equal(where, parameters, "action", "action", filter.action());
        equal(where, parameters, "actor_id", "actor", filter.actor());
        equal(where, parameters, "subject_id", "subject", filter.subject());
        equal(where, parameters, "impersonated_id", "impersonated", filter.impersonated());
        equal(where, parameters, "outcome", "outcome", filter.outcome());
        if (filter.text() != null && !filter.text().isBlank()) {
            where.append(
                    " AND (position(lower(:text) IN lower(subject_name)) > 0"
                            + " OR position(lower(:text) IN lower(actor_name)) > 0"
                            + " OR position(lower(:text) IN lower(impersonated_name)) > 0)");
            parameters.put("text", filter.text().strip());
        }
        return where;
    }

    private static void equal(
            StringBuilder where,
            Map<String, Object> parameters,
            String column,
            String name,
            @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            where.append(" AND ").append(column).append(" = :").append(name);
            parameters.put(name, value);
        }
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"),
                row.getString("channel"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject_type"),
                row.getObject("subject_id", UUID.class),
                row.getString("subject_name"),
                row.getString("before"),
                row.getString("after"),
                row.getString("outcome"),
                row.getObject("impersonated_id", UUID.class),
                row.getString("impersonated_name"));
    }
}
