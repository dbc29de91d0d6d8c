package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code import_verdicts} and {@code import_claims}. */
@Repository
class VerdictRepository {

    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    private static final String FORWARDS = " AND number > :place ORDER BY number LIMIT :most";
    private static final String BACKWARDS = " AND number < :place ORDER BY number DESC LIMIT :most";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    VerdictRepository(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    /** Which verdicts are wanted: empty text and null mean any. */
    record Filter(@Nullable Answer answer, String reason) {
        static final Filter ALL = new Filter(null, "");
    }

    /** How many rows there are with a verdict and a reason. */
    record Reason(Answer answer, String code, long rows) {}

    void save(OrganizationScope scope, ImportId id, Kind kind, List<Verdict> verdicts) {
        template.batchUpdate(
                """
                INSERT INTO import_verdicts (import_id, organization_id, kind, number, line, name, verdict, reason,
                                             faults, changes, user_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)
                """,
                verdicts.stream()
                        .map(verdict ->
                                new Object[] {
                                    id.value(),
                                    scope.organization().value(),
                                    kind.name(),
                                    verdict.number(),
                                    verdict.line(),
                                    verdict.name(),
                                    verdict.answer().name(),
                                    verdict.reason(),
                                    json.writeValueAsString(verdict.faults()),
                                    verdict.changes().toArray(String[]::new),
                                    verdict.user() == null ? null : verdict.user().value()
                                })
                        .toList());
    }

    /**
     * Verdicts in the order of the file.
     *
     * @param place the number of a row: those after it, or, backwards, those before it with the
     *     nearest first
     */
    List<Verdict> list(
            OrganizationScope scope,
            ImportId id,
            Kind kind,
            Filter filter,
            long place,
            boolean backwards,
            int most) {
        String conditions =
                (filter.answer() == null ? "" : " AND verdict = :verdict")
                        + (filter.reason().isEmpty()
                                ? ""
                                : " AND reason = :reason AND reason <> ''")
                        + (backwards ? BACKWARDS : FORWARDS);
        return jdbc.sql(
                        """
                        SELECT number, line, name, verdict, faults, changes, user_id FROM import_verdicts
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                        """
                                + conditions)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("verdict", filter.answer() == null ? "" : filter.answer().name())
                .param("reason", filter.reason())
                .param("place", place)
                .param("most", most)
                .query((row, _) -> verdict(row))
                .list();
    }

    /** The faults of the rows in error among these numbers, by number. */
    Map<Long, List<Fault>> errors(
            OrganizationScope scope, ImportId id, Kind kind, long first, long last) {
        Map<Long, List<Fault>> errors = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT number, faults FROM import_verdicts
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                          AND verdict = 'ERROR' AND number BETWEEN :first AND :last
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("first", first)
                .param("last", last)
                .query(row -> {
                    errors.put(
                            row.getLong("number"), json.readValue(row.getString("faults"), FAULTS));
                });
        return errors;
    }

    List<Reason> reasons(OrganizationScope scope, ImportId id, Kind kind) {
        return jdbc.sql(
                        """
                        SELECT verdict, reason, count(*) AS rows FROM import_verdicts
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                          AND reason <> ''
                        GROUP BY verdict, reason ORDER BY rows DESC, verdict, reason
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .query((row, _) ->
                        new Reason(
                                Answer.valueOf(row.getString("verdict")),
                                row.getString("reason"),
                                row.getLong("rows")))
                .list();
    }

    /** Which of these claims earlier rows have made, with their lines. */
    Map<String, Long> claimed(
            OrganizationScope scope, ImportId id, Kind kind, Collection<String> claims) {
        Map<String, Long> lines = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT claim, line FROM import_claims
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                          AND claim = ANY(:claims)
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("claims", claims.toArray(String[]::new))
                .query(row -> {
                    lines.put(row.getString("claim"), row.getLong("line"));
                });
        return lines;
    }

    void claim(OrganizationScope scope, ImportId id, Kind kind, Map<String, Long> claims) {
        List<String> texts = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        claims.forEach((claim, line) -> {
            texts.add(claim);
            lines.add(line);
        });
        jdbc.sql(
                        """
                        INSERT INTO import_claims (import_id, organization_id, kind, claim, line)
                        SELECT :id, :organization, :kind, claim, line
                        FROM unnest(:claims::text[], :lines::bigint[]) AS c (claim, line)
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .param("claims", texts.toArray(String[]::new))
                .param("lines", lines.toArray(Long[]::new))
                .update();
    }

    /** Adds to a number that is kept among the claims until the pass is over. */
    void add(OrganizationScope scope, ImportId id, Kind kind, String tally, long more) {
        jdbc.sql(
                        """
                        INSERT INTO import_claims AS c (import_id, organization_id, kind, claim, line)
                        VALUES (:id, :organization, :kind, :tally, :more)
                        ON CONFLICT (import_id, kind, claim) DO UPDATE SET line = c.line + excluded.line
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("kind", kind.name())
                .param("tally", tally)
                .param("more", more)
                .update();
    }

    void dropClaims(OrganizationScope scope, ImportId id, Kind kind) {
        jdbc.sql(
                        """
                        DELETE FROM import_claims
                        WHERE organization_id = :organization AND import_id = :id AND kind = :kind
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("kind", kind.name())
                .update();
    }

    private Verdict verdict(ResultSet row) throws SQLException {
        UUID user = row.getObject("user_id", UUID.class);
        return new Verdict(
                row.getLong("number"),
                row.getLong("line"),
                row.getString("name"),
                Answer.valueOf(row.getString("verdict")),
                json.readValue(row.getString("faults"), FAULTS),
                List.of((String[]) row.getArray("changes").getArray()),
                user == null ? null : new UserId(user));
    }
}
