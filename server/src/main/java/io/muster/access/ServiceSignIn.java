package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Lets people in to services whose programs know a name and a password and nothing else, by the
 * rules of every sign-in: states, locks, addresses and expiry are the same, and wrong passwords
 * count together.
 */
@Component
public class ServiceSignIn {

    private final SignIn signIn;
    private final SignInSteps steps;
    private final AccountRepository accounts;
    private final PasswordProof proof;
    private final Impersonations impersonations;
    private final Scopes scopes;

    ServiceSignIn(
            SignIn signIn,
            SignInSteps steps,
            AccountRepository accounts,
            PasswordProof proof,
            Impersonations impersonations,
            Scopes scopes) {
        this.signIn = signIn;
        this.steps = steps;
        this.accounts = accounts;
        this.proof = proof;
        this.impersonations = impersonations;
        this.scopes = scopes;
    }

    /**
     * Somebody who was let in.
     *
     * @param organization his home
     */
    public record Admitted(UserId user, OrganizationId organization) {}

    /** What became of an attempt. */
    public sealed interface Attempt {
        record Passed(Admitted admitted) implements Attempt {}

        record Refused() implements Attempt {}

        /** The password was right, but this service isn't for him. */
        record NotForThisService() implements Attempt {}

        /** The directory that knows the password doesn't answer: worth another attempt later. */
        record CannotCheck() implements Attempt {}
    }

    /**
     * Who showed by this password that the name is his. Nobody also where more than a password is
     * asked of him, a second factor or a new password: a program could not take that step.
     *
     * @param address the IP address of the client
     * @param admits whether the service is for him
     */
    public Attempt attempt(
            String name, String password, String address, Predicate<Admitted> admits) {
        Client client = new Client(address, "", Optional.empty(), Optional.empty());
        return switch (signIn.check(name, password, client, Actor.Channel.MAIL)) {
            case SignIn.Checked.Wrong(SignIn.Outcome.CannotCheck()) -> new Attempt.CannotCheck();
            case SignIn.Checked.Wrong _ -> new Attempt.Refused();
            case SignIn.Checked.Right(Account account) -> {
                Admitted admitted = new Admitted(account.user(), account.organization());
                if (!steps.needNothingBeyond(account, password)) {
                    yield new Attempt.Refused();
                }
                if (!admits.test(admitted)) {
                    signIn.refused(account, name, client, Actor.Channel.MAIL);
                    yield new Attempt.NotForThisService();
                }
                yield new Attempt.Passed(admitted);
            }
        };
    }

    /** An administrator who was let in to the account of a user. */
    public final class Delegated {

        private final Impersonation begun;
        private final Admitted user;
        private final String address;

        private Delegated(Impersonation begun, Admitted user, String address) {
            this.begun = begun;
            this.user = user;
            this.address = address;
        }

        /** Whose account it is. */
        public Admitted user() {
            return user;
        }

        /** Whether he may look only. */
        public boolean readOnly() {
            return begun.readOnly();
        }

        /** Whether he may stay; to be asked as long as he does. */
        public boolean goesOn() {
            return impersonations.goesOn(begun, address);
        }
    }

    /**
     * Lets an administrator in to the account of a user by his own name and password (RFC 4616: the
     * authorization identity is the user's), while an impersonation of that user runs which he
     * began in a session of the console: its reason, its time and its limits hold, also where the
     * user is disabled. Written into the audit log with both names. Nothing, whatever the reason,
     * otherwise.
     *
     * @param other the name of the user
     * @param address the IP address of the client
     */
    public Optional<Delegated> attemptAs(
            String other, String name, String password, String address) {
        Client client = new Client(address, "", Optional.empty(), Optional.empty());
        if (!(signIn.check(name, password, client, Actor.Channel.MAIL)
                instanceof SignIn.Checked.Right(Account account))) {
            return Optional.empty();
        }
        Optional<Delegated> delegated =
                Optional.of(account)
                        .filter(himself -> steps.needNothingBeyond(himself, password))
                        .flatMap(_ ->
                                scopes.in(scopes.machinery(), () -> accounts.find(other.strip())))
                        .flatMap(user -> delegated(account, user, address));
        delegated.ifPresentOrElse(
                one -> impersonations.mailOpened(one.begun, address),
                () -> signIn.refused(account, name, client, Actor.Channel.MAIL));
        return delegated;
    }

    private Optional<Delegated> delegated(Account administrator, Account user, String address) {
        return impersonations
                .running(administrator.user(), user.user(), address)
                .map(begun ->
                        new Delegated(
                                begun, new Admitted(user.user(), user.organization()), address));
    }

    /** The organization that a user is at home in, whatever his state; nothing where he is gone. */
    public Optional<OrganizationId> home(UserId user) {
        return scopes.in(scopes.machinery(), () -> accounts.find(user)).map(Account::organization);
    }

    /** Whether sign-in still is open to the user, whatever he was let in for before. */
    public boolean isOpen(UserId user) {
        return scopes.in(scopes.machinery(), () -> accounts.find(user))
                .filter(account ->
                        account.open() && (!account.mustChange() || proof.elsewhere(account)))
                .isPresent();
    }
}
