package io.muster.jobs;

import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as administrators see it.
 *
 * @param kind the act: {@code users.disable}, {@code imports.run}
 * @param total how many items there are, null while that is still being counted
 * @param done items done, or found to need nothing
 * @param skipped items that the act does not apply to, with the reason in their outcome
 * @param failed items that could not be done
 * @param reason why it ended before its last item, a stable code; empty when it didn't
 * @param undoes the job that this one takes back, or says of what taking it back would be; null for
 *     others
 * @param undoneBy the last job that took this one back; null when there is none
 */
public record Job(
        JobId id,
        String kind,
        JobState state,
        @Nullable Long total,
        long done,
        long skipped,
        long failed,
        UserId startedBy,
        String startedByName,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        boolean cancelRequested,
        String reason,
        @Nullable JobId undoes,
        @Nullable JobId undoneBy) {}
