package io.muster.access;

import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL on {@code totp_secrets} and {@code recovery_codes}; of {@code passkeys} only whether
 * there is one.
 */
@Repository
class SecondFactorRepository {

    private final JdbcClient jdbc;

    SecondFactorRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Seed(String sealed, boolean confirmed, long lastStep) {}

    Optional<Seed> seed(UserId user) {
        return jdbc.sql(
                        """
                        SELECT sealed, confirmed_at IS NOT NULL AS confirmed, last_step FROM totp_secrets
                        WHERE user_id = :user
                        """)
                .param("user", user.value())
                .query((row, _) ->
                        new Seed(
                                row.getString("sealed"),
                                row.getBoolean("confirmed"),
                                row.getLong("last_step")))
                .optional();
    }

    Optional<Instant> confirmedAt(UserId user) {
        return jdbc.sql(
                        "SELECT confirmed_at FROM totp_secrets WHERE user_id = :user AND confirmed_at IS NOT NULL")
                .param("user", user.value())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Whether the user has shown a second factor that holds: an app or a passkey. */
    boolean any(UserId user) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM totp_secrets WHERE user_id = :user AND confirmed_at IS NOT NULL)
                            OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = :user)
                        """)
                .param("user", user.value())
                .query(Boolean.class)
                .single();
    }

    /** False when a confirmed one is there already. */
    boolean offer(UserId user, String sealed) {
        return jdbc.sql(
                                """
                                INSERT INTO totp_secrets AS t (user_id, sealed) VALUES (:user, :sealed)
                                ON CONFLICT (user_id) DO UPDATE
                                SET sealed = excluded.sealed, created_at = now(), last_step = 0
                                WHERE t.confirmed_at IS NULL
                                """)
                        .param("user", user.value())
                        .param("sealed", sealed)
                        .update()
                == 1;
    }

    /** Takes a step for good; false when it was taken before, also a moment ago by another. */
    boolean take(UserId user, long step) {
        return jdbc.sql(
                                """
                                UPDATE totp_secrets SET last_step = :step, confirmed_at = coalesce(confirmed_at, now())
                                WHERE user_id = :user AND last_step < :step
                                """)
                        .param("user", user.value())
                        .param("step", step)
                        .update()
                == 1;
    }

    boolean removeTotp(UserId user) {
        return jdbc.sql("DELETE FROM totp_secrets WHERE user_id = :user")
                        .param("user", user.value())
                        .update()
                == 1;
    }

    void replaceCodes(UserId user, List<String> hashes) {
        removeCodes(user);
        jdbc.sql(
                        """
                        INSERT INTO recovery_codes (user_id, code_hash) SELECT :user, unnest(:hashes::text[])
                        """)
                .param("user", user.value())
                .param("hashes", hashes.toArray(String[]::new))
                .update();
    }

    void removeCodes(UserId user) {
        jdbc.sql("DELETE FROM recovery_codes WHERE user_id = :user")
                .param("user", user.value())
                .update();
    }

    int codesLeft(UserId user) {
        return jdbc.sql("SELECT count(*) FROM recovery_codes WHERE user_id = :user")
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    /** Uses a code up; false when the user has no such code any more. */
    boolean useCode(UserId user, String hash) {
        return jdbc.sql("DELETE FROM recovery_codes WHERE user_id = :user AND code_hash = :hash")
                        .param("user", user.value())
                        .param("hash", hash)
                        .update()
                == 1;
    }
}
