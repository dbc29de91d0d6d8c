package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Takes a password that a person or an administrator chose: checks it against the rules and makes
 * the hash to store.
 */
@Component
public class Passwords {

    private final PasswordHashes hashes;
    private final PasswordRules rules;
    private final PasswordPolicies policies;
    private final AccountRepository accounts;
    private final Scopes scopes;

    Passwords(
            PasswordHashes hashes,
            PasswordRules rules,
            PasswordPolicies policies,
            AccountRepository accounts,
            Scopes scopes) {
        this.hashes = hashes;
        this.rules = rules;
        this.policies = policies;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    /** What became of a chosen password. */
    public sealed interface Choice {
        /**
         * @param hash to be handed to {@link Accounts}
         */
        record Accepted(String hash) implements Choice {}

        /** Every rule that is broken, not only the first. */
        record Refused(List<FieldError> errors) implements Choice {}
    }

    /**
     * Checks by the rules of the instance.
     *
     * @param field the name of the field in the request, for the errors
     * @param context words that the password must not be made of: the user's names and addresses,
     *     the organization
     */
    public Choice choose(String field, String password, List<String> context) {
        return choose(field, password, policies.instance(), context(context, false, List.of()));
    }

    /**
     * Checks by the rules in force in the organization, for a user who is not there yet.
     *
     * @param context as in {@link #choose(String, String, List)}, the sign-in name first
     */
    public Choice choose(
            OrganizationScope scope, String field, String password, List<String> context) {
        PasswordPolicies.Own own = policies.inForce(scope.organization());
        return choose(
                field,
                password,
                own.rules(),
                context(context, own.secondFactorRequired(), List.of()));
    }

    /**
     * Checks a password that an administrator sets for a user, by the rules in force there and
     * against the user's earlier passwords.
     *
     * @param context as in {@link #choose(String, String, List)}
     */
    public Choice choose(
            OrganizationScope scope,
            UserId user,
            String field,
            String password,
            List<String> context) {
        return choose(
                scopes.in(scope, () -> accounts.find(user)).orElseThrow(),
                field,
                password,
                context);
    }

    /** As the user himself chooses it. */
    Choice choose(Account account, String field, String password, List<String> more) {
        PasswordPolicies.Own own = policies.inForce(account.organization());
        PasswordPolicy.Reuse reuse = own.rules().reuse();
        List<String> used =
                scopes.in(
                        scopes.machinery(),
                        () ->
                                accounts.usedHashes(
                                        account.user(), reuse.lastPasswords(), reuse.months()));
        return choose(
                field,
                password,
                own.rules(),
                context(words(account, more), own.secondFactorRequired(), used));
    }

    /**
     * How long this machine takes to hash so many passwords at once, by a measurement of the last
     * minute. The first call in a minute makes some hashes for it.
     */
    public Duration timeToHash(long passwords) {
        return passwords == 0 ? Duration.ZERO : hashes.timeInBulk(passwords);
    }

    /** The rules in force for many users who are not there yet, read once. */
    public Bulk bulk(OrganizationScope scope) {
        return new Bulk(policies.inForce(scope.organization()));
    }

    /** Checks and hashes many passwords. */
    public final class Bulk {

        private final PasswordPolicies.Own own;

        private Bulk(PasswordPolicies.Own own) {
            this.own = own;
        }

        /**
         * Every rule that the password breaks; empty when it can be taken.
         *
         * @param context as in {@link #choose(String, String, List)}, the sign-in name first
         */
        public List<FieldError> faults(String field, String password, List<String> context) {
            return switch (rules.check(
                    own.rules(),
                    password,
                    context(context, own.secondFactorRequired(), List.of()))) {
                case PasswordVerdict.Accepted _ -> List.of();
                case PasswordVerdict.Refused(var broken) -> errors(field, broken);
            };
        }

        /** The hashes of passwords that were checked, in their order; as many at once as fit. */
        public List<String> hash(List<String> passwords) {
            return hashes.hashInBulk(passwords);
        }
    }

    /**
     * Whether a hash that an import brought along can be used.
     *
     * @return what is wrong with it; empty when it can be handed to {@link Accounts}
     */
    public static List<FieldError> hashFaults(String field, String hash) {
        return switch (PasswordHash.read(hash)) {
            case PasswordHash.Admitted _ -> List.of();
            case PasswordHash.Refused(var code, var reason) ->
                    List.of(new FieldError(field, code, reason));
        };
    }

    /**
     * Whether a right password breaks rules that hold for existing ones too, so that a new one must
     * be chosen.
     */
    boolean mustGiveWay(PasswordPolicies.Own own, Account account, String password) {
        return !own.rules().existingExempt()
                && rules.check(
                                own.rules(),
                                password,
                                context(
                                        words(account, List.of()),
                                        own.secondFactorRequired(),
                                        List.of()))
                        instanceof PasswordVerdict.Refused;
    }

    void requireChange(Account account) {
        scopes.run(scopes.machinery(), () -> accounts.requireChange(account.user()));
    }

    private List<String> words(Account account, List<String> more) {
        List<String> names = scopes.in(scopes.machinery(), () -> accounts.names(account.user()));
        return Stream.of(names, List.of(account.displayName()), more)
                .flatMap(List::stream)
                .toList();
    }

    private PasswordRules.Context context(
            List<String> words, boolean secondFactorRequired, List<String> used) {
        Predicate<String> usedBefore =
                password -> used.stream().anyMatch(hash -> hashes.verify(password, hash));
        return new PasswordRules.Context(
                words.isEmpty() ? "" : words.getFirst(), words, secondFactorRequired, usedBefore);
    }

    private Choice choose(
            String field, String password, PasswordPolicy policy, PasswordRules.Context context) {
        return switch (rules.check(policy, password, context)) {
            case PasswordVerdict.Accepted _ -> new Choice.Accepted(hashes.hash(password));
            case PasswordVerdict.Refused(var broken) -> new Choice.Refused(errors(field, broken));
        };
    }

    private static List<FieldError> errors(String field, List<PasswordVerdict.Broken> broken) {
        return broken.stream()
                .map(rule -> new FieldError(field, rule.code(), rule.message()))
                .toList();
    }
}
