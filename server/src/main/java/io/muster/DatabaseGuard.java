package io.muster;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts PostgreSQL again whenever it ends without having been told to: killed for want of memory,
 * crashed, stopped by hand. Until it is back, what needs the database is refused or waits; jobs go
 * on where they stood.
 */
final class DatabaseGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseGuard.class);

    /** Its orphaned sessions have to end first; those in the middle of a statement take a while. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Starting again;
    private final Thread watcher;

    private DatabaseGuard(Starting again, long process) {
        this.again = again;
        this.watcher =
                Thread.ofPlatform().daemon().name("database-guard").unstarted(() -> watch(process));
    }

    /** Starts the server on the port it had, and gives the number of its process. */
    interface Starting {
        long start() throws IOException, InterruptedException;
    }

    static DatabaseGuard over(long process, Starting again) {
        DatabaseGuard guard = new DatabaseGuard(again, process);
        guard.watcher.start();
        return guard;
    }

    private void watch(long process) {
        long watched = process;
        try {
            while (true) {
                Optional<CompletableFuture<ProcessHandle>> end =
                        ProcessHandle.of(watched).map(ProcessHandle::onExit);
                if (end.isPresent()) {
                    end.get().get();
                }
                LOG.error("PostgreSQL ended without having been told to; it is started again");
                watched = revive();
                LOG.info("PostgreSQL is back");
            }
        } catch (InterruptedException _) {
            LOG.debug("PostgreSQL is watched no more");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long revive() throws InterruptedException {
        while (true) {
            try {
                return again.start();
            } catch (IOException | StartRefusal failure) {
                LOG.warn("not yet: {}", failure.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    /** From now on the server may end. */
    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
