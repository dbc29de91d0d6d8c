package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Admission;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets people in by name and password, as far as the next step that is asked of them. */
@Component
class SignIn {

    private final AccountRepository accounts;
    private final SignInLimits limits;
    private final PasswordHashes hashes;
    private final SignInSteps steps;
    private final Scopes scopes;
    private final Journal journal;

    SignIn(
            AccountRepository accounts,
            SignInLimits limits,
            PasswordHashes hashes,
            SignInSteps steps,
            Scopes scopes,
            Journal journal) {
        this.accounts = accounts;
        this.limits = limits;
        this.hashes = hashes;
        this.steps = steps;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** What became of an attempt. */
    sealed interface Outcome {
        record Passed(UserId user, Sessions.Opened session) implements Outcome {}

        /**
         * Wrong name, wrong password, closed account: one answer for all, so that nobody learns who
         * exists.
         */
        record Refused() implements Outcome {}

        /** The password was right, but his organization lets nobody in from that address. */
        record AddressNotAllowed() implements Outcome {}

        /** Too many failures; the same for a name that nobody has. */
        record TooMany(Instant until) implements Outcome {}
    }

    /** What the password alone led to. */
    sealed interface Checked {
        /** It is his, and he may come in from there; further steps were not looked at. */
        record Right(Account account) implements Checked {}

        /**
         * @param outcome anything but {@link Outcome.Passed}
         */
        record Wrong(Outcome outcome) implements Checked {}
    }

    /** What was found before the password is looked at. */
    private record Attempt(Optional<Account> account, SignInLimits.Counted counted) {}

    Outcome attempt(String name, String password, Client client) {
        return check(
                name,
                password,
                client,
                Actor.Channel.CONSOLE,
                checked ->
                        switch (checked) {
                            case Checked.Wrong(Outcome outcome) -> outcome;
                            case Checked.Right(Account account) ->
                                    new Outcome.Passed(
                                            account.user(),
                                            steps.afterPassword(account, password, client));
                        });
    }

    /** Counts the attempt and looks at the password, the same whichever way somebody comes. */
    Checked check(String name, String password, Client client, Actor.Channel channel) {
        return check(name, password, client, channel, Function.identity());
    }

    /**
     * @param next what follows from it; after the right password in one transaction with the last
     *     look at where he comes from
     */
    private <T> T check(
            String name,
            String password,
            Client client,
            Actor.Channel channel,
            Function<Checked, T> next) {
        Attempt attempt = scopes.in(scopes.machinery(), () -> begin(name, client));
        return switch (attempt.counted().admission()) {
            case Admission.Closed(Instant until) ->
                    next.apply(new Checked.Wrong(new Outcome.TooMany(until)));
            case Admission.Counted(boolean quietly) ->
                    isRight(attempt, quietly, password)
                            ? scopes.in(
                                    scopes.machinery(),
                                    () -> next.apply(admitted(attempt, client, name, channel)))
                            : next.apply(wrong(attempt, client, name, channel));
        };
    }

    /**
     * @param locked the password is checked all the same, so that the answer takes as long
     */
    private boolean isRight(Attempt attempt, boolean locked, String password) {
        String hash = attempt.account().map(Account::passwordHash).orElse(null);
        boolean right =
                hash == null ? hashes.verifyAgainstNobody(password) : hashes.verify(password, hash);
        if (hash == null || !right || locked || !attempt.account().orElseThrow().open()) {
            return false;
        }
        succeeded(attempt.account().orElseThrow(), password, hash, attempt.counted());
        return true;
    }

    private Checked wrong(Attempt attempt, Client client, String name, Actor.Channel channel) {
        refused(attempt.account().orElse(null), name, client, channel);
        return new Checked.Wrong(new Outcome.Refused());
    }

    private Checked admitted(Attempt attempt, Client client, String name, Actor.Channel channel) {
        Account account = attempt.account().orElseThrow();
        if (!steps.admits(account, client)) {
            refused(account, name, client, channel);
            return new Checked.Wrong(new Outcome.AddressNotAllowed());
        }
        return new Checked.Right(account);
    }

    private Attempt begin(String name, Client client) {
        Optional<Account> account = accounts.find(name.strip());
        return new Attempt(account, limits.begin(name, account.orElse(null), client));
    }

    /** By itself, so that those who come from one address don't wait for one another's sessions. */
    private void succeeded(
            Account account, String password, String hash, SignInLimits.Counted counted) {
        Optional<String> better =
                hashes.needsRehash(hash) ? Optional.of(hashes.hash(password)) : Optional.empty();
        scopes.run(
                scopes.machinery(),
                () -> {
                    limits.succeeded(counted);
                    better.ifPresent(now -> accounts.replaceHash(account.user(), hash, now));
                });
    }

    /**
     * Writes a refusal into the audit log.
     *
     * @param account null where the name is nobody's
     */
    void refused(@Nullable Account account, String name, Client client, Actor.Channel channel) {
        Actor nobody = new Actor(Actor.SYSTEM.user(), "", channel, client.address());
        OrganizationId organization = account == null ? null : account.organization();
        Change change =
                new Change(
                        "access.sign-in-refused",
                        "user",
                        account == null ? null : account.user().value(),
                        account == null
                                ? name.substring(0, Math.min(name.length(), 100))
                                : account.displayName(),
                        Map.of(),
                        Map.of(),
                        Change.Outcome.REFUSED);
        scopes.run(scopes.machinery(), () -> journal.record(nobody, organization, List.of(change)));
    }
}
