package io.muster.access;

import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Administrators in the accounts of users: who is, for how long, and what he may there. Never more
 * than both may, never what proves who somebody is, and each change is recorded with both names.
 */
@Component
public class Impersonations {

    private static final int MOST_SHOWN = 100;

    private final ImpersonationRepository repository;
    private final HeldRights rights;
    private final OpenSessions sessions;
    private final Scopes scopes;
    private final Journal journal;

    Impersonations(
            ImpersonationRepository repository,
            HeldRights rights,
            OpenSessions sessions,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.rights = rights;
        this.sessions = sessions;
        this.scopes = scopes;
        this.journal = journal;
    }

    /**
     * What an administrator asks for.
     *
     * @param userName what people call the user
     * @param session of the administrator, with which it ends
     * @param reason which the user can read
     */
    public record Wanted(
            UserId user,
            String userName,
            UUID session,
            String reason,
            boolean readOnly,
            Duration length) {}

    /**
     * @param path where the console is that shows everything as the user sees it
     */
    public record Begun(UUID id, String path, Instant endsAt) {}

    /**
     * Begins one, in the transaction at work. Whether the user's rights go beyond the
     * administrator's is for the caller to ask.
     *
     * @return nothing for a system administrator, who is never impersonated
     */
    public Optional<Begun> begin(OrganizationScope scope, Wanted wanted) {
        Actor actor = scope.actor();
        if (actor.impersonator() != null) {
            throw new IllegalArgumentException("an impersonation begins in a session of one's own");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Impersonation begun =
                new Impersonation(
                        Ids.next(),
                        scope.organization(),
                        wanted.user(),
                        wanted.userName(),
                        new Actor.Impersonator(actor.user(), actor.name()),
                        wanted.reason(),
                        wanted.readOnly(),
                        now,
                        now.plus(wanted.length()),
                        null);
        if (scopes.in(scopes.machinery(), () -> rights.everywhere(wanted.user()))) {
            return Optional.empty();
        }
        return scopes.in(
                scope,
                () -> {
                    repository.insert(begun, wanted.session());
                    record(actor, "access.impersonation-started", begun);
                    return Optional.of(
                            new Begun(
                                    begun.id(), ImpersonationPath.to(begun.id()), begun.endsAt()));
                });
    }

    /** The running one that a request of this session came by. */
    Optional<Impersonation> use(UUID id, UUID session) {
        return scopes.in(scopes.machinery(), () -> repository.use(id, session));
    }

    /**
     * The running one of an administrator with a user, as a mail program at this address may use
     * it.
     */
    Optional<Impersonation> running(UserId impersonator, UserId user, String address) {
        return scopes.in(scopes.machinery(), () -> repository.running(impersonator, user))
                .filter(found -> goesOn(found, address));
    }

    /**
     * Whether what was begun still may go on from there, whoever asks: its time isn't over, its tab
     * open, the administrator's session good, and his right still his. Asking doesn't count as use.
     */
    boolean goesOn(Impersonation begun, String address) {
        Actor.Impersonator by = begun.impersonator();
        var connection = new OpenSessions.Connection(begun.id(), address);
        return sessions.stillOpen(List.of(connection)).contains(connection)
                && scopes.decide(
                                new Actor(by.user(), by.name(), Actor.Channel.MAIL, address),
                                begun.organization())
                        .filter(scope -> scope.holds(Permission.USERS_IMPERSONATE))
                        .isPresent();
    }

    /** Writes down that the user's mail was opened by a mail program at this address. */
    void mailOpened(Impersonation begun, String address) {
        Actor.Impersonator by = begun.impersonator();
        scopes.run(
                scopes.machinery(),
                () ->
                        record(
                                new Actor(
                                        begun.user(),
                                        begun.userName(),
                                        Actor.Channel.MAIL,
                                        address,
                                        by),
                                "access.impersonation-mail-opened",
                                begun));
    }

    /** Over in a moment unless a request follows: the tab was closed, or is loaded anew. */
    void leave(Impersonation impersonation) {
        scopes.run(scopes.machinery(), () -> repository.leave(impersonation.id()));
    }

    void end(Actor actor, Impersonation impersonation) {
        scopes.run(
                scopes.machinery(),
                () -> {
                    if (repository.end(impersonation.id())) {
                        record(actor, "access.impersonation-ended", impersonation);
                    }
                });
    }

    /** Ends and records those whose time is over, whose tab was closed, whose session ended. */
    public void endOverdue() {
        scopes.run(
                scopes.machinery(),
                () ->
                        repository
                                .endOverdue()
                                .forEach(over ->
                                        record(
                                                new Actor(
                                                        over.impersonator().user(),
                                                        over.impersonator().name(),
                                                        Actor.Channel.SYSTEM,
                                                        ""),
                                                "access.impersonation-ended",
                                                over)));
    }

    /** Who was in the user's account, the latest first, 100 at most. */
    List<Impersonation> of(UserId user) {
        return scopes.in(scopes.machinery(), () -> repository.of(user, MOST_SHOWN));
    }

    @EventListener
    void forget(AccountsForgotten forgotten) {
        repository.forget(forgotten.users());
    }

    private void record(Actor actor, String action, Impersonation of) {
        journal.record(
                actor,
                of.organization(),
                List.of(
                        Change.done(
                                action,
                                "user",
                                of.user().value(),
                                of.userName(),
                                Map.of(),
                                Map.of(
                                        "impersonator", of.impersonator().name(),
                                        "reason", of.reason(),
                                        "readOnly", of.readOnly(),
                                        "endsAt", of.endsAt().toString()))));
    }
}
