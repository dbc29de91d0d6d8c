package io.muster.mailboxes;

import io.muster.access.PasswordChanged;
import io.muster.access.Scopes;
import io.muster.access.SessionsEnded;
import io.muster.users.UsersPurged;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Mail follows what becomes of users. */
@Component
class MailOfUsers {

    private final MailEngine engine;
    private final MailConnections connections;
    private final Scopes scopes;

    MailOfUsers(MailEngine engine, MailConnections connections, Scopes scopes) {
        this.engine = engine;
        this.connections = connections;
        this.scopes = scopes;
    }

    /** In the same transaction: nobody's mail outlives him. */
    @EventListener
    void forget(UsersPurged purged) {
        engine.forget(
                scopes.organization(scopes.machinery(), purged.organization()), purged.users());
    }

    @EventListener
    void disconnect(SessionsEnded ended) {
        connections.endAfterCommit(ended.users());
    }

    @EventListener
    void disconnect(PasswordChanged changed) {
        connections.endAfterCommit(List.of(changed.user()));
    }
}
