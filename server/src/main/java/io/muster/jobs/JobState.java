package io.muster.jobs;

/** Where a job stands. The last four are ends. */
public enum JobState {
    QUEUED,
    RUNNING,
    /** Every item was done or needed nothing. */
    COMPLETED,
    /** Some items failed; the others were done. */
    PARTIAL,
    /** Nothing could be done. */
    FAILED,
    /** Stopped by an administrator; items handled before stay handled. */
    CANCELLED;

    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
