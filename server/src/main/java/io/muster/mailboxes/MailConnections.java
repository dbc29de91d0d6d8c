package io.muster.mailboxes;

import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The connections of mail programs, which end when what they were opened by is over. */
@Component
class MailConnections {

    private final MailEngine engine;

    MailConnections(MailEngine engine) {
        this.engine = engine;
    }

    /**
     * Closes those of these users with the commit. Not before: who connects again at once would be
     * let in by what holds until then. Nothing is lost when the process dies in between, because
     * its connections die too.
     */
    void endAfterCommit(Collection<UserId> users) {
        Set<UserId> gone = Set.copyOf(users);
        if (gone.isEmpty()) {
            return;
        }
        afterCommit(() -> engine.disconnect(gone));
    }

    /** Closes those of one service, likewise. */
    void endAfterCommit(Collection<UserId> users, MailService service) {
        List<UserId> all = List.copyOf(users);
        if (all.isEmpty()) {
            return;
        }
        afterCommit(() -> {
            Set<UserId> connected = engine.connected().keySet();
            all.stream()
                    .filter(connected::contains)
                    .forEach(user ->
                            engine.connections(user).stream()
                                    .filter(open -> open.service() == service)
                                    .forEach(open -> engine.disconnect(user, open.id())));
        });
    }

    /** Closes one of them, likewise. */
    void endAfterCommit(UserId user, UUID connection) {
        afterCommit(() -> engine.disconnect(user, connection));
    }

    private static void afterCommit(Runnable act) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        act.run();
                    }
                });
    }
}
