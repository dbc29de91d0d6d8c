package io.muster.mailboxes;

import io.muster.access.LatestSessions;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.access.UserSessions;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.users.AllUsers;
import io.muster.users.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a user is connected now, by whatever service, where he last was, and an end to it. */
@Component
class UserActivity {

    private final AllUsers users;
    private final UserSessions sessions;
    private final LatestSessions latest;
    private final MailUses uses;
    private final MailEngine engine;
    private final MailConnections connections;
    private final Memberships memberships;
    private final Scopes scopes;
    private final AuditLog audit;

    UserActivity(
            AllUsers users,
            UserSessions sessions,
            LatestSessions latest,
            MailUses uses,
            MailEngine engine,
            MailConnections connections,
            Memberships memberships,
            Scopes scopes,
            AuditLog audit) {
        this.users = users;
        this.sessions = sessions;
        this.latest = latest;
        this.uses = uses;
        this.engine = engine;
        this.connections = connections;
        this.memberships = memberships;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** By what a user is connected. */
    enum Service {
        /** Console and portal. */
        WEB,
        IMAP,
        SUBMISSION;

        static Service of(MailService service) {
            return switch (service) {
                case IMAP -> IMAP;
                case SUBMISSION -> SUBMISSION;
            };
        }
    }

    /**
     * @param client what the browser or the program calls itself; empty when it doesn't
     */
    record Session(
            UUID id,
            Service service,
            String client,
            String address,
            Instant beganAt,
            Instant lastSeenAt) {}

    /** The last session with a service, which may be open still. */
    record LastUse(
            Service service, String client, String address, Instant beganAt, Instant lastUsedAt) {}

    /**
     * @param lastSignInAt through console or portal only; null when never
     * @param open the last used first
     * @param last one for each service that was ever used, the last used first
     */
    record Activity(@Nullable Instant lastSignInAt, List<Session> open, List<LastUse> last) {}

    /** What became of the wish to disconnect. */
    enum Ending {
        DONE,
        NO_SUCH_USER,
        NO_SUCH_SESSION,
        OUTRANKED
    }

    Optional<Activity> of(OrganizationScope scope, UserId id) {
        return scopes.in(
                scope,
                () ->
                        Optional.ofNullable(users.find(scope, List.of(id)).get(id))
                                .map(user -> {
                                    List<Session> open = open(scope, id);
                                    return new Activity(
                                            user.lastSignInAt(), open, last(scope, id, open));
                                }));
    }

    private List<Session> open(OrganizationScope scope, UserId user) {
        return Stream.concat(
                        sessions.of(scope, user).stream().map(UserActivity::session),
                        engine.connections(user).stream().map(UserActivity::session))
                .sorted(Comparator.comparing(Session::lastSeenAt).reversed())
                .toList();
    }

    static Session session(UserSessions.Open web) {
        return new Session(
                web.id(),
                Service.WEB,
                web.browser(),
                web.address(),
                web.beganAt(),
                web.lastSeenAt());
    }

    static Session session(MailEngine.Connection mail) {
        return new Session(
                mail.id(),
                Service.of(mail.service()),
                mail.program(),
                mail.address(),
                mail.since(),
                mail.lastSeenAt());
    }

    private List<LastUse> last(OrganizationScope scope, UserId user, List<Session> open) {
        List<LastUse> all = new ArrayList<>();
        open.forEach(one ->
                all.add(
                        new LastUse(
                                one.service(),
                                one.client(),
                                one.address(),
                                one.beganAt(),
                                one.lastSeenAt())));
        latest.of(scope, user)
                .ifPresent(web ->
                        all.add(
                                new LastUse(
                                        Service.WEB,
                                        web.browser(),
                                        web.address(),
                                        web.beganAt(),
                                        web.lastSeenAt())));
        uses.of(scope, user)
                .forEach(use ->
                        all.add(
                                new LastUse(
                                        Service.of(use.service()),
                                        use.program(),
                                        use.address(),
                                        use.beganAt(),
                                        use.lastUsedAt())));
        return Stream.of(Service.values())
                .flatMap(service ->
                        all.stream()
                                .filter(use -> use.service() == service)
                                .max(Comparator.comparing(LastUse::lastUsedAt))
                                .stream())
                .sorted(Comparator.comparing(LastUse::lastUsedAt).reversed())
                .toList();
    }

    /** Ends one session, or all where none is named. */
    Ending disconnect(OrganizationScope scope, UserId id, @Nullable UUID session) {
        return scopes.in(
                scope,
                () -> {
                    User user = users.find(scope, List.of(id)).get(id);
                    if (user == null) {
                        return Ending.NO_SUCH_USER;
                    }
                    if (!memberships.above(scope, List.of(id)).isEmpty()) {
                        return Ending.OUTRANKED;
                    }
                    List<Session> ended =
                            open(scope, id).stream()
                                    .filter(one -> session == null || one.id().equals(session))
                                    .toList();
                    if (session != null && ended.isEmpty()) {
                        return Ending.NO_SUCH_SESSION;
                    }
                    if (session == null) {
                        sessions.endAll(scope, id);
                    } else if (ended.getFirst().service() == Service.WEB) {
                        sessions.end(scope, id, session);
                    } else {
                        connections.endAfterCommit(id, session);
                    }
                    ended.forEach(one -> record(scope, user, one));
                    return Ending.DONE;
                });
    }

    private void record(OrganizationScope scope, User user, Session ended) {
        audit.record(scope, disconnected(user, ended));
    }

    static Change disconnected(User user, Session ended) {
        return Change.done(
                "mailboxes.disconnected",
                "user",
                user.id().value(),
                user.account(),
                Map.of(
                        "service", ended.service().name(),
                        "client", ended.client(),
                        "address", ended.address()),
                Map.of());
    }
}
