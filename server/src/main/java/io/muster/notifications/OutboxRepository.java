package io.muster.notifications;

import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that writes mails to {@code outbox} and shows them. */
@Repository
class OutboxRepository {

    private static final String SELECT =
            """
            SELECT id, organization_id, template, language, recipient, recipient_name, subject, state, reason, attempts,
                   created_at, due_at, expires_at, sent_at, body IS NOT NULL AS readable
            FROM outbox
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    OutboxRepository(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * @param body sealed
     */
    record NewRow(OutgoingId id, Mail mail, String subject, String body) {}

    void insert(@Nullable UUID organization, boolean held, List<NewRow> rows) {
        template.batchUpdate(
                """
                INSERT INTO outbox (id, organization_id, template, language, recipient, recipient_name, subject, body,
                                    state, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?))
                """,
                rows.stream().map(row -> values(organization, held, row)).toList());
    }

    private static @Nullable Object[] values(
            @Nullable UUID organization, boolean held, NewRow row) {
        Mail mail = row.mail();
        Duration valid = mail.validFor();
        return new @Nullable Object[] {
            row.id().value(),
            organization,
            mail.template().key(),
            mail.language(),
            mail.to().toString(),
            mail.name(),
            row.subject(),
            row.body(),
            held ? "HELD" : "QUEUED",
            valid == null ? null : (double) valid.toSeconds()
        };
    }

    /** Newest first. */
    Page<OutboxMail> list(Keyset keyset, @Nullable MailState state) {
        boolean back = keyset.backwards();
        List<OutboxMail> rows =
                jdbc.sql(
                                SELECT
                                        + """
                                        WHERE (:state::text IS NULL OR state = :state)
                                          AND (:edge::uuid IS NULL OR CASE WHEN :back THEN id > :edge::uuid ELSE id < :edge::uuid END)
                                        """
                                        + (back ? "ORDER BY id" : "ORDER BY id DESC")
                                        + " LIMIT :rows")
                        .param("state", state == null ? null : state.name(), java.sql.Types.VARCHAR)
                        .param("edge", keyset.value(), java.sql.Types.VARCHAR)
                        .param("back", back)
                        .param("rows", keyset.rows())
                        .query((row, _) -> mail(row))
                        .list();
        return keyset.page(rows, mail -> mail.id().toString());
    }

    long count(@Nullable MailState state) {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE :state::text IS NULL OR state = :state")
                .param("state", state == null ? null : state.name(), java.sql.Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    Optional<OutboxMail> find(OutgoingId id) {
        return jdbc.sql(SELECT + "WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> mail(row))
                .optional();
    }

    /** The sealed text, while it is kept. */
    Optional<String> body(OutgoingId id) {
        return jdbc.sql("SELECT body FROM outbox WHERE id = :id AND body IS NOT NULL")
                .param("id", id.value())
                .query((row, _) -> row.getString("body"))
                .optional();
    }

    /** Puts a mail into the line again; false when it is on its way, sent, or its text is gone. */
    boolean resend(OutgoingId id, boolean held) {
        return jdbc.sql(
                                """
                                UPDATE outbox SET state = :state, due_at = now(), attempts = 0, reason = ''
                                WHERE id = :id AND body IS NOT NULL AND state IN ('QUEUED', 'FAILED', 'UNKNOWN')
                                """)
                        .param("id", id.value())
                        .param("state", held ? "HELD" : "QUEUED")
                        .update()
                == 1;
    }

    private static OutboxMail mail(ResultSet row) throws SQLException {
        UUID organization = row.getObject("organization_id", UUID.class);
        return new OutboxMail(
                new OutgoingId(row.getObject("id", UUID.class)),
                organization == null ? null : new OrganizationId(organization),
                row.getString("template"),
                row.getString("recipient"),
                row.getString("recipient_name"),
                row.getString("subject"),
                row.getString("language"),
                MailState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "sent_at"),
                row.getBoolean("readable"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
