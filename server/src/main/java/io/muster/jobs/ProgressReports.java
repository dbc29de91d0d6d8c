package io.muster.jobs;

import io.muster.access.PassingFaults;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells of the progress of a job at once, but at most twice a second. What is held back for that is
 * told when its time has come, also while a step is at work that takes long: what was told last is
 * never older than half a second.
 */
final class ProgressReports implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Runnable report;
    private long told = System.nanoTime();
    private boolean owed;

    ProgressReports(Runnable report) {
        this.report = report;
    }

    /** Tells it now. */
    synchronized void tell() {
        owed = false;
        report.run();
        told = System.nanoTime();
    }

    /** A step was done: tells it now, or soon. */
    synchronized void stepDone() {
        long left = BETWEEN.toNanos() - (System.nanoTime() - told);
        if (left <= 0) {
            tell();
        } else if (!owed) {
            owed = true;
            CompletableFuture.delayedExecutor(
                            left, TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                    .execute(this::tellOwed);
        }
    }

    private synchronized void tellOwed() {
        try {
            close();
        } catch (RuntimeException fault) {
            // The next step tells it, once the database is back.
            if (!PassingFaults.has(fault)) {
                throw fault;
            }
        }
    }

    /** Tells what was held back. */
    @Override
    public synchronized void close() {
        if (owed) {
            tell();
        }
    }
}
