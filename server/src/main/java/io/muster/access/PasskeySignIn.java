package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Admission;
import io.muster.access.AttemptLimits.Lane;
import io.muster.access.AttemptLimits.Mark;
import io.muster.access.PasskeyRepository.Passkey;
import io.muster.access.PasskeySettings.RelyingParty;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sign-in with a passkey: alone, where the passkey says who comes, or as the second step after a
 * password.
 */
@Component
class PasskeySignIn {

    private final PasskeyRepository repository;
    private final PasskeyVerification verification;
    private final AccountRepository accounts;
    private final AttemptLimits limits;
    private final SessionPolicies policies;
    private final Scopes scopes;
    private final Journal journal;

    PasskeySignIn(
            PasskeyRepository repository,
            PasskeyVerification verification,
            AccountRepository accounts,
            AttemptLimits limits,
            SessionPolicies policies,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.verification = verification;
        this.accounts = accounts;
        this.limits = limits;
        this.policies = policies;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** What a browser gets that wants to sign in with a passkey. */
    sealed interface Asking {
        record Question(UUID ceremony, PasskeyOptions.PasskeyRequest options) implements Asking {}

        /** From this address came too many already. */
        record TooMany(Instant until) implements Asking {}
    }

    /** What became of an answer. */
    sealed interface Outcome {
        record Passed(Account account) implements Outcome {}

        /** Unknown passkey, wrong signature, closed account, question over: one answer for all. */
        record Refused() implements Outcome {}

        /** It is the right one, but his organization lets nobody in from that address. */
        record AddressNotAllowed() implements Outcome {}

        record TooMany(Instant until) implements Outcome {}
    }

    /**
     * @param user who is in the second step of a sign-in; null where anybody may come. Nobody's
     *     passkeys are named before he has shown his password.
     */
    Asking ask(@Nullable UserId user, RelyingParty party, Client client) {
        Optional<Instant> closed =
                user == null
                        ? scopes.in(
                                scopes.machinery(),
                                () -> limits.begin(List.of(Lane.ofQuestions(client.address()))))
                        : Optional.empty();
        if (closed.isPresent()) {
            return new Asking.TooMany(closed.get());
        }
        byte[] challenge = Passkeys.challenge();
        return scopes.in(
                scopes.machinery(),
                () ->
                        new Asking.Question(
                                repository.ask(user, challenge),
                                PasskeyOptions.request(
                                        party,
                                        challenge,
                                        user == null ? List.of() : repository.of(user))));
    }

    /**
     * @param user who is in the second step of a sign-in, null for a passkey alone
     */
    Outcome answer(
            @Nullable UserId user,
            RelyingParty party,
            UUID ceremony,
            PasskeyAnswer answer,
            Client client) {
        // A signature can't be guessed; counting only bounds the work that a stranger causes.
        Lane lane = Lane.ofAddress(client.address());
        Admission admission =
                scopes.in(
                        scopes.machinery(), () -> limits.begin(List.of(lane), AttemptLimits.NEVER));
        return switch (admission) {
            case Admission.Closed(Instant until) -> new Outcome.TooMany(until);
            case Admission.Counted counted ->
                    look(user, party, ceremony, answer, client, counted.marks().getFirst());
        };
    }

    private Outcome look(
            @Nullable UserId user,
            RelyingParty party,
            UUID ceremony,
            PasskeyAnswer answer,
            Client client,
            Mark mark) {
        byte[] credential = answer.credentialId();
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Optional<Passkey> passkey = repository.findForUse(credential);
                    Optional<Account> account =
                            passkey.flatMap(found -> accounts.find(found.user()));
                    Optional<PasskeyVerification.Shown> shown =
                            repository
                                    .answered(ceremony)
                                    .filter(asked ->
                                            user == null
                                                    ? asked.user() == null
                                                    : user.equals(asked.user()))
                                    .flatMap(asked ->
                                            passkey.filter(found -> fits(found, user, answer))
                                                    .flatMap(found ->
                                                            verification.shown(
                                                                    party,
                                                                    asked.challenge(),
                                                                    found,
                                                                    answer)));
                    if (shown.isEmpty() || !account.map(Account::open).orElse(false)) {
                        refused(account.orElse(null), client);
                        return new Outcome.Refused();
                    }
                    limits.takeBack(mark);
                    limits.countOneLess(Lane.ofQuestions(client.address()));
                    repository.used(passkey.orElseThrow().id(), shown.get());
                    if (!policies.admits(account.orElseThrow().organization(), client.address())) {
                        refused(account.orElseThrow(), client);
                        return new Outcome.AddressNotAllowed();
                    }
                    return new Outcome.Passed(account.orElseThrow());
                });
    }

    /** Whether it is a passkey of the one who comes, who may be named by the passkey alone. */
    private static boolean fits(Passkey passkey, @Nullable UserId user, PasskeyAnswer answer) {
        byte[] handle = answer.userHandle();
        boolean named = Arrays.equals(handle, PasskeyOptions.handle(passkey.user().value()));
        return user == null ? named : passkey.user().equals(user) && (named || handle.length == 0);
    }

    private void refused(@Nullable Account account, Client client) {
        Actor nobody = new Actor(Actor.SYSTEM.user(), "", Actor.Channel.CONSOLE, client.address());
        Change change =
                new Change(
                        "access.sign-in-refused",
                        "user",
                        account == null ? null : account.user().value(),
                        account == null ? "passkey" : account.displayName(),
                        Map.of(),
                        Map.of(),
                        Change.Outcome.REFUSED);
        journal.record(nobody, account == null ? null : account.organization(), List.of(change));
    }
}
