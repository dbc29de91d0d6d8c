package io.muster.access;

import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How many sign-ins an organization's users had on each of the last days: those to console and
 * portal, of users at home in it. All SQL on {@code sign_in_counts}.
 */
@Repository
class SignInCounts {

    /** Days that can be asked for. */
    static final int MOST_DAYS = 31;

    /** A day more at either end, for time zones far from UTC. */
    private static final Duration KEPT = Duration.ofDays(MOST_DAYS + 2);

    private static final long QUARTER_SECONDS = 15 * 60;
    private static final int PARTS = 8;

    private final JdbcClient jdbc;
    private final Scopes scopes;

    SignInCounts(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /** Sign-ins between two midnights. */
    record SignInDay(LocalDate day, long signIns) {}

    /**
     * The last days in a time zone, the oldest first and today last; days without a sign-in too.
     */
    List<SignInDay> perDay(OrganizationScope scope, ZoneId zone, int days) {
        LocalDate first = LocalDate.now(zone).minusDays(days - 1L);
        SequencedMap<LocalDate, Long> counts = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            counts.put(first.plusDays(day), 0L);
        }
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT quarter, sum(sign_ins) AS sign_ins FROM sign_in_counts
                                        WHERE organization_id = :organization AND quarter >= :from
                                        GROUP BY quarter
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "from",
                                        first.atStartOfDay(zone)
                                                .toInstant()
                                                .atOffset(ZoneOffset.UTC))
                                .query(row -> {
                                    long signIns = row.getLong("sign_ins");
                                    counts.computeIfPresent(
                                            row.getTimestamp("quarter")
                                                    .toInstant()
                                                    .atZone(zone)
                                                    .toLocalDate(),
                                            (_, before) -> before + signIns);
                                }));
        return counts.entrySet().stream()
                .map(day -> new SignInDay(day.getKey(), day.getValue()))
                .toList();
    }

    /** In the transaction of the sign-in; also forgets what nobody can ask for any more. */
    @EventListener
    void signedIn(UserSignedIn event) {
        OrganizationId home = event.organization();
        jdbc.sql(
                        """
                        WITH forgotten AS (
                            SELECT quarter, part FROM sign_in_counts
                            WHERE organization_id = :organization AND quarter < :oldest
                            FOR UPDATE SKIP LOCKED
                        ), swept AS (
                            DELETE FROM sign_in_counts c USING forgotten f
                            WHERE c.organization_id = :organization AND c.quarter = f.quarter AND c.part = f.part
                        )
                        INSERT INTO sign_in_counts AS c (organization_id, quarter, part, sign_ins)
                        VALUES (:organization, :quarter, :part, 1)
                        ON CONFLICT (organization_id, quarter, part) DO UPDATE SET sign_ins = c.sign_ins + 1
                        """)
                .param("organization", home.value())
                .param("quarter", quarter(event.at()).atOffset(ZoneOffset.UTC))
                .param("part", ThreadLocalRandom.current().nextInt(PARTS))
                .param("oldest", event.at().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Instant quarter(Instant at) {
        return Instant.ofEpochSecond(
                Math.floorDiv(at.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS);
    }
}
