package io.muster.notifications;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** All SQL on {@code outbox}. */
@Repository
class OutboxRepository {

    private final JdbcTemplate template;

    OutboxRepository(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * @param body sealed
     */
    record NewRow(OutgoingId id, Mail mail, String subject, String body) {}

    void insert(@Nullable UUID organization, List<NewRow> rows) {
        template.batchUpdate(
                """
                INSERT INTO outbox (id, organization_id, template, language, recipient, recipient_name, subject, body,
                                    state, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN EXISTS (SELECT FROM relay) THEN 'QUEUED' ELSE 'HELD' END,
                        now() + make_interval(secs => ?))
                """,
                rows.stream().map(row -> values(organization, row)).toList());
    }

    private static @Nullable Object[] values(@Nullable UUID organization, NewRow row) {
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
            valid == null ? null : (double) valid.toSeconds()
        };
    }
}
