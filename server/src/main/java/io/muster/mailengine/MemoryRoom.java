package io.muster.mailengine;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.mailbox.exception.MailboxException;

/**
 * How many octets of messages are in memory at a time: whoever would be one too many waits. Else a
 * few hundred connections that send their last line at once would fill the heap.
 */
final class MemoryRoom {

    /** Of the heap: a message is there twice while it is stored. */
    private static final int SHARE = 8;

    private static final int KIBIBYTE = 1_024;

    private final int all;
    private final Semaphore free;

    /**
     * @param octets at least; one message larger than that is alone
     */
    MemoryRoom(long octets) {
        this.all = Math.max(1, (int) Math.min(Integer.MAX_VALUE, octets / KIBIBYTE));
        this.free = new Semaphore(all, true);
    }

    static MemoryRoom ofThisMachine() {
        return new MemoryRoom(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** What is done with a message in memory. */
    interface Work {
        void run() throws MailboxException, MessagingException, IOException;
    }

    /** As {@link #with}, for work with a result and without faults of its own. */
    <T> T holding(long octets, Supplier<T> work) {
        int needed = needed(octets);
        free.acquireUninterruptibly(needed);
        try {
            return work.get();
        } finally {
            free.release(needed);
        }
    }

    private int needed(long octets) {
        return (int) Math.min(all, Math.max(1, octets / KIBIBYTE));
    }

    /** Waits for room for so many octets, on a thread of the one who waits. */
    void with(long octets, Work work) throws MailboxException, MessagingException, IOException {
        int needed = needed(octets);
        free.acquireUninterruptibly(needed);
        try {
            work.run();
        } finally {
            free.release(needed);
        }
    }
}
