package io.muster.audit;

import io.muster.access.Actor;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Sha256;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code audit_entries} and {@code audit_heads}. */
@Repository
class AuditRepository {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    AuditRepository(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    /** What the first entry of every chain follows: SHA-256 of "muster". */
    static final byte[] START = Sha256.of("muster");

    record Head(long sequence, byte[] hash) {}

    Optional<Head> head(OrganizationId organization) {
        return jdbc.sql(
                        "SELECT sequence, hash FROM audit_heads WHERE organization_id = :organization")
                .param("organization", organization.value())
                .query((row, _) -> new Head(row.getLong(1), row.getBytes(2)))
                .optional();
    }

    /** Where all chains stand now. */
    List<Checkpoints.Checkpoint> heads() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return jdbc.sql("SELECT organization_id, sequence, hash FROM audit_heads")
                .query((row, _) ->
                        new Checkpoints.Checkpoint(
                                now,
                                new OrganizationId(row.getObject(1, UUID.class)),
                                row.getLong(2),
                                HexFormat.of().formatHex(row.getBytes(3))))
                .list();
    }

    void append(OrganizationId organization, Actor actor, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Head head = lock(organization);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        long sequence = head.sequence();
        byte[] previous = head.hash();
        List<Object[]> rows = new ArrayList<>(changes.size());
        for (Change change : changes) {
            AuditEntry entry = entry(organization, ++sequence, now, actor, change);
            byte[] hash = entry.hash(previous);
            rows.add(row(entry, previous, hash));
            previous = hash;
        }
        insert(rows);
        jdbc.sql(
                        "UPDATE audit_heads SET sequence = :sequence, hash = :hash WHERE organization_id = :organization")
                .param("organization", organization.value())
                .param("sequence", sequence)
                .param("hash", previous)
                .update();
    }

    private Head lock(OrganizationId organization) {
        jdbc.sql(
                        """
                        INSERT INTO audit_heads (organization_id, sequence, hash)
                        VALUES (:organization, 0, sha256('muster'::bytea))
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", organization.value())
                .update();
        return jdbc.sql(
                        "SELECT sequence, hash FROM audit_heads WHERE organization_id = :organization FOR UPDATE")
                .param("organization", organization.value())
                .query((row, _) -> new Head(row.getLong(1), row.getBytes(2)))
                .single();
    }

    private AuditEntry entry(
            OrganizationId organization, long sequence, Instant at, Actor actor, Change change) {
        return new AuditEntry(
                organization,
                sequence,
                at,
                actor.user().value(),
                actor.name(),
                actor.channel().name(),
                actor.address(),
                change.action(),
                change.subjectType(),
                change.subjectId(),
                change.subjectName(),
                json(change.before()),
                json(change.after()),
                change.outcome().name());
    }

    /** Keys in order, so that the same change gives the same text. */
    private String json(Map<String, ? extends @Nullable Object> fields) {
        return fields.isEmpty() ? "{}" : json.writeValueAsString(new TreeMap<>(fields));
    }

    private void insert(List<Object[]> rows) {
        template.batchUpdate(
                """
                INSERT INTO audit_entries
                    (organization_id, sequence, at, actor_id, actor_name, channel, address, action,
                     subject_type, subject_id, subject_name, before, after, outcome, previous_hash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?, ?)
                """,
                rows);
    }

    private static Object[] row(AuditEntry entry, byte[] previous, byte[] hash) {
        return new Object[] {
            entry.organization().value(),
            entry.sequence(),
            OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC),
            entry.actorId(),
            entry.actorName(),
            entry.channel(),
            entry.address(),
            entry.action(),
            entry.subjectType(),
            entry.subjectId(),
            entry.subjectName(),
            entry.before(),
            entry.after(),
            entry.outcome(),
            previous,
            hash
        };
    }
}
