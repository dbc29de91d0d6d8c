package io.muster.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The row of a user that somebody has in hand, so that a job that needs it stops there. */
public final class HeldUser {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private HeldUser() {}

    /** Begins something that needs the user, and acts while it waits for him. */
    public static void of(String address, Runnable begins, Runnable meanwhile) {
        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("SELECT 1 FROM users WHERE address = :address FOR UPDATE")
                    .param("address", address)
                    .query(Integer.class)
                    .single();
            begins.run();
            untilWaitedFor(database);
            meanwhile.run();
        });
    }

    /** Waits until somebody waits for whatever this transaction has in hand. */
    public static void untilWaitedFor(JdbcClient database) {
        // In this thread, which is the one that the transaction belongs to.
        await().pollInSameThread().atMost(PATIENCE).until(() -> isWaitedFor(database));
    }

    private static boolean isWaitedFor(JdbcClient database) {
        return database.sql(
                        """
                        SELECT EXISTS (SELECT FROM pg_locks
                                       WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
                        """)
                .query(Boolean.class)
                .single();
    }
}
