package io.muster.audit;

import io.muster.access.Actor;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Sha256;
import java.sql.Types;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code audit_entries} and {@code audit_heads}. */
@Repository
class AuditRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
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
        List<AuditEntry> entries = new ArrayList<>(changes.size());
        List<byte[]> hashes = new ArrayList<>(changes.size());
        for (Change change : changes) {
            AuditEntry entry = entry(organization, ++sequence, now, actor, change);
            previous = entry.hash(previous);
            entries.add(entry);
            hashes.add(previous);
        }
        insert(head, entries, hashes);
        jdbc.sql(
                        "UPDATE audit_heads SET sequence = :sequence, hash = :hash WHERE organization_id = :organization")
                .param("organization", organization.value())
                .param("sequence", sequence)
                .param("hash", previous)
                .update();
    }

    Head lock(OrganizationId organization) {
        return locked(organization)
                .orElseGet(() -> {
                    jdbc.sql(
                                    """
                                    INSERT INTO audit_heads (organization_id, sequence, hash)
                                    VALUES (:organization, 0, sha256('muster'::bytea))
                                    ON CONFLICT DO NOTHING
                                    """)
                            .param("organization", organization.value())
                            .update();
                    return locked(organization).orElseThrow();
                });
    }

    private Optional<Head> locked(OrganizationId organization) {
        return jdbc.sql(
                        "SELECT sequence, hash FROM audit_heads WHERE organization_id = :organization FOR UPDATE")
                .param("organization", organization.value())
                .query((row, _) -> new Head(row.getLong(1), row.getBytes(2)))
                .optional();
    }

    private AuditEntry entry(
            OrganizationId organization, long sequence, Instant at, Actor actor, Change change) {
        Actor.Impersonator really = actor.impersonator();
        return new AuditEntry(
                organization,
                sequence,
                at,
                really == null ? actor.user().value() : really.user().value(),
                really == null ? actor.name() : really.name(),
                actor.channel().name(),
                actor.address(),
                change.action(),
                change.subjectType(),
                change.subjectId(),
                change.subjectName(),
                json(change.before()),
                json(change.after()),
                change.outcome().name(),
                really == null ? null : actor.user().value(),
                really == null ? null : actor.name());
    }

    /** Keys in order, so that the same change gives the same text. */
    private String json(Map<String, ? extends @Nullable Object> fields) {
        return fields.isEmpty() ? "{}" : json.writeValueAsString(new TreeMap<>(fields));
    }

    /** One statement for all, in which what they have in common is said once. */
    private void insert(Head head, List<AuditEntry> entries, List<byte[]> hashes) {
        AuditEntry first = entries.getFirst();
        List<byte[]> previous = new ArrayList<>(entries.size());
        previous.add(head.hash());
        previous.addAll(hashes.subList(0, hashes.size() - 1));
        jdbc.sql(
                        """
                        INSERT INTO audit_entries
                            (organization_id, sequence, at, actor_id, actor_name, channel, address, action,
                             subject_type, subject_id, subject_name, before, after, outcome, previous_hash, hash,
                             impersonated_id, impersonated_name)
                        SELECT :organization, :last + e.place, :at, :actorId, :actorName, :channel, :address, e.action,
                            e.subject_type, e.subject_id, e.subject_name, e.before::json, e.after::json, e.outcome,
                            e.previous_hash, e.hash, :impersonatedId, :impersonatedName
                        FROM unnest(:actions::text[], :subjectTypes::text[], :subjects::uuid[], :subjectNames::text[],
                             :before::text[], :after::text[], :outcomes::text[], :previous::bytea[], :hashes::bytea[])
                            WITH ORDINALITY AS e (action, subject_type, subject_id, subject_name, before, after, outcome,
                                previous_hash, hash, place)
                        """)
                .param("organization", first.organization().value())
                .param("last", head.sequence())
                .param("at", OffsetDateTime.ofInstant(first.at(), ZoneOffset.UTC))
                .param("actorId", first.actorId())
                .param("actorName", first.actorName())
                .param("channel", first.channel())
                .param("address", first.address())
                .param("impersonatedId", first.impersonatedId(), Types.OTHER)
                .param("impersonatedName", first.impersonatedName(), Types.VARCHAR)
                .param("actions", texts(entries, AuditEntry::action))
                .param("subjectTypes", texts(entries, AuditEntry::subjectType))
                .param("subjects", entries.stream().map(AuditEntry::subjectId).toArray(UUID[]::new))
                .param("subjectNames", texts(entries, AuditEntry::subjectName))
                .param("before", texts(entries, AuditEntry::before))
                .param("after", texts(entries, AuditEntry::after))
                .param("outcomes", texts(entries, AuditEntry::outcome))
                .param("previous", previous.toArray(byte[][]::new))
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
    }

    private static String[] texts(List<AuditEntry> entries, Function<AuditEntry, String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }
}
