package io.muster.notifications;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that moves mails through the outbox. */
@Repository
class OutboxQueueRepository {

    private final JdbcClient jdbc;
    private final MailBodies bodies;

    OutboxQueueRepository(JdbcClient jdbc, MailBodies bodies) {
        this.jdbc = jdbc;
        this.bodies = bodies;
    }

    /**
     * A mail in hand.
     *
     * @param attempt names this attempt: only who knows it may say how it ended
     * @param attempts this one included
     * @param organization null for a mail of none
     */
    record Taken(
            UUID attempt, int attempts, @Nullable OrganizationId organization, Letter letter) {}

    /** Puts what was held into the line, and the other way round where there is no way out. */
    void release(boolean open) {
        jdbc.sql("UPDATE outbox SET state = :to, due_at = now() WHERE state = :from")
                .param("from", open ? "HELD" : "QUEUED")
                .param("to", open ? "QUEUED" : "HELD")
                .update();
    }

    /**
     * Takes the next mail that is due. It is marked before the attempt, so that a server killed in
     * the middle leaves a trace instead of a second mail.
     */
    Optional<Taken> take(UUID attempt) {
        return jdbc.sql(
                        """
                        UPDATE outbox o
                        SET state = 'SENDING', attempt = :attempt, attempt_at = now(), attempts = attempts + 1
                        WHERE o.id = (SELECT id FROM outbox
                                      WHERE state = 'QUEUED' AND due_at <= now() AND body IS NOT NULL
                                      ORDER BY due_at, id LIMIT 1
                                      FOR UPDATE SKIP LOCKED)
                        RETURNING id, attempts, organization_id, recipient, recipient_name, subject, language, body
                        """)
                .param("attempt", attempt)
                .query((row, _) -> {
                    OutgoingId id = new OutgoingId(row.getObject("id", UUID.class));
                    MailBodies.Body body = bodies.open(id, row.getString("body"));
                    UUID organization = row.getObject("organization_id", UUID.class);
                    return new Taken(
                            attempt,
                            row.getInt("attempts"),
                            organization == null ? null : new OrganizationId(organization),
                            new Letter(
                                    id,
                                    EmailAddress.valueOf(row.getString("recipient")),
                                    row.getString("recipient_name"),
                                    row.getString("subject"),
                                    row.getString("language"),
                                    body.text(),
                                    body.html()));
                })
                .optional();
    }

    /**
     * Ends the attempt: sent, and its text forgotten.
     *
     * @return false where the attempt was given up meanwhile
     */
    boolean sent(Taken taken) {
        return jdbc.sql(
                                """
                                UPDATE outbox SET state = 'SENT', sent_at = now(), body = NULL, reason = ''
                                WHERE id = :id AND attempt = :attempt
                                """)
                        .param("id", taken.letter().id().value())
                        .param("attempt", taken.attempt())
                        .update()
                == 1;
    }

    /**
     * Ends the attempt without success.
     *
     * @param pause until the next attempt, null for none
     */
    void notSent(Taken taken, String state, String reason, @Nullable Duration pause) {
        jdbc.sql(
                        """
                        UPDATE outbox
                        SET state = :state, reason = :reason, due_at = now() + make_interval(secs => :pause)
                        WHERE id = :id AND attempt = :attempt
                        """)
                .param("id", taken.letter().id().value())
                .param("attempt", taken.attempt())
                .param("state", state)
                .param("reason", reason)
                .param("pause", pause == null ? 0.0 : (double) pause.toSeconds())
                .update();
    }

    /** Attempts of servers that are gone: the mail may have been handed over, nobody knows. */
    int loseOlderThan(Duration age) {
        return jdbc.sql(
                        """
                        UPDATE outbox SET state = 'UNKNOWN', reason = 'server-stopped'
                        WHERE state = 'SENDING' AND attempt_at < now() - make_interval(secs => :age)
                        """)
                .param("age", (double) age.toSeconds())
                .update();
    }

    /** Forgets the texts of mails that are of no use any more; those not sent fail. */
    int expire() {
        return jdbc.sql(
                        """
                        UPDATE outbox
                        SET body = NULL,
                            reason = CASE WHEN state IN ('HELD', 'QUEUED') THEN 'expired' ELSE reason END,
                            state = CASE WHEN state IN ('HELD', 'QUEUED') THEN 'FAILED' ELSE state END
                        WHERE body IS NOT NULL AND expires_at <= now() AND state <> 'SENDING'
                        """)
                .update();
    }

    /** Forgets mails that ended long ago, and at last those that never could. */
    int purgeOlderThan(Duration age) {
        return jdbc.sql(
                        """
                        DELETE FROM outbox
                        WHERE id IN (SELECT id FROM outbox
                                     WHERE created_at < now() - make_interval(secs => :age)
                                       AND state IN ('SENT', 'FAILED', 'UNKNOWN') LIMIT 10000)
                        """)
                .param("age", (double) age.toSeconds())
                .update();
    }

    /** All that wait for a later attempt are due now, because the relay was changed. */
    void hurry() {
        jdbc.sql("UPDATE outbox SET due_at = now() WHERE state = 'QUEUED' AND due_at > now()")
                .update();
    }
}
