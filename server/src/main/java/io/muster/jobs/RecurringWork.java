package io.muster.jobs;

import java.time.Duration;

/**
 * Work that the server does by itself again and again: sending mails, purging, checkpoints. A
 * module has a Spring bean for each; among several servers on one database only one runs it at a
 * time.
 */
public interface RecurringWork {

    /** Stable and unique: {@code notifications.send}. */
    String name();

    /** The pause between the end of one run and the start of the next. */
    Duration pause();

    /** Must be safe to be killed at any moment. */
    void run();
}
