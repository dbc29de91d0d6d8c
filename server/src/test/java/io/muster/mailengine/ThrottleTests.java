package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThrottleTests {

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    private final Clock clock =
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };

    @Test
    void admitsSoManyActsInATimeForEachAndThenAgain() {
        var throttle = new Throttle(3, Duration.ofMinutes(1), clock);
        for (int act = 0; act < 3; act++) {
            assertThat(throttle.admits("ann")).isTrue();
        }
        now = now.plusSeconds(59);
        assertThat(throttle.admits("ann")).isFalse();
        assertThat(throttle.admits("bob")).isTrue();

        now = now.plusSeconds(1);

        assertThat(throttle.admits("ann")).isTrue();
    }

    @Test
    void forgetsThoseWhoBeganFirstBeforeItRemembersTooMany() {
        var throttle = new Throttle(1, Duration.ofHours(1), clock);
        assertThat(throttle.admits("first")).isTrue();
        assertThat(throttle.admits("first")).isFalse();
        for (int other = 0; other < Throttle.REMEMBERED; other++) {
            assertThat(throttle.admits("other " + other)).isTrue();
        }

        assertThat(throttle.admits("first")).isTrue();
        assertThat(throttle.admits("other 99999")).isFalse();
    }
}
