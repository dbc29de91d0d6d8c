package io.muster.notifications;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Listens to what the servers on this database tell each other (LISTEN of PostgreSQL). */
@Component
class LiveListener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveListener.class);
    private static final int MILLIS_OF_A_WAIT = 500;
    private static final long MILLIS_BETWEEN_TRIES = 1_000;
    private static final long MILLIS_TO_END = 5_000;

    private final DataSource database;
    private final JsonMapper json;
    private volatile boolean running;
    private @Nullable Thread listening;

    LiveListener(DataSource database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * @param onSignal called in order, one at a time
     * @param onGap called when something may have been missed
     */
    void start(Consumer<LiveSignal> onSignal, Runnable onGap) {
        running = true;
        listening =
                Thread.ofPlatform()
                        .daemon()
                        .name("live-listener")
                        .start(() -> listen(onSignal, onGap));
    }

    /** Ends once the connection is given back: the pool, which closes next, would take it away. */
    void stop() {
        running = false;
        Thread ending = listening;
        if (ending != null) {
            try {
                ending.join(MILLIS_TO_END);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void listen(Consumer<LiveSignal> onSignal, Runnable onGap) {
        while (running) {
            try (Connection connection = database.getConnection()) {
                hear(connection, onSignal);
            } catch (SQLException away) {
                if (running) {
                    LOG.info("Live updates wait for the database: {}", away.getMessage());
                    onGap.run();
                    pause();
                }
            }
        }
    }

    private void hear(Connection connection, Consumer<LiveSignal> onSignal) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + LiveUpdates.CHANNEL);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try {
            while (running) {
                PGNotification[] heard = postgres.getNotifications(MILLIS_OF_A_WAIT);
                for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
                    pass(one.getParameter(), onSignal);
                }
            }
        } finally {
            if (!connection.isClosed()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("UNLISTEN *");
                }
            }
        }
    }

    private void pass(String text, Consumer<LiveSignal> onSignal) {
        try {
            onSignal.accept(json.readValue(text, LiveSignal.class));
        } catch (JacksonException unknown) {
            // A server of another version on the same database.
            LOG.debug("A live signal of an unknown form", unknown);
        } catch (RuntimeException fault) {
            LOG.warn("A live signal was lost", fault);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_TRIES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
