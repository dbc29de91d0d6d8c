package io.muster.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets as many password hashes be computed at once as there are places, so that a flood of sign-ins
 * costs waiting and not memory (19 MiB each), and lets a person who waits go before bulk work, so
 * that an import of 100,000 passwords slows nobody's sign-in by more than one hash.
 *
 * <p>Hashes have threads of their own: within a native function a virtual thread keeps its carrier,
 * of which there is one a core, and every request would wait for a hash at each of its steps.
 */
final class HashingLane {

    /** Who waits for the result. */
    enum Urgency {
        PERSON,
        BULK
    }

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition forPeople = lock.newCondition();
    private final Condition forBulk = lock.newCondition();
    private final Executor threads;
    private final int places;
    private int free;
    private int peopleWaiting;

    HashingLane(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("a lane has at least one place");
        }
        this.places = places;
        this.free = places;
        var pool =
                new ThreadPoolExecutor(
                        places,
                        places,
                        1,
                        TimeUnit.MINUTES,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("hashing-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** How many hashes are computed at once. */
    int places() {
        return places;
    }

    <T> T run(Urgency urgency, Supplier<T> work) {
        enter(urgency);
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            leave();
        }
    }

    private void enter(Urgency urgency) {
        lock.lock();
        try {
            switch (urgency) {
                case PERSON -> {
                    peopleWaiting++;
                    try {
                        while (free == 0) {
                            forPeople.awaitUninterruptibly();
                        }
                    } finally {
                        peopleWaiting--;
                    }
                }
                case BULK -> {
                    while (free == 0 || peopleWaiting > 0) {
                        forBulk.awaitUninterruptibly();
                    }
                }
            }
            free--;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            free++;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private void wakeNext() {
        if (free == 0) {
            return;
        }
        if (peopleWaiting > 0) {
            forPeople.signal();
        } else {
            forBulk.signal();
        }
    }
}
