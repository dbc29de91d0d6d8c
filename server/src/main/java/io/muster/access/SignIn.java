package io.muster.access;

import io.muster.access.SessionRepository.Session;
import io.muster.access.SessionRepository.Stage;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets people in by name and password and keeps their sessions. */
@Component
class SignIn {

    /** Minutes without a request after which a session is over. */
    static final int IDLE_MINUTES = 60;

    /**
     * Minutes after which a session is over whatever happens (NIST SP 800-63B-4 2.2.3: at most 24
     * hours).
     */
    static final int END_MINUTES = 24 * 60;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountRepository accounts;
    private final SessionRepository sessions;
    private final PasswordHashes hashes;
    private final Scopes scopes;
    private final Journal journal;

    SignIn(
            AccountRepository accounts,
            SessionRepository sessions,
            PasswordHashes hashes,
            Scopes scopes,
            Journal journal) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hashes = hashes;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** What became of an attempt. */
    sealed interface Outcome {
        record SignedIn(String token, UserId user) implements Outcome {}

        record NewPasswordNeeded(String token) implements Outcome {}

        /**
         * Wrong name, wrong password, closed account: one answer for all, so that nobody learns who
         * exists.
         */
        record Refused() implements Outcome {}
    }

    Outcome attempt(String name, String password, String address, String client) {
        Optional<AccountRepository.Account> account =
                scopes.in(scopes.machinery(), () -> accounts.find(name.strip()));
        String hash = account.map(AccountRepository.Account::passwordHash).orElse(null);
        boolean right =
                hash == null ? hashes.verifyAgainstNobody(password) : hashes.verify(password, hash);
        if (account.isEmpty() || !right || !account.get().open()) {
            refused(account.orElse(null), name, address);
            return new Outcome.Refused();
        }
        AccountRepository.Account known = account.get();
        String token = newToken();
        Stage stage = known.mustChange() ? Stage.NEW_PASSWORD : Stage.SIGNED_IN;
        scopes.run(
                scopes.machinery(),
                () -> {
                    sessions.insert(known.user(), hash(token), stage, address, client);
                    Actor actor =
                            new Actor(
                                    known.user(),
                                    known.displayName(),
                                    Actor.Channel.CONSOLE,
                                    address);
                    journal.record(
                            actor,
                            known.organization(),
                            List.of(change("access.signed-in", known, Change.Outcome.DONE)));
                });
        return known.mustChange()
                ? new Outcome.NewPasswordNeeded(token)
                : new Outcome.SignedIn(token, known.user());
    }

    Optional<Session> session(String token) {
        return scopes.in(
                scopes.machinery(), () -> sessions.use(hash(token), IDLE_MINUTES, END_MINUTES));
    }

    void end(UUID session) {
        scopes.run(scopes.machinery(), () -> sessions.end(session));
    }

    private void refused(AccountRepository.@Nullable Account account, String name, String address) {
        Actor nobody = new Actor(Actor.SYSTEM.user(), "", Actor.Channel.CONSOLE, address);
        OrganizationId organization = account == null ? null : account.organization();
        Change change =
                account == null
                        ? new Change(
                                "access.sign-in-refused",
                                "user",
                                null,
                                name.length() > 100 ? name.substring(0, 100) : name,
                                Map.of(),
                                Map.of(),
                                Change.Outcome.REFUSED)
                        : change("access.sign-in-refused", account, Change.Outcome.REFUSED);
        scopes.run(scopes.machinery(), () -> journal.record(nobody, organization, List.of(change)));
    }

    private static Change change(
            String action, AccountRepository.Account account, Change.Outcome outcome) {
        return new Change(
                action,
                "user",
                account.user().value(),
                account.displayName(),
                Map.of(),
                Map.of(),
                outcome);
    }

    static String newToken() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
