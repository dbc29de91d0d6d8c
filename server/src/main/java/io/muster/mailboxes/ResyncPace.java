package io.muster.mailboxes;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * When the resync of many goes on: each user's programs fetch all their mail anew, so after every
 * batch it leaves them a while, and longer while the machine is busy.
 */
@Component
class ResyncPace {

    /** As many users are resynced without a rest, and at most when they are chosen by hand. */
    static final int BATCH = 25;

    private final ResyncSettings settings;
    private final DoubleSupplier load;

    @Autowired
    ResyncPace(ResyncSettings settings) {
        this(
                settings,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad);
    }

    /**
     * @param load the share of the processors in use, negative where that can't be told
     */
    ResyncPace(ResyncSettings settings, DoubleSupplier load) {
        this.settings = settings;
        this.load = load;
    }

    /**
     * How long to rest before a user.
     *
     * @param number his place in the row, from 1
     * @param rested the place before which was rested last, 0 when never
     */
    Duration restBefore(long number, long rested) {
        if (number == 1 || (number - 1) % BATCH != 0) {
            return Duration.ZERO;
        }
        return rested == number && load.getAsDouble() <= settings.busiest()
                ? Duration.ZERO
                : settings.pause();
    }
}
