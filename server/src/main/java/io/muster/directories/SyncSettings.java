package io.muster.directories;

import io.muster.kernel.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether, when and how the users of a directory follow their entries.
 *
 * @param createsUsers whether users are made of entries that have none
 * @param everyMinutes 15 to 1440; null while nothing happens by itself
 * @param nextRunAt null while nothing happens by itself
 */
record SyncSettings(
        boolean createsUsers,
        @Nullable Integer everyMinutes,
        @Nullable Instant nextRunAt,
        Version version) {

    static final int SHORTEST = 15;
    static final int LONGEST = 1_440;

    /** As it is until somebody says otherwise. */
    static final SyncSettings USUAL = new SyncSettings(false, null, null, new Version(0));
}
