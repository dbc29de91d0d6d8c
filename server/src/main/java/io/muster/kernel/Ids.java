package io.muster.kernel;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562 5.7): the time in milliseconds first, so that new rows land at
 * the end of an index, and within one process never a smaller id after a greater one (RFC 9562 6.2,
 * method 3).
 */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Milliseconds since the epoch, shifted left by 12, with the sub-millisecond counter in the low
     * bits.
     */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    public static UUID next() {
        long clock = System.currentTimeMillis() << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, clock));
        long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xFFFL);
        long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
