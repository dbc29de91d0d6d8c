package io.muster.jobs;

import io.muster.access.Permission;

/**
 * One kind of job. A module has a Spring bean for each of its kinds.
 *
 * <p>The runner calls {@link #step} again and again, each time in a transaction of its own, until
 * it says that nothing is left. Effects and what the step returns commit together; after a crash
 * the job goes on with the first piece that did not commit, so nothing is done twice.
 */
public interface JobWork {

    /** Stable and unique: {@code imports.run}. */
    String kind();

    /** The right that the starter must hold at every step; else the job ends. */
    Permission needs();

    /** Does the next piece: at most some hundred items, at most a few seconds. */
    Step step(JobRun run);

    /**
     * What a step did.
     *
     * @param position where the next step goes on, handed back in {@link JobRun#position}
     * @param finished nothing is left
     */
    record Step(long done, long skipped, long failed, long position, boolean finished) {}
}
