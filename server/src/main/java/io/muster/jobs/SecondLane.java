package io.muster.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Does steps of a job beside those of its runner, as long as there are any and nobody closes it:
 * while one step waits for the database the other one has the processor.
 */
final class SecondLane implements AutoCloseable {

    /** For jobs whose steps come one after the other. */
    static final SecondLane NONE = new SecondLane();

    private final CompletableFuture<Void> end;
    private volatile boolean closed;

    private SecondLane() {
        this.end = CompletableFuture.completedFuture(null);
    }

    /**
     * Begins at once where there is a place.
     *
     * @param places how many there may be of them; none waits for one
     * @param step does one; false when there was none to do
     */
    SecondLane(Semaphore places, BooleanSupplier step) {
        this.end =
                places.tryAcquire()
                        ? CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        go(step);
                                    } finally {
                                        places.release();
                                    }
                                },
                                Thread::startVirtualThread)
                        : CompletableFuture.completedFuture(null);
    }

    private void go(BooleanSupplier step) {
        boolean more = true;
        while (more && !closed) {
            more = step.getAsBoolean();
        }
    }

    /** Waits for the step at hand; what it didn't do is the runner's. */
    @Override
    public void close() {
        closed = true;
        end.exceptionally(_ -> null).join();
    }
}
