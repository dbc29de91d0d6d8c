package io.muster.access;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets as many password hashes be computed at once as there are places, so that a flood of sign-ins
 * costs waiting and not memory (19 MiB each), and lets a person who waits go before bulk work, so
 * that an import of 100,000 passwords slows nobody's sign-in by more than one hash.
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
    private int free;
    private int peopleWaiting;

    HashingLane(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("a lane has at least one place");
        }
        this.free = places;
    }

    <T> T run(Urgency urgency, Supplier<T> work) {
        enter(urgency);
        try {
            return work.get();
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
