package io.muster.mailengine;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.DomainName;
import io.muster.kernel.Ids;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that moves mail for other servers through its queue. */
@Repository
class OutgoingRepository {

    /** RFC 5321 4.5.3.1.8: every server takes so many. */
    private static final int RECIPIENTS_AT_ONCE = 100;

    private final JdbcClient jdbc;

    OutgoingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Recipients of one message, in hand.
     *
     * @param attempt names this attempt: only who knows it may say how it ended
     * @param attempts this one included
     * @param givenUp whether an administrator waits no longer for them
     * @param forwarded whether a mailbox sent it on, which nobody there wrote
     * @param recipients with their ids
     */
    record Taken(
            UUID attempt,
            OrganizationId organization,
            UUID message,
            UserId user,
            String sender,
            byte[] content,
            DomainName domain,
            int attempts,
            Instant createdAt,
            boolean givenUp,
            boolean forwarded,
            Map<String, UUID> recipients) {}

    /**
     * How it ended for one recipient.
     *
     * @param pause until the next attempt, null for none
     */
    record Settled(UUID id, String state, PeerAnswer answer, @Nullable Duration pause) {}

    /**
     * @param recipients with their domains, at least one
     */
    void write(
            OrganizationScope scope,
            UserId user,
            String sender,
            byte[] content,
            Map<String, DomainName> recipients) {
        write(scope, user, sender, content, recipients, false);
    }

    /** As {@link #write}, for what a mailbox sends on. */
    void forward(
            OrganizationScope scope,
            UserId mailbox,
            String sender,
            byte[] content,
            Map<String, DomainName> recipients) {
        write(scope, mailbox, sender, content, recipients, true);
    }

    private void write(
            OrganizationScope scope,
            UserId user,
            String sender,
            byte[] content,
            Map<String, DomainName> recipients,
            boolean forwarded) {
        UUID message = Ids.next();
        jdbc.sql(
                        """
                        INSERT INTO mail_outgoing (id, organization_id, user_id, sender, size, content, forwarded)
                        VALUES (:id, :organization, :user, :sender, :size, :content, :forwarded)
                        """)
                .param("id", message)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("sender", sender)
                .param("size", content.length)
                .param("content", content)
                .param("forwarded", forwarded)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO mail_outgoing_recipients (id, organization_id, message_id, user_id, recipient, domain, state)
                        SELECT r.id, :organization, :message, :user, r.recipient, r.domain, 'QUEUED'
                        FROM unnest(:ids::uuid[], :recipients::text[], :domains::text[]) AS r (id, recipient, domain)
                        """)
                .param("organization", scope.organization().value())
                .param("message", message)
                .param("user", user.value())
                .param(
                        "ids",
                        recipients.keySet().stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .param("recipients", recipients.keySet().toArray(String[]::new))
                .param(
                        "domains",
                        recipients.values().stream().map(DomainName::value).toArray(String[]::new))
                .update();
    }

    /**
     * What waits of a user, or of what his mailbox sent on.
     *
     * @param octets of the messages, each once
     */
    record Waiting(long recipients, long octets) {}

    Waiting waiting(OrganizationScope scope, UserId user, boolean forwarded) {
        return jdbc.sql(
                        """
                        SELECT coalesce(sum(w.recipients), 0) AS recipients, coalesce(sum(w.size), 0) AS octets
                        FROM (SELECT m.size, count(*) AS recipients FROM mail_outgoing_recipients r
                              JOIN mail_outgoing m ON m.id = r.message_id AND m.organization_id = r.organization_id
                              WHERE r.organization_id = :organization AND r.user_id = :user
                                AND r.state IN ('QUEUED', 'SENDING') AND m.forwarded = :forwarded
                              GROUP BY m.id) AS w
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("forwarded", forwarded)
                .query((row, _) -> new Waiting(row.getLong("recipients"), row.getLong("octets")))
                .single();
    }

    private record First(UUID message, String domain, boolean givenUp) {}

    /**
     * Takes what is due longest, of one message and one way. Also what a server had in hand that
     * was killed: it may have gone out then.
     *
     * @param busy domains that are left out
     * @param oneWay whether all domains are reached by the same way
     * @param hold how long it counts as in hand
     */
    Optional<Taken> take(
            InstanceScope machinery, Collection<String> busy, boolean oneWay, Duration hold) {
        UUID attempt = Ids.next();
        Optional<First> first =
                jdbc.sql(
                                """
                                SELECT message_id, domain, given_up FROM mail_outgoing_recipients
                                WHERE state IN ('QUEUED', 'SENDING') AND due_at <= now() AND domain <> ALL (:busy)
                                ORDER BY due_at, id LIMIT 1
                                FOR UPDATE SKIP LOCKED
                                """)
                        .param("busy", busy.toArray(String[]::new))
                        .query((row, _) ->
                                new First(
                                        row.getObject("message_id", UUID.class),
                                        row.getString("domain"),
                                        row.getBoolean("given_up")))
                        .optional();
        return first.flatMap(found -> taken(found, attempt, oneWay, hold));
    }

    private Optional<Taken> taken(First first, UUID attempt, boolean oneWay, Duration hold) {
        Map<String, UUID> recipients = new LinkedHashMap<>();
        List<Integer> attempts =
                jdbc.sql(
                                """
                                UPDATE mail_outgoing_recipients
                                SET state = 'SENDING', attempt = :attempt, attempts = attempts + 1,
                                    due_at = now() + make_interval(secs => :hold)
                                WHERE id IN (SELECT id FROM mail_outgoing_recipients
                                             WHERE message_id = :message AND (:oneWay OR domain = :domain)
                                               AND given_up = :givenUp AND state IN ('QUEUED', 'SENDING') AND due_at <= now()
                                             ORDER BY id LIMIT :most
                                             FOR UPDATE SKIP LOCKED)
                                RETURNING id, recipient, attempts
                                """)
                        .param("attempt", attempt)
                        .param("hold", (double) hold.toSeconds())
                        .param("message", first.message())
                        .param("oneWay", oneWay)
                        .param("domain", first.domain())
                        .param("givenUp", first.givenUp())
                        .param("most", RECIPIENTS_AT_ONCE)
                        .query((row, _) -> {
                            recipients.put(
                                    row.getString("recipient"), row.getObject("id", UUID.class));
                            return row.getInt("attempts");
                        })
                        .list();
        return jdbc.sql(
                        """
                        SELECT organization_id, user_id, sender, content, created_at, forwarded FROM mail_outgoing
                        WHERE id = :message AND content IS NOT NULL
                        """)
                .param("message", first.message())
                .query((row, _) ->
                        new Taken(
                                attempt,
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                first.message(),
                                new UserId(row.getObject("user_id", UUID.class)),
                                row.getString("sender"),
                                row.getBytes("content"),
                                new DomainName(first.domain()),
                                attempts.stream().mapToInt(number -> number).max().orElse(1),
                                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                                first.givenUp(),
                                row.getBoolean("forwarded"),
                                recipients))
                .optional();
    }

    /** Says that the attempt goes on. */
    void hold(OrganizationScope scope, Taken taken, Duration hold) {
        jdbc.sql(
                        """
                        UPDATE mail_outgoing_recipients SET due_at = now() + make_interval(secs => :hold)
                        WHERE organization_id = :organization AND message_id = :message AND attempt = :attempt
                        """)
                .param("organization", scope.organization().value())
                .param("message", taken.message())
                .param("attempt", taken.attempt())
                .param("hold", (double) hold.toSeconds())
                .update();
    }

    /** Ends the attempt for these recipients; the message is forgotten with the last of them. */
    void settle(OrganizationScope scope, Taken taken, List<Settled> all) {
        // One after the other, so that the last one sees that it is the last.
        jdbc.sql(
                        "SELECT 1 FROM mail_outgoing WHERE organization_id = :organization AND id = :message FOR UPDATE")
                .param("organization", scope.organization().value())
                .param("message", taken.message())
                .query(Integer.class)
                .optional();
        jdbc.sql(
                        """
                        UPDATE mail_outgoing_recipients r
                        SET state = s.state, status = s.status, answer = s.answer, attempt = NULL,
                            due_at = now() + make_interval(secs => s.pause),
                            settled_at = CASE WHEN s.state <> 'QUEUED' THEN now() END
                        FROM unnest(:ids::uuid[], :states::text[], :statuses::text[], :answers::text[], :pauses::float8[])
                            AS s (id, state, status, answer, pause)
                        WHERE r.organization_id = :organization AND r.id = s.id AND r.attempt = :attempt
                        """)
                .param("organization", scope.organization().value())
                .param("attempt", taken.attempt())
                .param("ids", all.stream().map(Settled::id).toArray(UUID[]::new))
                .param("states", all.stream().map(Settled::state).toArray(String[]::new))
                .param(
                        "statuses",
                        all.stream().map(one -> one.answer().status()).toArray(String[]::new))
                .param(
                        "answers",
                        all.stream().map(one -> one.answer().text()).toArray(String[]::new))
                .param(
                        "pauses",
                        all.stream().map(OutgoingRepository::seconds).toArray(Double[]::new))
                .update();
        jdbc.sql(
                        """
                        UPDATE mail_outgoing m SET content = NULL
                        WHERE m.organization_id = :organization AND m.id = :message AND NOT EXISTS (
                            SELECT 1 FROM mail_outgoing_recipients r
                            WHERE r.message_id = m.id AND r.state IN ('QUEUED', 'SENDING'))
                        """)
                .param("organization", scope.organization().value())
                .param("message", taken.message())
                .update();
    }

    private static double seconds(Settled settled) {
        Duration pause = settled.pause();
        return pause == null ? 0 : pause.toMillis() / 1_000.0;
    }

    /** Forgets what has been settled for that long. */
    void purge(InstanceScope machinery, Duration kept) {
        jdbc.sql(
                        """
                        DELETE FROM mail_outgoing WHERE id IN (
                            SELECT m.id FROM mail_outgoing m
                            WHERE m.created_at < now() - make_interval(secs => :kept) AND m.content IS NULL AND NOT EXISTS (
                                SELECT 1 FROM mail_outgoing_recipients r
                                WHERE r.message_id = m.id AND r.settled_at > now() - make_interval(secs => :kept))
                            LIMIT 1000)
                        """)
                .param("kept", (double) kept.toSeconds())
                .update();
    }

    /** Forgets what users have waiting, in the transaction at work. */
    void forget(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        "DELETE FROM mail_outgoing WHERE organization_id = :organization AND user_id = ANY (:users)")
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }
}
