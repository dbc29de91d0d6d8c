package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Admission;
import io.muster.access.AttemptLimits.Lane;
import io.muster.access.AttemptLimits.Mark;
import io.muster.access.PasswordCheck.Verdict;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Asks somebody who is signed in for his password once more, before he changes what guards his
 * account: who finds an open browser gets no further.
 */
@Component
class OwnProof {

    private final AccountRepository accounts;
    private final AttemptLimits limits;
    private final PasswordProof passwords;
    private final Scopes scopes;

    OwnProof(
            AccountRepository accounts,
            AttemptLimits limits,
            PasswordProof passwords,
            Scopes scopes) {
        this.accounts = accounts;
        this.limits = limits;
        this.passwords = passwords;
        this.scopes = scopes;
    }

    /** What became of it. */
    sealed interface Proof {
        record Given(Account account) implements Proof {}

        record Wrong() implements Proof {}

        record TooMany(Instant until) implements Proof {}

        /** The directory that knows his password doesn't answer. */
        record CannotCheck() implements Proof {}
    }

    Proof ask(UserId user, String password) {
        Lane lane = Lane.ofDevice(user.toString(), "signed in");
        Admission admission =
                scopes.in(
                        scopes.machinery(), () -> limits.begin(List.of(lane), AttemptLimits.NEVER));
        return switch (admission) {
            case Admission.Closed(Instant until) -> new Proof.TooMany(until);
            case Admission.Counted counted -> look(user, password, counted.marks().getFirst());
        };
    }

    private Proof look(UserId user, String password, Mark mark) {
        Account account = account(user);
        return switch (passwords.look(account, password, false)) {
            case Verdict.Right() -> {
                scopes.run(scopes.machinery(), () -> limits.clear(mark));
                yield new Proof.Given(account);
            }
            case Verdict.Wrong _, Verdict.Closed _ -> new Proof.Wrong();
            case Verdict.NotLooked _ -> {
                scopes.run(scopes.machinery(), () -> limits.takeBack(mark));
                yield new Proof.Wrong();
            }
            case Verdict.Unavailable _ -> {
                scopes.run(scopes.machinery(), () -> limits.takeBack(mark));
                yield new Proof.CannotCheck();
            }
        };
    }

    Account account(UserId user) {
        return scopes.in(scopes.machinery(), () -> accounts.find(user)).orElseThrow();
    }
}
