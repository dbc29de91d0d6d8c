package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.access.UserSeen;
import io.muster.access.UserSignedIn;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When users last used any service: console and portal, tokens, mail. What is told is kept in
 * memory and written every few seconds, many at once, for each user once an hour at most: no
 * sign-in and no command of a mail program waits for it. A server that is killed forgets some
 * seconds of it.
 */
@Component
public class LastUses implements RecurringWork {

    private static final int PORTION = 5_000;

    private final Map<UserId, Instant> told = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final Scopes scopes;

    LastUses(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /** Says that somebody used a service; costs nothing, however often it is said. */
    public void tell(UserId user, Instant at) {
        told.merge(user, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    @EventListener
    void signedIn(UserSignedIn event) {
        tell(event.user(), event.at());
    }

    @EventListener
    void seen(UserSeen event) {
        tell(event.user(), Instant.now());
    }

    @Override
    public String name() {
        return "users.last-uses";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    /** What can't be written now waits for the next run. */
    @Override
    public void run() {
        Map<UserId, Instant> portion;
        do {
            portion = portion();
            if (!portion.isEmpty()) {
                write(portion);
            }
            // Told again meanwhile, it stays for the next run.
            portion.forEach(told::remove);
        } while (portion.size() == PORTION);
    }

    @PreDestroy
    void stopped() {
        run();
    }

    private Map<UserId, Instant> portion() {
        Map<UserId, Instant> portion = new HashMap<>();
        for (Map.Entry<UserId, Instant> one : told.entrySet()) {
            portion.put(one.getKey(), one.getValue());
            if (portion.size() == PORTION) {
                break;
            }
        }
        return portion;
    }

    /** A user may stand in the lists of several organizations. */
    private void write(Map<UserId, Instant> uses) {
        List<Map.Entry<UserId, Instant>> all = List.copyOf(uses.entrySet());
        scopes.run(
                scopes.machinery(),
                () ->
                        jdbc.sql("SELECT muster_note_uses(:users, :times)")
                                .param(
                                        "users",
                                        all.stream()
                                                .map(use -> use.getKey().value())
                                                .toArray(UUID[]::new))
                                .param(
                                        "times",
                                        all.stream()
                                                .map(use -> Timestamp.from(use.getValue()))
                                                .toArray(Timestamp[]::new))
                                .query()
                                .singleRow());
    }

    /** When these users last used anything; nothing of who never did. */
    public Map<UserId, Instant> of(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, Instant> found = new HashMap<>();
                    jdbc.sql(
                                    """
                                    SELECT user_id, used_at FROM last_uses
                                    WHERE organization_id = :organization AND user_id = ANY(:users)
                                      AND used_at IS NOT NULL
                                    """)
                            .param("organization", scope.organization().value())
                            .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                            .query(row -> {
                                found.put(
                                        new UserId(row.getObject("user_id", UUID.class)),
                                        row.getTimestamp("used_at").toInstant());
                            });
                    return found;
                });
    }
}
