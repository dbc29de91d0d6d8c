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
    boolean admits(String who) {
        return admits(who, 1);
    }

    /** Counts so many more acts, all or none; whether they are still within the limit. */
    synchronized boolean admits(String who, int more) {
        Instant now = clock.instant();
        Instant over = now.minus(time);
        Counted before = counted.get(who);
        if (before != null && before.since().isAfter(over)) {
            // Refused acts don't count, so that the number stays one.
            if (before.acts() > most - more) {
                return false;
            }
            counted.put(who, new Counted(before.since(), before.acts() + more));
            return true;
        }
        counted.remove(who);
        forget(over);
        if (more > most) {
            return false;
        }
        counted.put(who, new Counted(now, more));
        return true;
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
