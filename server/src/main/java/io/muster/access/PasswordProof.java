package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.PasswordCheck.Question;
import io.muster.access.PasswordCheck.Verdict;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at a user's password, here or in the directory that he comes from. */
@Component
class PasswordProof {

    private final AccountRepository accounts;
    private final PasswordHashes hashes;
    private final PasswordCheck check;
    private final SignInMethods methods;
    private final Scopes scopes;

    PasswordProof(
            AccountRepository accounts,
            PasswordHashes hashes,
            PasswordCheck check,
            SignInMethods methods,
            Scopes scopes) {
        this.accounts = accounts;
        this.hashes = hashes;
        this.check = check;
        this.methods = methods;
        this.scopes = scopes;
    }

    /** Whether the user's password is one of a directory. */
    boolean elsewhere(Account account) {
        return scopes.in(
                        scopes.machinery(),
                        () -> methods.byDirectory(account.organization(), List.of(account.user())))
                .contains(account.user());
    }

    /**
     * The account without what doesn't count of it: whose password is one of a directory has none
     * here, and no rule of passwords is for him.
     */
    Account asItCounts(Account account) {
        return elsewhere(account) ? withoutPassword(account) : account;
    }

    /** What the directory is called that has the user's password; empty where nobody knows yet. */
    String directoryOf(Account account) {
        return check.directoryOf(account.organization(), account.user()).orElse("");
    }

    private static Account withoutPassword(Account account) {
        return new Account(
                account.user(),
                account.organization(),
                account.displayName(),
                account.open(),
                null,
                null,
                false,
                true);
    }

    /**
     * The password of somebody who has one here, or in a directory. Takes time and asks other
     * servers, so no transaction may be open.
     *
     * @param eachTime see {@link Question}
     */
    Verdict look(Account account, String password, boolean eachTime) {
        if (!elsewhere(account)) {
            String hash = account.passwordHash();
            boolean right =
                    hash == null
                            ? hashes.verifyAgainstNobody(password)
                            : hashes.verify(password, hash);
            return right && hash != null ? new Verdict.Right() : new Verdict.Wrong("");
        }
        // As much work as for everybody else, beside the question.
        hashes.verifyAgainstNobody(password);
        // A bind with a name and no password succeeds for everybody (RFC 4513 5.1.2).
        return password.isEmpty()
                ? new Verdict.Wrong("")
                : check.check(
                        new Question(
                                account.user(),
                                account.organization(),
                                scopes.in(scopes.machinery(), () -> accounts.names(account.user())),
                                password,
                                eachTime));
    }
}
