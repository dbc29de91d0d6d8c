package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When the resync of many rests. */
class ResyncPaceTests {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicReference<Double> load = new AtomicReference<>(0.1);
    private final ResyncPace pace = new ResyncPace(new ResyncSettings(PAUSE, 0.75), load::get);

    @Test
    void goesOverABatchWithoutARestHoweverBusyTheServerIs() {
        load.set(1.0);
        assertThat(LongStream.rangeClosed(1, 25).mapToObj(number -> pace.restBefore(number, 0)))
                .containsOnly(Duration.ZERO);
    }

    @Test
    void restsOnceAfterEveryBatch() {
        assertThat(pace.restBefore(26, 0)).isEqualTo(PAUSE);
        assertThat(pace.restBefore(26, 26)).isZero();
        assertThat(pace.restBefore(27, 26)).isZero();
        assertThat(pace.restBefore(51, 26)).isEqualTo(PAUSE);
    }

    @Test
    void restsOnWhileTheServerIsBusy() {
        load.set(0.9);
        assertThat(pace.restBefore(26, 26)).isEqualTo(PAUSE);
        load.set(0.7);
        assertThat(pace.restBefore(26, 26)).isZero();
    }

    @Test
    void goesOnWhereTheLoadCanNotBeTold() {
        load.set(-1.0);
        assertThat(pace.restBefore(26, 26)).isZero();
    }
}
