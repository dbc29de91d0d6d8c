package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.PasswordChanged;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.access.Secrets;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.notifications.MailHandedOver;
import io.muster.notifications.OutgoingId;
import io.muster.users.MailedPasswordRepository.Waiting;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Passwords that are made up and go to their users by mail. The one of before holds until the mail
 * is handed over: where it can't be, nothing changes. Who signs in with one has to choose another.
 */
@Component
class MailedPasswords {

    private static final String PURPOSE = "mailed-password";

    /** Without letters and digits that look alike. */
    private static final String SMALL = "abcdefghjkmnpqrstuvwxyz";

    private static final String CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";
    private static final String SYMBOLS = "-+";

    /** Some rules ask for so many of a kind. */
    private static final int ROUNDS = 5;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MailedPasswordRepository repository;
    private final UserEditRepository users;
    private final UserActRepository acts;
    private final LocalMail local;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Secrets secrets;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    MailedPasswords(
            MailedPasswordRepository repository,
            UserEditRepository users,
            UserActRepository acts,
            LocalMail local,
            Accounts accounts,
            Passwords passwords,
            Secrets secrets,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.users = users;
        this.acts = acts;
        this.local = local;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secrets = secrets;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
    }

    /**
     * The rule against mailing this user a password.
     *
     * @param hand of who wants it
     */
    Optional<UserRule> against(UserAct.Hand hand, User user) {
        if (user.id().equals(hand.actor())) {
            return Optional.of(UserRule.ONESELF);
        }
        return UserGuard.forEditing(hand, user).or(() -> against(user));
    }

    private Optional<UserRule> against(User user) {
        if (!user.signInMethod().ownPassword()) {
            return Optional.of(UserRule.NO_OWN_PASSWORD);
        }
        if (user.state() == UserState.DISABLED) {
            return Optional.of(UserRule.NOT_ACTIVE);
        }
        EmailAddress to = destination(user).orElse(null);
        if (to == null) {
            return Optional.of(UserRule.NO_ADDRESS);
        }
        return local.receives(to, user.id())
                ? Optional.of(UserRule.MAILBOX_HERE)
                : Optional.empty();
    }

    /** Where the mail goes: to the address for recovery where there is one. */
    static Optional<EmailAddress> destination(User user) {
        return Optional.ofNullable(UserLinks.mailbox(user)).flatMap(EmailAddress::parse);
    }

    /** A password that nobody guesses, and that keeps the rules of most organizations. */
    static String made() {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < ROUNDS; i++) {
            made.append(one(SMALL))
                    .append(one(DIGITS))
                    .append(one(CAPITALS))
                    .append(one(SYMBOLS))
                    .append(one(SMALL));
        }
        return made.toString();
    }

    private static char one(String of) {
        return of.charAt(RANDOM.nextInt(of.length()));
    }

    /**
     * Keeps passwords until their mails are handed over, in the transaction that writes those.
     *
     * @param mails which mail tells whom which password, in one order
     */
    void keep(OrganizationScope scope, List<OutgoingId> mails, List<Told> told) {
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            waiting.add(
                    new Waiting(
                            one.user(),
                            mails.get(i),
                            secrets.seal(
                                    one.password().getBytes(StandardCharsets.UTF_8),
                                    PURPOSE,
                                    one.user().value())));
        }
        repository.put(scope, waiting);
    }

    /** Who is told which password. */
    record Told(UserId user, String password) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Told[" + user + "]";
        }
    }

    /** In the transaction that marks the mail as handed over. */
    @EventListener
    void handedOver(MailHandedOver event) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), event.organization());
        scopes.run(
                scope,
                () -> repository.find(scope, event.mail()).ifPresent(one -> set(scope, one)));
    }

    private void set(OrganizationScope scope, Waiting waiting) {
        String password =
                new String(
                        secrets.open(waiting.sealed(), PURPOSE, waiting.user().value()),
                        StandardCharsets.UTF_8);
        // Takes a while, so before the user is locked.
        String hash = passwords.bulk(scope).hash(List.of(password)).getFirst();
        @Nullable User user = users.lock(scope, waiting.user()).orElse(null);
        if (!repository.take(scope, waiting)
                || user == null
                || !user.signInMethod().ownPassword()) {
            return;
        }
        accounts.setPassword(scope, user.id(), hash, true);
        UserState state = user.state().with(user.signInMethod(), true);
        acts.settle(scope, List.of(user.id()), state);
        if (state.signsIn()) {
            accounts.open(scope, List.of(user.id()));
        }
        audit.record(
                scope,
                Change.done(
                        "users.password-reset",
                        "user",
                        user.id().value(),
                        user.account(),
                        Map.of(),
                        Map.of("password", Change.MASKED, "mustChangePassword", true)));
        events.publishEvent(new UsersEdited(scope.organization(), List.of(user.id())));
    }

    /** A password that is on its way takes nothing from one that was chosen meanwhile. */
    @EventListener
    void changed(PasswordChanged change) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), change.organization());
        scopes.run(scope, () -> repository.forget(scope, change.user()));
    }
}
