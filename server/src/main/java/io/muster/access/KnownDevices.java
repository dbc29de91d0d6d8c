package io.muster.access;

import io.muster.kernel.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The browsers that a user has signed in from before, known by a long-lived cookie. It opens
 * nothing; it only keeps a stranger's failures apart from the user's own.
 */
@Repository
class KnownDevices {

    static final int DAYS = 180;

    private final JdbcClient jdbc;

    KnownDevices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the user has signed in from the device; asked of nobody (null) it costs the same. */
    boolean knows(@Nullable UserId user, String deviceHash) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM known_devices
                            WHERE token_hash = :hash AND user_id = :user
                              AND last_used_at > now() - make_interval(days => :days))
                        """)
                .param("hash", deviceHash)
                .param("user", user == null ? new UUID(0, 0) : user.value())
                .param("days", DAYS)
                .query(Boolean.class)
                .single();
    }

    void remember(UserId user, String deviceHash) {
        jdbc.sql(
                        """
                        WITH swept AS (
                            DELETE FROM known_devices
                            WHERE user_id = :user AND token_hash <> :hash
                              AND last_used_at < now() - make_interval(days => :days)
                        )
                        INSERT INTO known_devices (token_hash, user_id) VALUES (:hash, :user)
                        ON CONFLICT (token_hash, user_id) DO UPDATE SET last_used_at = now()
                        """)
                .param("hash", deviceHash)
                .param("user", user.value())
                .param("days", DAYS)
                .update();
    }
}
