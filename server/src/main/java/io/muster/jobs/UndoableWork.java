package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Work whose jobs can be taken back: the outcomes of its items keep what each had before. Taking
 * back is a job itself, over the items that keep something.
 */
public interface UndoableWork extends ItemWork {

    /** The right that whoever undoes must hold at every portion: that of the opposite act. */
    Permission undoNeeds();

    /**
     * Takes back what the job did to these items, or says what that would be; both by the same
     * decisions. Who is still as the job left him goes back; what was changed since stays, with the
     * reason in the outcome.
     *
     * @return exactly one outcome for each item, in any order
     */
    List<Outcome> undo(UndoRun run, List<Item> items);

    /**
     * Subjects that can't be judged portion by portion, because one of them has to stay as he is:
     * {@link UndoRun#together} are those of them whom the undo is about.
     */
    default Set<UUID> judgedTogether(OrganizationScope scope) {
        return Set.of();
    }

    /** Whether each item is taken back in a transaction of its own. */
    default boolean undoesEachAlone() {
        return false;
    }

    /**
     * What a portion of an undo is given.
     *
     * @param parameters those of the job that is taken back
     * @param dryRun nothing may be changed
     */
    record UndoRun(
            JobId job,
            OrganizationScope scope,
            String parameters,
            Set<UUID> together,
            boolean dryRun) {

        public UndoRun {
            together = Set.copyOf(together);
        }
    }
}
