package io.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * For connections that outlive their request: whether the session that opened them is still good.
 */
@Component
public class OpenSessions {

    private final SessionRepository sessions;
    private final Scopes scopes;

    OpenSessions(SessionRepository sessions, Scopes scopes) {
        this.sessions = sessions;
        this.scopes = scopes;
    }

    /** The session behind a request; nothing for an API token. */
    public Optional<UUID> of(HttpServletRequest request) {
        return request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
                ? Optional.ofNullable(caller.session())
                : Optional.empty();
    }

    /**
     * A connection that a session opened.
     *
     * @param address the IP address of the client
     */
    public record Connection(UUID session, String address) {}

    /**
     * Those whose session still is open and may go on from there: not signed out, not idle for too
     * long, its user not closed out, its network not blocked. Asking doesn't count as use.
     */
    public Set<Connection> stillOpen(Collection<Connection> asked) {
        return scopes.in(
                scopes.machinery(),
                () -> sessions.stillOpen(asked, Sessions.IDLE_MINUTES, Sessions.END_MINUTES));
    }
}
