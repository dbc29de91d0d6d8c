package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.SessionRepository.Place;
import io.muster.access.SessionRepository.Session;
import io.muster.access.SessionRepository.Stage;
import io.muster.kernel.Change;
import io.muster.kernel.Sha256;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The sessions behind the cookie: one begins at each step of a sign-in, under a new id, and the one
 * before it ends.
 */
@Component
class Sessions {

    /** Minutes without a request after which a session is over. */
    static final int IDLE_MINUTES = 60;

    /**
     * Minutes after which a session is over whatever happens (NIST SP 800-63B-4 2.2.3: at most 24
     * hours).
     */
    static final int END_MINUTES = 24 * 60;

    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);
    private final SessionRepository sessions;
    private final KnownDevices devices;
    private final SessionPolicies policies;
    private final LatestSessions latest;
    private final Scopes scopes;
    private final Journal journal;
    private final ApplicationEventPublisher events;

    Sessions(
            SessionRepository sessions,
            KnownDevices devices,
            SessionPolicies policies,
            LatestSessions latest,
            Scopes scopes,
            Journal journal,
            ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.devices = devices;
        this.policies = policies;
        this.latest = latest;
        this.scopes = scopes;
        this.journal = journal;
        this.events = events;
    }

    /**
     * A session that just began.
     *
     * @param newDevice the device cookie to set, where the browser had none
     */
    record Opened(String token, Stage stage, Optional<String> newDevice) {}

    /**
     * Begins a session at this stage and ends the one that the browser had.
     *
     * @param proof by what the user has shown who he is so far
     */
    Opened open(Account account, Stage stage, Proof proof, Client client) {
        Tokens.Token token = Tokens.create(Tokens.Kind.SESSION);
        return scopes.in(
                scopes.machinery(),
                () -> {
                    client.session().ifPresent(before -> sessions.endToken(hash(before)));
                    sweepNowAndThen();
                    if (stage == Stage.SIGNED_IN) {
                        endWhereOnlyOneIsAllowed(account, client);
                    }
                    UUID session =
                            sessions.insert(
                                    account.user(),
                                    hash(token.text()),
                                    stage,
                                    proof,
                                    client.address(),
                                    client.browser());
                    if (stage == Stage.SIGNED_IN) {
                        latest.began(
                                account.user(), account.organization(), session, proof, client);
                    }
                    return new Opened(
                            token.text(),
                            stage,
                            stage == Stage.SIGNED_IN
                                    ? arrived(account, proof, client)
                                    : Optional.empty());
                });
    }

    /** What can't be used any more counts for nothing, so it may lie there for a while. */
    private void sweepNowAndThen() {
        Instant now = Instant.now();
        Instant before = swept.get();
        if (before.plus(SWEEP_EVERY).isBefore(now) && swept.compareAndSet(before, now)) {
            sessions.sweep(IDLE_MINUTES, END_MINUTES);
        }
    }

    private void endWhereOnlyOneIsAllowed(Account account, Client client) {
        SessionPolicy rules = policies.inForce(account.organization());
        if (rules.oneSession()) {
            sessions.endAllOf(List.of(account.user()));
        } else if (rules.oneAddress()) {
            sessions.endElsewhere(account.user(), client.address());
        }
    }

    private Optional<String> arrived(Account account, Proof proof, Client client) {
        Optional<Tokens.Token> device =
                client.device().isPresent()
                        ? Optional.empty()
                        : Optional.of(Tokens.create(Tokens.Kind.DEVICE));
        devices.remember(
                account.user(),
                client.device().or(() -> device.map(Tokens.Token::hash)).orElseThrow());
        events.publishEvent(
                new UserSignedIn(account.user(), account.organization(), Instant.now()));
        journal.record(
                actor(account, client),
                account.organization(),
                List.of(
                        Change.done(
                                "access.signed-in",
                                "user",
                                account.user().value(),
                                account.displayName(),
                                Map.of(),
                                SignInWay.of(account, proof).told())));
        return device.map(Tokens.Token::text);
    }

    static Actor actor(Account account, Client client) {
        return new Actor(
                account.user(), account.displayName(), Actor.Channel.CONSOLE, client.address());
    }

    /** A record of something the user did to his own account. */
    static Change changeOf(Account account, String action) {
        return Change.done(
                action, "user", account.user().value(), account.displayName(), Map.of(), Map.of());
    }

    /** The live session of a token that was sent from an address. */
    Optional<Session> find(String token, String address) {
        return scopes.in(
                scopes.machinery(),
                () -> sessions.use(hash(token), address, IDLE_MINUTES, END_MINUTES));
    }

    /** The session of the browser, if its sign-in has come to just that step. */
    Optional<Session> at(Stage stage, Client client) {
        return client.session()
                .flatMap(token -> find(token, client.address()))
                .filter(session -> session.stage() == stage);
    }

    /** By what the user of this browser has shown who he is, in the steps of a sign-in. */
    Proof proof(Client client) {
        return client.session()
                .flatMap(token -> scopes.in(scopes.machinery(), () -> sessions.proof(hash(token))))
                .orElse(Proof.PASSWORD);
    }

    void end(UUID session) {
        scopes.run(scopes.machinery(), () -> sessions.end(session));
    }

    List<Place> of(UserId user) {
        return scopes.in(scopes.machinery(), () -> sessions.of(user, IDLE_MINUTES, END_MINUTES));
    }

    boolean end(UserId user, UUID session) {
        return scopes.in(scopes.machinery(), () -> sessions.end(user, session));
    }

    int endOthers(UserId user, UUID kept) {
        return scopes.in(scopes.machinery(), () -> sessions.endOthers(user, kept));
    }

    private static byte[] hash(String token) {
        return Sha256.of(token);
    }
}
