package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Messages in memory. */
class MemoryRoomTests {

    private static final long MIB = 1_048_576;

    private final MemoryRoom room = new MemoryRoom(10 * MIB);
    private final Semaphore goOn = new Semaphore(0);
    private final Semaphore inside = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);

    private Thread begins(long octets) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        room.with(
                                octets,
                                () -> {
                                    inside.release();
                                    goOn.acquireUninterruptibly();
                                });
                    } catch (Exception fault) {
                        throw new IllegalStateException(fault);
                    }
                    done.release();
                });
    }

    @Test
    void waitForRoomAndAreAllDoneInTheEnd() {
        begins(4 * MIB);
        begins(4 * MIB);
        await().until(() -> inside.availablePermits() == 2);
        Thread third = begins(4 * MIB);
        await().until(() -> third.getState() == Thread.State.WAITING);
        assertThat(inside.availablePermits()).isEqualTo(2);

        goOn.release(10);

        await().until(() -> done.availablePermits() == 3);
    }

    @Test
    void areAloneWhereOneIsLargerThanAllTheRoom() {
        begins(50 * MIB);
        await().until(() -> inside.availablePermits() == 1);
        Thread second = begins(1);
        await().until(() -> second.getState() == Thread.State.WAITING);

        goOn.release(10);

        await().until(() -> done.availablePermits() == 2);
    }
}
