package io.muster.notifications;

import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code notices} and on what is read of them. */
@Repository
class NoticeRepository {

    /** Which notices a reader may see. */
    private static final String VISIBLE =
            """
             (n.user_id = :user
              OR n.permission IS NOT NULL
                 AND (:everywhere
                      OR (n.organization_id, n.permission) IN (SELECT * FROM unnest(:organizations::uuid[], :permissions::text[]))))
             AND n.kind <> ALL(:off)
            """;

    /** Whether he has read one. */
    private static final String READ =
            """
             (n.id <= coalesce((SELECT read_until FROM notice_marks WHERE user_id = :user),
                               '00000000-0000-0000-0000-000000000000'::uuid)
              OR EXISTS (SELECT FROM notice_reads r WHERE r.user_id = :user AND r.notice_id = n.id))
            """;

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NoticeRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Who looks, and what he may see.
     *
     * @param everywhere a system administrator
     * @param off kinds that he doesn't want to see
     */
    record Reader(UserId user, boolean everywhere, List<Right> rights, Set<NoticeKind> off) {
        record Right(OrganizationId organization, String permission) {}
    }

    /** A notice as one reader sees it. */
    record NoticeView(
            NoticeId id,
            @Nullable OrganizationId organizationId,
            String kind,
            Notice.Severity severity,
            Map<String, Object> facts,
            Instant createdAt,
            boolean read) {}

    void insert(OrganizationId organization, Audience audience, Notice notice) {
        jdbc.sql(
                        """
                        INSERT INTO notices (id, organization_id, user_id, permission, kind, severity, facts)
                        VALUES (:id, :organization, :user, :permission, :kind, :severity, :facts::json)
                        """)
                .param("id", NoticeId.next().value())
                .param("organization", organization.value())
                .param(
                        "user",
                        audience.user() == null ? null : audience.user().value(),
                        Types.OTHER)
                .param(
                        "permission",
                        audience.holdersOf() == null ? null : audience.holdersOf().text(),
                        Types.VARCHAR)
                .param("kind", notice.kind().text())
                .param("severity", notice.severity().name())
                .param("facts", json.writeValueAsString(notice.facts()))
                .update();
    }

    /** Newest first. */
    Page<NoticeView> list(Reader reader, Keyset keyset, boolean unread) {
        List<NoticeView> rows =
                reading(
                                reader,
                                "SELECT n.id, n.organization_id, n.kind, n.severity, n.facts, n.created_at,"
                                        + READ
                                        + "AS read FROM notices n WHERE"
                                        + VISIBLE
                                        + "AND (NOT :unread OR NOT"
                                        + READ
                                        + """
                                        ) AND (:edge::uuid IS NULL OR CASE WHEN :back THEN n.id > :edge::uuid ELSE n.id < :edge::uuid END)
                                        """
                                        + (keyset.backwards()
                                                ? "ORDER BY n.id"
                                                : "ORDER BY n.id DESC")
                                        + " LIMIT :rows")
                        .param("unread", unread)
                        .param("edge", keyset.value(), Types.VARCHAR)
                        .param("back", keyset.backwards())
                        .param("rows", keyset.rows())
                        .query((row, _) -> row(row))
                        .list();
        return keyset.page(rows, notice -> notice.id().toString());
    }

    int unread(Reader reader) {
        return reading(
                        reader,
                        "SELECT count(*) FROM (SELECT FROM notices n WHERE"
                                + VISIBLE
                                + "AND NOT"
                                + READ
                                + "LIMIT 100) AS counted")
                .query(Integer.class)
                .single();
    }

    boolean markRead(Reader reader, NoticeId notice) {
        return reading(
                                reader,
                                """
                                INSERT INTO notice_reads (user_id, notice_id)
                                SELECT :user, n.id FROM notices n WHERE n.id = :notice AND
                                """
                                        + VISIBLE
                                        + "ON CONFLICT (user_id, notice_id) DO UPDATE SET notice_id = excluded.notice_id")
                        .param("notice", notice.value())
                        .update()
                == 1;
    }

    void markReadUntil(UserId user, NoticeId newest) {
        jdbc.sql(
                        """
                        INSERT INTO notice_marks (user_id, read_until) VALUES (:user, :newest)
                        ON CONFLICT (user_id) DO UPDATE SET read_until = greatest(notice_marks.read_until, excluded.read_until)
                        """)
                .param("user", user.value())
                .param("newest", newest.value())
                .update();
    }

    void purgeOlderThan(Duration age) {
        jdbc.sql("DELETE FROM notices WHERE created_at < now() - make_interval(secs => :age)")
                .param("age", (double) age.toSeconds())
                .update();
    }

    private StatementSpec reading(Reader reader, String sql) {
        return jdbc.sql(sql)
                .param("user", reader.user().value())
                .param("everywhere", reader.everywhere())
                .param(
                        "organizations",
                        reader.rights().stream()
                                .map(right -> right.organization().value())
                                .toArray(UUID[]::new))
                .param(
                        "permissions",
                        reader.rights().stream()
                                .map(Reader.Right::permission)
                                .toArray(String[]::new))
                .param("off", reader.off().stream().map(NoticeKind::text).toArray(String[]::new));
    }

    private NoticeView row(ResultSet row) throws SQLException {
        UUID organization = row.getObject("organization_id", UUID.class);
        return new NoticeView(
                new NoticeId(row.getObject("id", UUID.class)),
                organization == null ? null : new OrganizationId(organization),
                row.getString("kind"),
                Notice.Severity.valueOf(row.getString("severity")),
                json.readValue(row.getString("facts"), FACTS),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("read"));
    }
}
