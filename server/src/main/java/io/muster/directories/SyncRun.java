package io.muster.directories;

import io.muster.kernel.JobId;
import io.muster.kernel.Version;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a directory with its users, and what became of it.
 *
 * @param settings the version of the directory that was read
 * @param applies whether the differences are applied at once, where no guard says no
 * @param reason of a failure or a guard, stable and machine-readable; empty for others
 * @param entries how many were read
 * @param linked users whose entries were there until then
 * @param newcomers entries that have no user
 * @param counts how many differences there are of each kind; of none of them it is missing
 * @param job that applies them; null when none does
 */
record SyncRun(
        SyncRunId id,
        DirectoryId directory,
        Version settings,
        boolean applies,
        boolean scheduled,
        State state,
        String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        int entries,
        int linked,
        int newcomers,
        Map<SyncDifference.Kind, Integer> counts,
        @Nullable JobId job) {

    SyncRun {
        counts = Map.copyOf(counts);
    }

    /** How far it has come. */
    enum State {
        /** The directory is being read. */
        READING,
        /** What differs is known and waits to be applied. */
        COMPARED,
        /** A guard keeps it from being applied. */
        STOPPED,
        /** A job applies it. */
        APPLYING,
        /** Nothing is left to be done. */
        DONE,
        /** The directory couldn't be read to its end; nobody was changed. */
        FAILED
    }

    int count(SyncDifference.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** How many differences a job has something to do for. */
    int toApply() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isApplied())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Whether the reason is a guard that somebody may say yes to. */
    boolean isApprovable() {
        return state == State.STOPPED && SyncGuard.valueOf(reason).isApprovable();
    }
}
