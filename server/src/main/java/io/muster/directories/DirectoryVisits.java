package io.muster.directories;

import com.unboundid.ldap.sdk.LDAPConnection;
import io.muster.directories.DirectoryFault.Step;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Connections for somebody who waits to be let in: a few at once to each directory and each for a
 * limited time, so that a slow one holds up neither this server nor the users of another.
 */
@Component
class DirectoryVisits {

    private static final int AT_ONCE = 8;
    private static final int MOST_WAITING = 64;
    private static final int WAITING_SECONDS = 3;

    private final DirectoryDoor door;
    private final DirectoryActs directories;
    private final Map<DirectoryId, Semaphore> places = new ConcurrentHashMap<>();

    DirectoryVisits(DirectoryDoor door, DirectoryActs directories) {
        this.door = door;
        this.directories = directories;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T with(LDAPConnection connection) throws DirectoryFailure;
    }

    <T> T visit(Directory directory, Work<T> work) throws DirectoryFailure {
        Semaphore free = places.computeIfAbsent(directory.id(), _ -> new Semaphore(AT_ONCE, true));
        enter(free);
        DirectorySettings settings = directory.settings();
        Duration longest =
                settings.limits().answer().plusSeconds(settings.limits().connectSeconds());
        try (LDAPConnection connection = door.open(settings, directories.secret(directory));
                Deadline _ = new Deadline(connection, longest)) {
            return work.with(connection);
        } finally {
            free.release();
        }
    }

    private static void enter(Semaphore free) throws DirectoryFailure {
        try {
            if (free.getQueueLength() < MOST_WAITING
                    && free.tryAcquire(WAITING_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new DirectoryFailure(DirectoryFault.TOO_SLOW, Step.HOST, null);
    }
}
