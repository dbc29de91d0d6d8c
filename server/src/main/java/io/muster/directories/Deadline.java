package io.muster.directories;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Duration;

/**
 * Closes a connection that is still at the same work after a time: a server that falls silent must
 * not hold a thread, whatever the library waits for.
 */
final class Deadline implements AutoCloseable {

    private final Thread watch;
    private volatile boolean passed;

    Deadline(LDAPConnection connection, Duration limit) {
        this.watch =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            try {
                                Thread.sleep(limit);
                                passed = true;
                                connection.closeWithoutUnbind();
                            } catch (InterruptedException _) {
                                // The work ended in time.
                            }
                        });
        watch.start();
    }

    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
