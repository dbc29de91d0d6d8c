package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.PasskeyRepository.Passkey;
import io.muster.access.PasskeySettings.RelyingParty;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A user's own passkeys: making, naming and removing them. */
@Component
class Passkeys {

    static final int MOST = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PasskeyRepository repository;
    private final AccountRepository accounts;
    private final PasskeyVerification verification;
    private final SecondFactorRepository factors;
    private final Scopes scopes;
    private final Journal journal;

    Passkeys(
            PasskeyRepository repository,
            AccountRepository accounts,
            PasskeyVerification verification,
            SecondFactorRepository factors,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.accounts = accounts;
        this.verification = verification;
        this.factors = factors;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** A question to a browser, which can be answered once within five minutes. */
    record Question(UUID ceremony, PasskeyOptions.PasskeyCreation options) {}

    /** What became of an answer. */
    sealed interface Making {
        record Made(Passkey passkey) implements Making {}

        /** The question is over, or it is not the answer to it. */
        record NotProven() implements Making {}

        record TakenAlready() implements Making {}

        record TooMany() implements Making {}
    }

    List<Passkey> of(UserId user) {
        return scopes.in(scopes.machinery(), () -> repository.of(user));
    }

    Question ask(Account account, RelyingParty party) {
        byte[] challenge = challenge();
        return scopes.in(
                scopes.machinery(),
                () -> {
                    String name =
                            accounts.names(account.user()).stream()
                                    .findFirst()
                                    .orElse(account.displayName());
                    return new Question(
                            repository.ask(account.user(), challenge),
                            PasskeyOptions.creation(
                                    party,
                                    account,
                                    name,
                                    challenge,
                                    repository.of(account.user())));
                });
    }

    Making make(
            Account account,
            Actor actor,
            RelyingParty party,
            UUID ceremony,
            String label,
            PasskeyAnswer answer) {
        byte[] attestation = answer.attestation();
        byte[] client = answer.clientData();
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Optional<PasskeyVerification.Made> made =
                            repository
                                    .answered(ceremony)
                                    .filter(asked -> account.user().equals(asked.user()))
                                    .flatMap(asked ->
                                            verification.made(
                                                    party, asked.challenge(), attestation, client));
                    if (made.isEmpty()) {
                        return new Making.NotProven();
                    }
                    if (repository.count(account.user()) >= MOST) {
                        return new Making.TooMany();
                    }
                    Optional<UUID> id =
                            repository.insert(
                                    account.user(),
                                    made.get(),
                                    answer.transports(),
                                    attestation,
                                    client,
                                    label);
                    if (id.isEmpty()) {
                        return new Making.TakenAlready();
                    }
                    record(
                            account,
                            actor,
                            "access.passkey-added",
                            id.get(),
                            label,
                            Map.of(),
                            Map.of("label", label));
                    return new Making.Made(repository.find(account.user(), id.get()).orElseThrow());
                });
    }

    /** Nothing when the user has no such passkey. */
    Optional<Passkey> rename(Account account, Actor actor, UUID id, String label) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Optional<Passkey> found = repository.find(account.user(), id);
                    found.filter(passkey -> !passkey.label().equals(label))
                            .ifPresent(passkey -> {
                                repository.rename(id, label);
                                record(
                                        account,
                                        actor,
                                        "access.passkey-renamed",
                                        id,
                                        label,
                                        Map.of("label", passkey.label()),
                                        Map.of("label", label));
                            });
                    return repository.find(account.user(), id);
                });
    }

    /** False when the user has no such passkey. With the last factor the recovery codes go too. */
    boolean remove(Account account, Actor actor, UUID id) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Optional<Passkey> found = repository.find(account.user(), id);
                    found.ifPresent(passkey -> {
                        repository.delete(id);
                        if (repository.count(account.user()) == 0
                                && factors.confirmedAt(account.user()).isEmpty()) {
                            factors.removeCodes(account.user());
                        }
                        record(
                                account,
                                actor,
                                "access.passkey-removed",
                                id,
                                passkey.label(),
                                Map.of("label", passkey.label()),
                                Map.of());
                    });
                    return found.isPresent();
                });
    }

    /** 256 random bits (WebAuthn Level 3, 13.4.3 asks for 128 at least). */
    static byte[] challenge() {
        byte[] challenge = new byte[32];
        RANDOM.nextBytes(challenge);
        return challenge;
    }

    private void record(
            Account account,
            Actor actor,
            String action,
            UUID id,
            String label,
            Map<String, Object> before,
            Map<String, Object> after) {
        journal.record(
                actor,
                account.organization(),
                List.of(Change.done(action, "passkey", id, label, before, after)));
    }
}
