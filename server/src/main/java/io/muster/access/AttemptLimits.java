package io.muster.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Slows down guessing. Attempts are counted in lanes; past a lane's free failures each further one
 * closes it for twice as long as the one before, and it opens again by itself. A user's known
 * device has a lane of its own, so a stranger who guesses never locks it.
 *
 * <p>An attempt counts as failed from its start: a thousand guesses at once are a thousand
 * failures. What succeeds is taken back.
 */
@Repository
class AttemptLimits {

    private static final int SWEEP_EVERY = 500;

    private final JdbcClient jdbc;
    private final AtomicInteger admitted = new AtomicInteger();

    AttemptLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where attempts are counted together.
     *
     * @param free failures without consequence
     * @param first how long the lane is closed after the first failure past them
     * @param longest the longest it is ever closed
     * @param forgottenAfter without any attempt for so long, the count starts anew
     */
    record Lane(String key, int free, Duration first, Duration longest, Duration forgottenAfter) {

        /**
         * Everybody who tries this name from a device it wasn't used on before. NIST SP 800-63B-4
         * 3.2.2 allows 100 failures in a row; this stays far below.
         */
        static Lane ofName(String name) {
            return new Lane(
                    "name:" + digest(name.strip().toLowerCase(Locale.ROOT)),
                    9,
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1));
        }

        static Lane ofDevice(String user, String deviceHash) {
            return new Lane(
                    "device:" + digest(user + " " + deviceHash),
                    9,
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1));
        }

        /** All strangers at one address; wide, for many people may share it. */
        static Lane ofAddress(String address) {
            return new Lane(
                    "address:" + address,
                    99,
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1));
        }

        /** The second step of a sign-in, after the right password. */
        Lane forSecondFactor() {
            return new Lane("factor:" + key, free, first, longest, forgottenAfter);
        }

        private static String digest(String text) {
            try {
                return HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    /**
     * Counts an attempt in each lane.
     *
     * @return until when one of them is closed; nothing when the attempt may go on
     */
    Optional<Instant> begin(List<Lane> lanes) {
        if (admitted.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
        Optional<Instant> closed =
                lanes.stream().flatMap(lane -> closedUntil(lane).stream()).max(Instant::compareTo);
        if (closed.isPresent()) {
            return closed;
        }
        for (Lane lane : lanes) {
            if (!count(lane)) {
                return closedUntil(lane).or(() -> Optional.of(Instant.now()));
            }
        }
        return Optional.empty();
    }

    /** Forgets the failures of the lane, after a success. */
    void clear(Lane lane) {
        jdbc.sql("DELETE FROM sign_in_attempts WHERE lane = :lane")
                .param("lane", lane.key())
                .update();
    }

    /** Takes back the one attempt that succeeded; the others stay counted. */
    void takeBack(Lane lane) {
        jdbc.sql(
                        """
                        UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), blocked_until = NULL
                        WHERE lane = :lane
                        """)
                .param("lane", lane.key())
                .update();
    }

    private Optional<Instant> closedUntil(Lane lane) {
        return jdbc.sql(
                        "SELECT blocked_until FROM sign_in_attempts WHERE lane = :lane AND blocked_until > now()")
                .param("lane", lane.key())
                .query((row, _) -> row.getTimestamp(1))
                .optional()
                .map(Timestamp::toInstant);
    }

    /** False when another attempt closed the lane just now. */
    private boolean count(Lane lane) {
        return jdbc.sql(
                                """
                                INSERT INTO sign_in_attempts AS a (lane, failures, last_at) VALUES (:lane, 1, now())
                                ON CONFLICT (lane) DO UPDATE
                                SET failures = CASE WHEN a.last_at < now() - make_interval(secs => :forgotten)
                                                    THEN 1 ELSE a.failures + 1 END,
                                    last_at = now(),
                                    blocked_until = CASE
                                        WHEN a.last_at >= now() - make_interval(secs => :forgotten) AND a.failures >= :free
                                        THEN now() + make_interval(secs =>
                                            least(:first * power(2, least(a.failures - :free, 30)), :longest))
                                    END
                                WHERE a.blocked_until IS NULL OR a.blocked_until <= now()
                                """)
                        .param("lane", lane.key())
                        .param("free", lane.free())
                        .param("first", (double) lane.first().toSeconds())
                        .param("longest", (double) lane.longest().toSeconds())
                        .param("forgotten", (double) lane.forgottenAfter().toSeconds())
                        .update()
                == 1;
    }

    private void sweep() {
        jdbc.sql("DELETE FROM sign_in_attempts WHERE last_at < now() - interval '2 days'").update();
    }
}
