package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Admission;
import io.muster.access.PasswordCheck.Verdict;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets people in by name and password, as far as the next step that is asked of them. */
@Component
class SignIn {

    /** Well above what a directory in the same building takes. */
    private static final Duration SLOWEST_REFUSAL = Duration.ofMillis(400);

    private final AccountRepository accounts;
    private final SignInLimits limits;
    private final PasswordHashes hashes;
    private final PasswordProof proof;
    private final PasswordCheck directories;
    private final SignInSteps steps;
    private final Scopes scopes;
    private final Journal journal;

    SignIn(
            AccountRepository accounts,
            SignInLimits limits,
            PasswordHashes hashes,
            PasswordProof proof,
            PasswordCheck directories,
            SignInSteps steps,
            Scopes scopes,
            Journal journal) {
        this.accounts = accounts;
        this.limits = limits;
        this.hashes = hashes;
        this.proof = proof;
        this.directories = directories;
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

        /** The directory took the password, and lets him in nowhere. */
        record ClosedThere(PasswordCheck.Reason why) implements Outcome {}

        /** The directory that knows the password doesn't answer; not counted as an attempt. */
        record CannotCheck() implements Outcome {}
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

    /**
     * What was found before the password is looked at.
     *
     * @param slowly whether a refusal has to take its time
     */
    private record Attempt(Optional<Account> account, Admission admission, boolean slowly) {}

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
        long began = System.nanoTime();
        Attempt attempt = scopes.in(scopes.machinery(), () -> begin(name, client));
        return switch (attempt.admission()) {
            case Admission.Closed(Instant until) ->
                    next.apply(new Checked.Wrong(new Outcome.TooMany(until)));
            case Admission.Counted counted ->
                    switch (look(attempt, counted, password, channel)) {
                        case Verdict.Right() ->
                                scopes.in(
                                        scopes.machinery(),
                                        () -> next.apply(admitted(attempt, client, name, channel)));
                        case Verdict.Wrong(String reason) -> {
                            pause(attempt, began);
                            yield next.apply(wrong(attempt, client, name, channel, reason));
                        }
                        case Verdict.NotLooked(String reason) -> {
                            pause(attempt, began);
                            yield next.apply(wrong(attempt, client, name, channel, reason));
                        }
                        case Verdict.Closed(PasswordCheck.Reason why) -> {
                            refused(
                                    attempt.account().orElse(null),
                                    name,
                                    client,
                                    channel,
                                    why.name());
                            yield next.apply(new Checked.Wrong(new Outcome.ClosedThere(why)));
                        }
                        case Verdict.Unavailable(String reason) -> {
                            refused(attempt.account().orElse(null), name, client, channel, reason);
                            yield next.apply(new Checked.Wrong(new Outcome.CannotCheck()));
                        }
                    };
        };
    }

    /**
     * What of the password is told; what was counted is taken back where it wasn't wrong. While a
     * quiet lock holds the work is done all the same, so that the answer takes as long; only a
     * directory isn't asked, which has locks of its own.
     */
    private Verdict look(
            Attempt attempt, Admission.Counted counted, String password, Actor.Channel channel) {
        boolean locked = counted.quietly();
        Account account = attempt.account().orElse(null);
        if (account == null) {
            hashes.verifyAgainstNobody(password);
            return new Verdict.Wrong("");
        }
        boolean elsewhere = proof.elsewhere(account);
        if (elsewhere && (locked || !account.open())) {
            hashes.verifyAgainstNobody(password);
            return new Verdict.Wrong("");
        }
        Verdict verdict = proof.look(account, password, channel == Actor.Channel.MAIL);
        if (!(verdict instanceof Verdict.Wrong) && (locked || !account.open())) {
            return new Verdict.Wrong("");
        }
        switch (verdict) {
            case Verdict.Wrong _ -> {}
            case Verdict.NotLooked _ ->
                    scopes.run(scopes.machinery(), () -> limits.notLooked(counted));
            case Verdict.Right() ->
                    succeeded(
                            account, password, elsewhere ? null : account.passwordHash(), counted);
            case Verdict.Closed _ ->
                    scopes.run(scopes.machinery(), () -> limits.succeeded(counted));
            case Verdict.Unavailable _ ->
                    scopes.run(scopes.machinery(), () -> limits.notMade(counted));
        }
        return verdict;
    }

    /**
     * A wrong password of a directory takes longer than one here; so where there are directories
     * every refusal takes a while, and its length doesn't tell who exists.
     */
    private static void pause(Attempt attempt, long began) {
        long rest = SLOWEST_REFUSAL.toNanos() - (System.nanoTime() - began);
        while (attempt.slowly() && rest > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(rest);
            rest = SLOWEST_REFUSAL.toNanos() - (System.nanoTime() - began);
        }
    }

    private Checked wrong(
            Attempt attempt, Client client, String name, Actor.Channel channel, String reason) {
        refused(attempt.account().orElse(null), name, client, channel, reason);
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
        Optional<Account> account =
                accounts.find(name.strip())
                        .or(() -> directories.named(name.strip()).flatMap(accounts::find));
        return new Attempt(
                account, limits.begin(name, account.orElse(null), client), directories.anywhere());
    }

    /** By itself, so that those who come from one address don't wait for one another's sessions. */
    private void succeeded(
            Account account, String password, @Nullable String hash, Admission.Counted counted) {
        Optional<String> better =
                hash != null && hashes.needsRehash(hash)
                        ? Optional.of(hashes.hash(password))
                        : Optional.empty();
        scopes.run(
                scopes.machinery(),
                () -> {
                    limits.succeeded(counted);
                    if (hash != null) {
                        better.ifPresent(now -> accounts.replaceHash(account.user(), hash, now));
                    }
                });
    }

    /**
     * Writes a refusal into the audit log.
     *
     * @param account null where the name is nobody's
     */
    void refused(@Nullable Account account, String name, Client client, Actor.Channel channel) {
        refused(account, name, client, channel, "");
    }

    /**
     * @param reason what a directory said; empty where none said anything but that it is wrong
     */
    private void refused(
            @Nullable Account account,
            String name,
            Client client,
            Actor.Channel channel,
            String reason) {
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
                        reason.isEmpty() ? Map.of() : Map.of("directory", reason),
                        Change.Outcome.REFUSED);
        scopes.run(scopes.machinery(), () -> journal.record(nobody, organization, List.of(change)));
    }
}
