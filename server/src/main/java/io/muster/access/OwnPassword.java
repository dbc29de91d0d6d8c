package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.OwnProof.Proof;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** A user's own password: when it ends, changing it, choosing a new one when it is over. */
@Component
class OwnPassword {

    private final AccountRepository accounts;
    private final SessionRepository sessions;
    private final PasswordPolicies policies;
    private final Passwords passwords;
    private final PasswordProof proof;
    private final Scopes scopes;
    private final Journal journal;
    private final ApplicationEventPublisher events;

    OwnPassword(
            AccountRepository accounts,
            SessionRepository sessions,
            PasswordPolicies policies,
            Passwords passwords,
            PasswordProof proof,
            Scopes scopes,
            Journal journal,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.policies = policies;
        this.passwords = passwords;
        this.proof = proof;
        this.scopes = scopes;
        this.journal = journal;
        this.events = events;
    }

    /**
     * @param setAt null while there is none
     * @param expiresAt null where passwords don't expire
     * @param directory what the directory is called that has it, empty where nobody knows yet; null
     *     for a password here
     */
    record Status(
            @Nullable String directory,
            @Nullable Instant setAt,
            @Nullable Instant expiresAt,
            boolean changeAllowed,
            PasswordPolicy rules,
            boolean secondFactorRequired) {}

    /** What became of choosing a new one. */
    sealed interface Change {
        record Done() implements Change {}

        record Barred() implements Change {}

        record Refused(List<FieldError> errors) implements Change {}
    }

    Status status(UserId user) {
        Account found = scopes.in(scopes.machinery(), () -> accounts.find(user)).orElseThrow();
        Account account = proof.asItCounts(found);
        PasswordPolicies.Own own = policies.inForce(account.organization());
        int days = own.rules().expiry().days();
        Instant set = account.passwordSetAt();
        return new Status(
                proof.elsewhere(found) ? proof.directoryOf(found) : null,
                account.passwordHash() == null ? null : set,
                days == 0 || set == null ? null : set.plus(Duration.ofDays(days)),
                changeAllowed(account, own.rules()),
                own.rules(),
                own.secondFactorRequired());
    }

    /** By the user himself, who gave his password; all his other sessions end. */
    Change change(Proof.Given given, Actor actor, @Nullable UUID session, String next) {
        Account account = proof.asItCounts(given.account());
        if (!changeAllowed(account, policies.inForce(account.organization()).rules())) {
            return new Change.Barred();
        }
        return set(account, actor, session, "newPassword", next);
    }

    /** In the middle of a sign-in, where the old one is over: always allowed. */
    Change replace(Account account, Actor actor, String next) {
        return set(account, actor, null, "newPassword", next);
    }

    private Change set(
            Account account, Actor actor, @Nullable UUID session, String field, String next) {
        return switch (passwords.choose(account, field, next, List.of())) {
            case Passwords.Choice.Refused(var errors) -> new Change.Refused(errors);
            case Passwords.Choice.Accepted(var hash) -> {
                scopes.run(
                        scopes.machinery(),
                        () -> {
                            accounts.setPassword(
                                    account.organization(), account.user(), hash, false);
                            sessions.endOthers(
                                    account.user(), session == null ? new UUID(0, 0) : session);
                            events.publishEvent(
                                    new PasswordChanged(
                                            account.user(),
                                            account.organization(),
                                            Instant.now(),
                                            false));
                            journal.record(
                                    actor,
                                    account.organization(),
                                    List.of(Sessions.changeOf(account, "access.password-changed")));
                        });
                yield new Change.Done();
            }
        };
    }

    private static boolean changeAllowed(Account account, PasswordPolicy rules) {
        return !rules.changesDisabled() && !account.changeBarred();
    }
}
