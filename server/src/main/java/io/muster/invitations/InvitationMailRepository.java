package io.muster.invitations;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The mails of invitations: what was asked for, kept for a day, and what is due. */
@Repository
class InvitationMailRepository {

    private final JdbcClient jdbc;

    InvitationMailRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else in the organization counts or asks before the transaction ends. */
    void lock(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.invitations.' || :organization, 0))
                        """)
                .param("organization", scope.organization().toString())
                .query()
                .singleRow();
    }

    /** Whether one to the address was asked for in that time. */
    boolean askedFor(OrganizationScope scope, EmailAddress address, Duration time) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM invitation_mails
                            WHERE organization_id = :organization AND address = :address
                              AND asked_at > now() - make_interval(secs => :seconds))
                        """)
                .param("organization", scope.organization().value())
                .param("address", address.toString())
                .param("seconds", time.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /**
     * Whether one of the addresses was asked for in that time, and its invitation waits no more: it
     * was revoked or answered.
     */
    boolean anyClosed(OrganizationScope scope, Collection<EmailAddress> addresses, Duration time) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM invitation_mails m
                            WHERE m.organization_id = :organization AND m.address = ANY(:addresses)
                              AND m.asked_at > now() - make_interval(secs => :seconds)
                              AND NOT EXISTS (
                                  SELECT FROM invitations i
                                  WHERE i.organization_id = :organization AND i.address = m.address
                                    AND i.state = 'PENDING'))
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "addresses",
                        addresses.stream().map(EmailAddress::toString).toArray(String[]::new))
                .param("seconds", time.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** How many the organization asked for in the last hour, and one of its people. */
    record LastHour(long all, long own) {}

    LastHour lastHour(OrganizationScope scope, UserId inviter) {
        return jdbc.sql(
                        """
                        SELECT count(*), count(*) FILTER (WHERE inviter_id = :inviter) FROM invitation_mails
                        WHERE organization_id = :organization AND asked_at > now() - interval '1 hour'
                        """)
                .param("organization", scope.organization().value())
                .param("inviter", inviter.value())
                .query((row, _) -> new LastHour(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** An invitation whose mail is due. */
    record Due(OrganizationId organization, InvitationId invitation, int attempt) {}

    /**
     * The one that is due for longest, in whatever organization; another attempt at it begins, and
     * the next after the pause.
     */
    Optional<Due> begin(InstanceScope scope, List<Duration> pauses) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        UPDATE invitations SET attempts = attempts + 1,
                            try_at = now() + make_interval(secs => (:pauses::bigint[])[least(attempts + 1, :last)])
                        WHERE id = (
                            SELECT id FROM invitations
                            WHERE state = 'PENDING' AND token_hash IS NULL AND try_at <= now() AND expires_at > now()
                            ORDER BY try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING organization_id, id, attempts
                        """)
                .param("pauses", pauses.stream().map(Duration::toSeconds).toArray(Long[]::new))
                .param("last", pauses.size())
                .query((row, _) ->
                        new Due(
                                new OrganizationId(row.getObject(1, UUID.class)),
                                new InvitationId(row.getObject(2, UUID.class)),
                                row.getInt(3)))
                .optional();
    }

    /** The transaction fails when it isn't over by then. */
    void limit(Duration time) {
        jdbc.sql("SELECT set_config('transaction_timeout', :milliseconds, true)")
                .param("milliseconds", Long.toString(time.toMillis()))
                .query()
                .singleRow();
    }

    void sent(OrganizationScope scope, InvitationId id, byte[] tokenHash) {
        jdbc.sql(
                        "UPDATE invitations SET token_hash = :hash WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("hash", tokenHash)
                .update();
    }

    /** Whom it was for, and who invited. */
    record Unsent(String address, UserId inviter) {}

    /** Tries it no more; nothing when it was answered, revoked or asked for again meanwhile. */
    Optional<Unsent> giveUp(OrganizationScope scope, Due due) {
        return jdbc.sql(
                        """
                        UPDATE invitations SET try_at = NULL, version = version + 1
                        WHERE organization_id = :organization AND id = :id AND state = 'PENDING' AND token_hash IS NULL
                          AND attempts = :attempts
                        RETURNING address, inviter_id
                        """)
                .param("organization", scope.organization().value())
                .param("id", due.invitation().value())
                .param("attempts", due.attempt())
                .query((row, _) ->
                        new Unsent(row.getString(1), new UserId(row.getObject(2, UUID.class))))
                .optional();
    }

    /** The user gets mail to the address; false when that was known. */
    boolean proved(OrganizationScope scope, InvitationId id, UserId user) {
        return jdbc.sql(
                                """
                                UPDATE invitations SET proved_by = :user
                                WHERE organization_id = :organization AND id = :id AND proved_by IS DISTINCT FROM :user
                                """)
                        .param("organization", scope.organization().value())
                        .param("id", id.value())
                        .param("user", user.value())
                        .update()
                == 1;
    }

    void asked(OrganizationScope scope, EmailAddress address, UserId inviter) {
        jdbc.sql(
                        """
                        WITH old AS (
                            DELETE FROM invitation_mails
                            WHERE organization_id = :organization AND asked_at < now() - interval '1 day'
                        )
                        INSERT INTO invitation_mails (organization_id, address, inviter_id)
                        VALUES (:organization, :address, :inviter)
                        """)
                .param("organization", scope.organization().value())
                .param("address", address.toString())
                .param("inviter", inviter.value())
                .update();
    }
}
