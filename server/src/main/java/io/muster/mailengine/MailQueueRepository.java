package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL by which administrators see and touch the queue of outgoing mail. */
@Repository
class MailQueueRepository {

    private static final String SELECT =
            """
            SELECT r.id, m.sender, r.recipient, m.size, r.state, r.given_up, r.attempts, r.due_at, r.status, r.answer,
                   r.created_at, r.settled_at
            FROM mail_outgoing_recipients r JOIN mail_outgoing m ON m.id = r.message_id
            WHERE r.organization_id = :organization
            """;

    private final JdbcClient jdbc;

    MailQueueRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    Page<QueuedMail> list(
            OrganizationScope scope, Keyset keyset, QueuedMail.@Nullable State state) {
        boolean back = keyset.backwards();
        List<QueuedMail> rows =
                jdbc.sql(
                                SELECT
                                        + """
                                        AND (:state::text IS NULL OR r.state = :state)
                                        AND (:edge::uuid IS NULL OR CASE WHEN :back THEN r.id > :edge::uuid ELSE r.id < :edge::uuid END)
                                        """
                                        + (back ? "ORDER BY r.id" : "ORDER BY r.id DESC")
                                        + " LIMIT :rows")
                        .param("organization", scope.organization().value())
                        .param("state", state == null ? null : state.name(), Types.VARCHAR)
                        .param("edge", keyset.value(), Types.VARCHAR)
                        .param("back", back)
                        .param("rows", keyset.rows())
                        .query((row, _) -> mail(row))
                        .list();
        return keyset.page(rows, mail -> mail.id().toString());
    }

    long count(OrganizationScope scope, QueuedMail.@Nullable State state) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM mail_outgoing_recipients
                        WHERE organization_id = :organization AND (:state::text IS NULL OR state = :state)
                        """)
                .param("organization", scope.organization().value())
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    Optional<QueuedMail> find(OrganizationScope scope, UUID id) {
        return jdbc.sql(SELECT + "AND r.id = :id")
                .param("organization", scope.organization().value())
                .param("id", id)
                .query((row, _) -> mail(row))
                .optional();
    }

    /** False where it doesn't wait. */
    boolean hurry(OrganizationScope scope, UUID id, boolean giveUp) {
        return jdbc.sql(
                                """
                                UPDATE mail_outgoing_recipients SET due_at = now(), given_up = :giveUp
                                WHERE organization_id = :organization AND id = :id AND state = 'QUEUED' AND NOT given_up
                                """)
                        .param("organization", scope.organization().value())
                        .param("id", id)
                        .param("giveUp", giveUp)
                        .update()
                == 1;
    }

    private static QueuedMail mail(ResultSet row) throws SQLException {
        QueuedMail.State state = QueuedMail.State.valueOf(row.getString("state"));
        return new QueuedMail(
                row.getObject("id", UUID.class),
                row.getString("sender"),
                row.getString("recipient"),
                row.getLong("size"),
                state,
                row.getBoolean("given_up"),
                row.getInt("attempts"),
                state == QueuedMail.State.QUEUED ? instant(row, "due_at") : null,
                row.getString("status"),
                row.getString("answer"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "settled_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
