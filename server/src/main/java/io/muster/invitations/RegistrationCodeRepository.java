package io.muster.invitations;

import io.muster.access.InstanceScope;
import io.muster.kernel.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code registration_codes}; of no organization, so by machinery alone. */
@Repository
class RegistrationCodeRepository {

    private final JdbcClient jdbc;

    RegistrationCodeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else counts or asks before the transaction ends. */
    void lock(InstanceScope scope) {
        Objects.requireNonNull(scope);
        jdbc.sql("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.registration', 0))")
                .query()
                .singleRow();
    }

    /**
     * What was asked for in the last hour.
     *
     * @param latest when a code for the address was asked for last; null for long
     */
    record LastHour(long all, long ofAddress, long ofNetwork, @Nullable Instant latest) {}

    LastHour lastHour(EmailAddress address, String network) {
        return jdbc.sql(
                        """
                        SELECT count(*), count(*) FILTER (WHERE address = :address), count(*) FILTER (WHERE network = :network),
                            max(asked_at) FILTER (WHERE address = :address)
                        FROM registration_codes WHERE asked_at > now() - interval '1 hour'
                        """)
                .param("address", address.toString())
                .param("network", network)
                .query((row, _) -> {
                    OffsetDateTime latest = row.getObject(4, OffsetDateTime.class);
                    return new LastHour(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            latest == null ? null : latest.toInstant());
                })
                .single();
    }

    void ask(UUID id, EmailAddress address, String network, Duration life) {
        jdbc.sql(
                        """
                        WITH old AS (
                            DELETE FROM registration_codes
                            WHERE asked_at < now() - interval '2 days' AND expires_at < now()
                        )
                        INSERT INTO registration_codes (id, address, network, expires_at)
                        VALUES (:id, :address, :network, now() + make_interval(secs => :seconds))
                        """)
                .param("id", id)
                .param("address", address.toString())
                .param("network", network)
                .param("seconds", life.toSeconds())
                .update();
    }

    /** One whose mail is due. */
    record Due(UUID id, EmailAddress address) {}

    /** The one that is due for longest; another attempt at it begins. */
    Optional<Due> begin(InstanceScope scope, Duration pause, int attempts) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        UPDATE registration_codes SET attempts = attempts + 1,
                            try_at = CASE WHEN attempts + 1 < :attempts
                                          THEN now() + make_interval(secs => :pause) END
                        WHERE id = (
                            SELECT id FROM registration_codes WHERE try_at <= now() AND expires_at > now()
                            ORDER BY try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, address
                        """)
                .param("attempts", attempts)
                .param("pause", pause.toSeconds())
                .query((row, _) ->
                        new Due(
                                row.getObject(1, UUID.class),
                                EmailAddress.valueOf(row.getString(2))))
                .optional();
    }

    /** The transaction fails when it isn't over by then. */
    void limit(Duration time) {
        jdbc.sql("SELECT set_config('transaction_timeout', :milliseconds, true)")
                .param("milliseconds", Long.toString(time.toMillis()))
                .query()
                .singleRow();
    }

    void sent(UUID id, String sealed) {
        jdbc.sql("UPDATE registration_codes SET code = :code, try_at = NULL WHERE id = :id")
                .param("id", id)
                .param("code", sealed)
                .update();
    }

    /** The sealed code, counted as tried; nothing when it is too old or was tried too often. */
    Optional<String> tried(InstanceScope scope, UUID id, int most) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        UPDATE registration_codes SET tries = tries + 1
                        WHERE id = :id AND expires_at > now() AND code IS NOT NULL AND tries < :most
                        RETURNING code
                        """)
                .param("id", id)
                .param("most", most)
                .query(String.class)
                .optional();
    }

    void exchange(UUID id, byte[] tokenHash, Duration life) {
        jdbc.sql(
                        """
                        UPDATE registration_codes SET code = NULL, token_hash = :hash,
                            expires_at = now() + make_interval(secs => :seconds)
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("hash", tokenHash)
                .param("seconds", life.toSeconds())
                .update();
    }

    /** An address that was proved, and until when one may register with it. */
    record Proved(UUID id, EmailAddress address, Instant expiresAt) {}

    Optional<Proved> ofToken(byte[] tokenHash) {
        return jdbc.sql(
                        "SELECT id, address, expires_at FROM registration_codes WHERE token_hash = :hash AND expires_at > now()")
                .param("hash", tokenHash)
                .query((row, _) ->
                        new Proved(
                                row.getObject(1, UUID.class),
                                EmailAddress.valueOf(row.getString(2)),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Whoever else comes with the token waits until the transaction ends. */
    Optional<Proved> lock(InstanceScope scope, Proved proved) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        SELECT FROM registration_codes WHERE id = :id AND token_hash IS NOT NULL AND expires_at > now()
                        FOR UPDATE
                        """)
                .param("id", proved.id())
                .query((_, _) -> proved)
                .optional();
    }

    /** Nobody registers with the token any more. The row stays, to be counted. */
    void use(Proved proved) {
        jdbc.sql("UPDATE registration_codes SET token_hash = NULL WHERE id = :id")
                .param("id", proved.id())
                .update();
    }
}
