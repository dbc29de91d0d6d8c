package io.muster.access;

import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The open sessions of somebody else with console and portal, for administrators of his home. */
@Component
public class UserSessions {

    private final SessionRepository sessions;
    private final AccountRepository accounts;
    private final Scopes scopes;
    private final ApplicationEventPublisher events;

    UserSessions(
            SessionRepository sessions,
            AccountRepository accounts,
            Scopes scopes,
            ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.scopes = scopes;
        this.events = events;
    }

    /**
     * @param browser what the browser called itself, at most 300 characters
     * @param lastSeenAt the last request, to the minute
     */
    public record Open(
            UUID id, String address, String browser, Instant beganAt, Instant lastSeenAt) {}

    /** The latest first; none of a user who isn't at home in the organization. */
    public List<Open> of(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        isAtHome(scope, user)
                                ? sessions
                                        .of(user, Sessions.IDLE_MINUTES, Sessions.END_MINUTES)
                                        .stream()
                                        .map(place ->
                                                new Open(
                                                        place.id(),
                                                        place.address(),
                                                        place.client(),
                                                        place.createdAt(),
                                                        place.lastSeenAt()))
                                        .toList()
                                : List.of());
    }

    /** Ends one; false when the user has no such session. */
    public boolean end(OrganizationScope scope, UserId user, UUID session) {
        return scopes.in(scope, () -> isAtHome(scope, user) && sessions.end(user, session));
    }

    /** Ends all, and with the commit whatever the user has open with other services. */
    public void endAll(OrganizationScope scope, UserId user) {
        scopes.run(
                scope,
                () -> {
                    if (isAtHome(scope, user)) {
                        sessions.endAllOf(List.of(user));
                        events.publishEvent(new SessionsEnded(List.of(user)));
                    }
                });
    }

    private boolean isAtHome(OrganizationScope scope, UserId user) {
        return accounts.find(user)
                .filter(account -> account.organization().equals(scope.organization()))
                .isPresent();
    }
}
