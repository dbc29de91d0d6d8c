package io.muster.jobs;

import io.muster.access.Permission;
import java.time.Duration;

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
     * @param finished nothing is left, or nothing can be done about it
     * @param reason why the job ends before its last item, empty when it doesn't
     * @param rest how long the job gives up its place before the next step
     */
    record Step(
            long done,
            long skipped,
            long failed,
            long position,
            boolean finished,
            String reason,
            Duration rest) {

        public Step(long done, long skipped, long failed, long position, boolean finished) {
            this(done, skipped, failed, position, finished, "", Duration.ZERO);
        }

        /** Nothing yet: the job gives up its place and goes on after a while. */
        static Step resting(Duration rest, long position) {
            return new Step(0, 0, 0, position, false, "", rest);
        }

        /**
         * The end of a job that can't go on: it fails, or stays unfinished when it did anything
         * before.
         *
         * @param reason stable and machine-readable: {@code imports.removed}
         */
        public static Step brokenOff(JobRun run, String reason) {
            return new Step(0, 0, 0, run.position(), true, reason, Duration.ZERO);
        }
    }
}
