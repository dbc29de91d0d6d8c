package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.SessionRepository.Stage;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * The order of a sign-in: password, second factor where there is or must be one, new password where
 * the old one is over, in.
 */
@Component
class SignInSteps {

    private final Sessions sessions;
    private final SecondFactors factors;
    private final PasswordPolicies policies;
    private final SessionPolicies sessionPolicies;
    private final Passwords passwords;
    private final PasswordProof proof;

    SignInSteps(
            Sessions sessions,
            SecondFactors factors,
            PasswordPolicies policies,
            SessionPolicies sessionPolicies,
            Passwords passwords,
            PasswordProof proof) {
        this.sessions = sessions;
        this.factors = factors;
        this.policies = policies;
        this.sessionPolicies = sessionPolicies;
        this.passwords = passwords;
        this.proof = proof;
    }

    /** Whether the user may come in from where he is; asked only after he has shown who he is. */
    boolean admits(Account account, Client client) {
        return sessionPolicies.admits(account.organization(), client.address());
    }

    /** After the right password, which is at hand only now: it is held against today's rules. */
    Sessions.Opened afterPassword(Account found, String password, Client client) {
        Account account = proof.asItCounts(found);
        PasswordPolicies.Own rules = policies.inForce(account.organization());
        boolean broken =
                account.passwordHash() != null && passwords.mustGiveWay(rules, account, password);
        if (broken && !account.mustChange()) {
            passwords.requireChange(account);
        }
        return sessions.open(
                account, stageAfterPassword(rules, account, broken), Proof.PASSWORD, client);
    }

    /** Whether the right password is all that is asked of the user today. */
    boolean needNothingBeyond(Account found, String password) {
        Account account = proof.asItCounts(found);
        PasswordPolicies.Own rules = policies.inForce(account.organization());
        boolean broken =
                account.passwordHash() != null && passwords.mustGiveWay(rules, account, password);
        return stageAfterPassword(rules, account, broken) == Stage.SIGNED_IN;
    }

    private Stage stageAfterPassword(PasswordPolicies.Own rules, Account account, boolean broken) {
        if (factors.has(account.user())) {
            return Stage.SECOND_FACTOR;
        }
        if (rules.secondFactorRequired()) {
            return Stage.SECOND_FACTOR_SETUP;
        }
        return broken || passwordIsOver(account, rules.rules())
                ? Stage.NEW_PASSWORD
                : Stage.SIGNED_IN;
    }

    /** After the second factor was shown or set up, or a passkey that stands for both. */
    Sessions.Opened afterSecondFactor(Account found, Proof shown, Client client) {
        Account account = proof.asItCounts(found);
        PasswordPolicy rules = policies.inForce(account.organization()).rules();
        return sessions.open(
                account,
                passwordIsOver(account, rules) ? Stage.NEW_PASSWORD : Stage.SIGNED_IN,
                shown,
                client);
    }

    /** After a new password, the last step. */
    Sessions.Opened afterNewPassword(Account account, Proof shown, Client client) {
        return sessions.open(account, Stage.SIGNED_IN, shown, client);
    }

    private static boolean passwordIsOver(Account account, PasswordPolicy rules) {
        Instant set = account.passwordSetAt();
        return account.mustChange()
                || (rules.expiry().days() > 0
                        && set != null
                        && set.plus(Duration.ofDays(rules.expiry().days()))
                                .isBefore(Instant.now()));
    }
}
