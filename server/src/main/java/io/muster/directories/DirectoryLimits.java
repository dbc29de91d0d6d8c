package io.muster.directories;

import java.time.Duration;

/**
 * How much is asked of a directory at once, and how long it is waited for.
 *
 * @param pageSize how many entries are read at once, 1 to 1000
 * @param connectSeconds how long until the server takes the connection, 1 to 30
 * @param answerSeconds how long for an answer, 1 to 60
 */
record DirectoryLimits(int pageSize, int connectSeconds, int answerSeconds) {

    static final DirectoryLimits USUAL = new DirectoryLimits(500, 5, 15);

    Duration answer() {
        return Duration.ofSeconds(answerSeconds);
    }
}
