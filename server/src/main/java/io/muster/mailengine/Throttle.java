package io.muster.mailengine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/**
 * How much somebody has done in the time since his first act, and whether that is enough. Kept in
 * memory: whoever begins anew after a restart has gained little.
 */
final class Throttle {

    /** More are forgotten, those first who began first: strangers must not fill the memory. */
    static final int REMEMBERED = 100_000;

    private final int most;
    private final Duration time;
    private final Clock clock;
    private final Map<String, Counted> counted = new LinkedHashMap<>();

    /**
     * @param most so many acts in the time, the next ones are refused
     */
    Throttle(int most, Duration time, Clock clock) {
        this.most = most;
        this.time = time;
        this.clock = clock;
    }

    private record Counted(Instant since, int acts) {}

    /** Counts one more act; whether it is still within the limit. */
    synchronized boolean admits(String who) {
        Instant now = clock.instant();
        Instant over = now.minus(time);
        Counted before = counted.get(who);
        if (before != null && before.since().isAfter(over)) {
            // Refused acts don't count, so that the number stays one.
            if (before.acts() >= most) {
                return false;
            }
            counted.put(who, new Counted(before.since(), before.acts() + 1));
            return true;
        }
        counted.remove(who);
        forget(over);
        counted.put(who, new Counted(now, 1));
        return most > 0;
    }

    /** Those whose time is over stand at the beginning. */
    private void forget(Instant over) {
        var oldest = counted.entrySet().iterator();
        while (oldest.hasNext()) {
            Entry<String, Counted> next = oldest.next();
            if (next.getValue().since().isAfter(over) && counted.size() < REMEMBERED) {
                return;
            }
            oldest.remove();
        }
    }
}
