package io.muster.mailboxes;

import io.muster.access.ConnectedSessions;
import io.muster.access.LatestSessions;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.access.SignInStandings;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Page;
import io.muster.kernel.UserId;
import io.muster.users.ConnectedBy;
import io.muster.users.UserFilter;
import io.muster.users.UserPages;
import io.muster.users.UserPages.Listed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How users stand: where they are connected, how their sign-in stands, what the search index does
 * for them. Each kind of it is asked once for a whole page.
 */
@Component
class UserStatuses {

    private final UserPages pages;
    private final ConnectedSessions sessions;
    private final MailEngine engine;
    private final Origins origins;
    private final SignInStandings standings;
    private final Scopes scopes;

    UserStatuses(
            UserPages pages,
            ConnectedSessions sessions,
            MailEngine engine,
            Origins origins,
            SignInStandings standings,
            Scopes scopes) {
        this.pages = pages;
        this.sessions = sessions;
        this.engine = engine;
        this.origins = origins;
        this.standings = standings;
        this.scopes = scopes;
    }

    /** From where users came last. */
    @Component
    record Origins(LatestSessions latest, MailUses uses) {

        /** By console, portal or a mail program, whichever was later. */
        @Nullable String of(
                UserId user, Map<UserId, LatestSessions.Last> web, Map<UserId, MailUses.Use> mail) {
            LatestSessions.Last session = web.get(user);
            MailUses.Use use = mail.get(user);
            if (session == null || use == null) {
                return session != null ? session.address() : use != null ? use.address() : null;
            }
            return session.at().isAfter(use.beganAt()) ? session.address() : use.address();
        }
    }

    /**
     * What a user has open by one service.
     *
     * @param count how many connections
     * @param beganAt the one that is open longest
     * @param lastSeenAt when any of them was last used
     */
    record ServiceConnections(ConnectedBy service, int count, Instant beganAt, Instant lastSeenAt) {

        static Stream<ServiceConnections> of(ConnectedBy service, List<Span> open) {
            return open.isEmpty()
                    ? Stream.of()
                    : Stream.of(
                            new ServiceConnections(
                                    service,
                                    open.size(),
                                    open.stream()
                                            .map(Span::began)
                                            .min(Comparator.naturalOrder())
                                            .orElseThrow(),
                                    open.stream()
                                            .map(Span::seen)
                                            .max(Comparator.naturalOrder())
                                            .orElseThrow()));
        }
    }

    record Span(Instant began, Instant seen) {}

    /**
     * A user as he stands.
     *
     * @param standing null of guests, whose sign-in is their home's business
     * @param indexing of his mailbox's part of the search index
     * @param connections one for each service by which he is connected
     * @param lastAddress from where he last signed in, be it with a browser or a mail program; null
     *     when never
     */
    record Status(
            Listed user,
            SignInStandings.@Nullable Standing standing,
            MailEngine.Indexing indexing,
            List<ServiceConnections> connections,
            @Nullable String lastAddress) {}

    Page<Status> page(
            OrganizationScope scope,
            UserFilter filter,
            String sort,
            int limit,
            @Nullable String cursor) {
        return scopes.in(
                scope,
                () -> {
                    Page<Listed> page = pages.page(scope, filter, sort, limit, cursor);
                    List<UserId> users = page.items().stream().map(Listed::id).toList();
                    var open = sessions.of(scope, users);
                    var mail = engine.connections(scope.organization());
                    var standing = standings.of(scope, users);
                    var indexing =
                            engine.indexing(scope, users.stream().map(MailboxId::of).toList());
                    var web = origins.latest().of(scope, users);
                    var uses = origins.uses().latest(scope, users);
                    return page.map(user ->
                            new Status(
                                    user,
                                    standing.get(user.id()),
                                    indexing.getOrDefault(
                                            MailboxId.of(user.id()), MailEngine.Indexing.FOLLOWING),
                                    Stream.concat(
                                                    ServiceConnections.of(
                                                            ConnectedBy.WEB,
                                                            open
                                                                    .getOrDefault(
                                                                            user.id(), List.of())
                                                                    .stream()
                                                                    .map(one ->
                                                                            new Span(
                                                                                    one.beganAt(),
                                                                                    one
                                                                                            .lastSeenAt()))
                                                                    .toList()),
                                                    byMail(mail.getOrDefault(user.id(), List.of())))
                                            .toList(),
                                    origins.of(user.id(), web, uses)));
                });
    }

    private static Stream<ServiceConnections> byMail(List<MailEngine.Connection> open) {
        return Stream.of(MailService.values())
                .flatMap(service ->
                        ServiceConnections.of(
                                ConnectedMail.by(service),
                                open.stream()
                                        .filter(one -> one.service() == service)
                                        .map(one -> new Span(one.since(), one.lastSeenAt()))
                                        .toList()));
    }
}
