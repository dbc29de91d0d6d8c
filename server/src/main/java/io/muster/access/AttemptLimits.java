package io.muster.access;

import io.muster.kernel.Sha256;
import io.muster.kernel.UserId;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
    static final QuietLock NEVER = new QuietLock(Integer.MAX_VALUE, Duration.ZERO);

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
     * @param hidden nobody is told of it: past the free failures a quiet lock takes the place of
     *     the block
     * @param user whose it is, to show him as locked; null for no one's and in other lanes
     */
    record Lane(
            String key,
            int free,
            Duration first,
            Duration longest,
            Duration forgottenAfter,
            boolean hidden,
            @Nullable UserId user) {

        /**
         * Everybody who tries one account from a device it wasn't used on before, by whatever name
         * of it: the many ways to write one name give nobody more tries. A name that nobody has is
         * counted by itself, so that it costs the same.
         */
        static Lane ofAccount(String name, @Nullable UserId user) {
            return new Lane(
                    "account:" + digest(user == null ? "name " + tried(name) : user.toString()),
                    9,
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    true,
                    user);
        }

        /**
         * Everybody who tries this name from a device it wasn't used on before. NIST SP 800-63B-4
         * 3.2.2 allows 100 failures in a row; this stays far below.
         */
        static Lane ofName(String name, @Nullable UserId user) {
            return new Lane(
                    "name:" + digest(tried(name)),
                    9,
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    false,
                    user);
        }

        static Lane ofDevice(String user, String deviceHash) {
            return new Lane(
                    "device:" + digest(user + " " + deviceHash),
                    9,
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    false,
                    null);
        }

        /** All strangers at one address; wide, for many people may share it. */
        static Lane ofAddress(String address) {
            return new Lane(
                    "address:" + address,
                    99,
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    false,
                    null);
        }

        /**
         * Questions for passkeys that strangers at one address ask for; each is kept for a while.
         */
        static Lane ofQuestions(String address) {
            return new Lane(
                    "questions:" + address,
                    299,
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    false,
                    null);
        }

        /** Whether failures of many people are counted in it. */
        boolean ofMany() {
            return key.startsWith("address:");
        }

        /** The second step of a sign-in, after the right password. */
        Lane forSecondFactor() {
            return new Lane("factor:" + key, free, first, longest, forgottenAfter, false, null);
        }

        private static String tried(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }

        private static String digest(String text) {
            return Sha256.hex(text);
        }
    }

    /**
     * A lock that nobody who signs in is told of: meanwhile the right password is answered as a
     * wrong one. So it may begin sooner for some than for others, and doesn't tell who exists.
     *
     * @param attempts the failure that locks, and each later one once the lock is over
     */
    record QuietLock(int attempts, Duration length) {}

    /** Whether an attempt may go on. */
    sealed interface Admission {
        /** Not before then. */
        record Closed(Instant until) implements Admission {}

        /**
         * @param quietly whether a quiet lock holds: it goes on as any other, and has failed
         *     already
         * @param marks what it left behind in each lane, to be given to {@link #takeBack(Mark)}
         */
        record Counted(boolean quietly, List<Mark> marks) implements Admission {}
    }

    /**
     * What an attempt left behind in a lane.
     *
     * @param blockedUntil the block that it began; null for none
     * @param quietUntil the quiet lock that it began; null for none
     */
    record Mark(
            Lane lane,
            boolean quietly,
            @Nullable OffsetDateTime blockedUntil,
            @Nullable OffsetDateTime quietUntil) {}

    /**
     * Counts an attempt in each lane.
     *
     * @return until when one of them is closed; nothing when the attempt may go on
     */
    Optional<Instant> begin(List<Lane> lanes) {
        return switch (begin(lanes, NEVER)) {
            case Admission.Closed(Instant until) -> Optional.of(until);
            case Admission.Counted _ -> Optional.empty();
        };
    }

    /** Counts an attempt in each lane; the quiet lock is that of the first. */
    Admission begin(List<Lane> lanes, QuietLock quiet) {
        if (admitted.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
        Optional<Instant> closed = closedUntil(lanes);
        if (closed.isPresent()) {
            return new Admission.Closed(closed.get());
        }
        boolean quietly = false;
        QuietLock lock = quiet;
        var marks = new ArrayList<Mark>();
        for (Lane lane : lanes) {
            Optional<Mark> counted = count(lane, lock);
            if (counted.isEmpty()) {
                marks.forEach(this::takeBack);
                return new Admission.Closed(closedUntil(List.of(lane)).orElseGet(Instant::now));
            }
            quietly |= counted.get().quietly();
            marks.add(counted.get());
            lock = NEVER;
        }
        return new Admission.Counted(quietly, marks);
    }

    /** Forgets the failures of a lane, after a success in the transaction that counted it. */
    void clear(Lane lane) {
        jdbc.sql("DELETE FROM sign_in_attempts WHERE lane = :lane")
                .param("lane", lane.key())
                .update();
    }

    /**
     * Forgets the failures before an attempt that succeeded. Where others closed the lane
     * meanwhile, it stays closed, and only that attempt is taken back.
     */
    void clear(Mark mark) {
        int cleared =
                of(
                                mark,
                                """
                                DELETE FROM sign_in_attempts
                                WHERE lane = :lane
                                  AND (blocked_until IS NULL OR blocked_until <= now() OR blocked_until = :blocked::timestamptz)
                                  AND (quiet_until IS NULL OR quiet_until <= now() OR quiet_until = :quiet::timestamptz)
                                """)
                        .update();
        if (cleared == 0) {
            takeBack(mark);
        }
    }

    /** Forgets the failures by any name of a user who was given a new password. */
    void clear(UserId user) {
        jdbc.sql(
                        """
                        DELETE FROM sign_in_attempts s USING sign_in_names n
                        WHERE n.user_id = :user
                          AND s.lane = 'name:' || encode(sha256(convert_to(n.name, 'UTF8')), 'hex')
                        """)
                .param("user", user.value())
                .update();
        clear(Lane.ofAccount("", user));
    }

    /** Counts one less where it isn't known which attempt it was; a block goes on. */
    void countOneLess(Lane lane) {
        jdbc.sql(
                        "UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0) WHERE lane = :lane")
                .param("lane", lane.key())
                .update();
    }

    /**
     * Takes back one attempt, with the block and the quiet lock that it began itself: what others
     * began meanwhile goes on.
     */
    void takeBack(Mark mark) {
        of(
                        mark,
                        """
                        UPDATE sign_in_attempts
                        SET failures = greatest(failures - 1, 0),
                            blocked_until = CASE WHEN blocked_until IS DISTINCT FROM :blocked::timestamptz
                                                 THEN blocked_until END,
                            quiet_until = CASE WHEN quiet_until IS DISTINCT FROM :quiet::timestamptz
                                               THEN quiet_until END,
                            quiet_from = CASE WHEN quiet_until IS DISTINCT FROM :quiet::timestamptz
                                              THEN quiet_from - 1 END
                        WHERE lane = :lane
                        """)
                .update();
    }

    private JdbcClient.StatementSpec of(Mark mark, String sql) {
        return jdbc.sql(sql)
                .param("lane", mark.lane().key())
                .param("blocked", mark.blockedUntil(), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("quiet", mark.quietUntil(), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private Optional<Instant> closedUntil(List<Lane> lanes) {
        return jdbc.sql(
                        """
                        SELECT blocked_until FROM sign_in_attempts
                        WHERE lane = ANY(:lanes) AND blocked_until > now()
                        ORDER BY blocked_until DESC LIMIT 1
                        """)
                .param("lanes", lanes.stream().map(Lane::key).toArray(String[]::new))
                .query((row, _) -> row.getTimestamp(1))
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Nothing when another attempt closed the lane just now. */
    private Optional<Mark> count(Lane lane, QuietLock quiet) {
        return jdbc.sql(
                        """
                        INSERT INTO sign_in_attempts AS a (lane, failures, last_at, user_id)
                        VALUES (:lane, 1, now(), :user::uuid)
                        ON CONFLICT (lane) DO UPDATE
                        SET user_id = excluded.user_id,
                            failures = CASE WHEN a.last_at < now() - make_interval(secs => :forgotten)
                                            THEN 1 ELSE a.failures + 1 END,
                            last_at = now(),
                            blocked_until = CASE
                                WHEN a.last_at >= now() - make_interval(secs => :forgotten) AND a.failures >= :free AND NOT :hidden
                                THEN now() + make_interval(secs =>
                                    least(:first * power(2, least(a.failures - :free, 30)), :longest))
                            END,
                            (quiet_until, quiet_from) = (
                                SELECT CASE WHEN secs > 0 THEN now() + make_interval(secs => secs) ELSE a.quiet_until END,
                                       CASE WHEN secs > 0 THEN a.failures + 1 ELSE a.quiet_from END
                                FROM (SELECT CASE
                                    WHEN a.last_at >= now() - make_interval(secs => :forgotten)
                                        AND (a.quiet_until IS NULL OR a.quiet_until <= now())
                                    THEN greatest(
                                        CASE WHEN a.failures + 1 >= :quietAttempts THEN :quietSeconds END,
                                        CASE WHEN :hidden AND a.failures >= :free
                                             THEN least(:first * power(2, least(a.failures - :free, 30)), :longest) END)
                                    END AS secs) AS rule)
                        WHERE a.blocked_until IS NULL OR a.blocked_until <= now()
                        RETURNING coalesce(quiet_until > now() AND quiet_from <> failures, false) AS quietly,
                            blocked_until,
                            CASE WHEN quiet_until > now() AND quiet_from = failures THEN quiet_until END AS begun
                        """)
                .param("lane", lane.key())
                .param("free", lane.free())
                .param("first", (double) lane.first().toSeconds())
                .param("longest", (double) lane.longest().toSeconds())
                .param("forgotten", (double) lane.forgottenAfter().toSeconds())
                .param("quietAttempts", quiet.attempts())
                .param("user", lane.user() == null ? null : lane.user().toString(), Types.VARCHAR)
                .param("quietSeconds", (double) quiet.length().toSeconds())
                .param("hidden", lane.hidden())
                .query((row, _) ->
                        new Mark(
                                lane,
                                row.getBoolean("quietly"),
                                row.getObject("blocked_until", OffsetDateTime.class),
                                row.getObject("begun", OffsetDateTime.class)))
                .optional();
    }

    private void sweep() {
        jdbc.sql("DELETE FROM sign_in_attempts WHERE last_at < now() - interval '2 days'").update();
    }
}
