package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Passwords that an administrator gives to a user. */
@Component
class UserPasswords {

    /** Without letters and digits that look alike; 18 of them have 89 bits. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UserEditRepository repository;
    private final UserActRepository acts;
    private final UserGuard guard;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    UserPasswords(
            UserEditRepository repository,
            UserActRepository acts,
            UserGuard guard,
            Accounts accounts,
            Passwords passwords,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.acts = acts;
        this.guard = guard;
        this.accounts = accounts;
        this.passwords = passwords;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
    }

    /** What became of the wish for another password. */
    sealed interface Reset {
        /**
         * @param temporary the password that was made up, to be shown this once; null when it was
         *     given
         */
        record Done(@Nullable String temporary) implements Reset {}

        record Unfit(List<FieldError> errors) implements Reset {}

        record Refused(UserRule why) implements Reset {}
    }

    /**
     * Gives a user another password; his sessions end at once.
     *
     * @param given null to have a temporary one made up, which must be changed at first sign-in
     */
    Reset reset(OrganizationScope scope, UserId id, @Nullable String given, boolean mustChange) {
        Optional<User> found = scopes.in(scope, () -> repository.find(scope, id));
        if (found.isEmpty()) {
            return new Reset.Refused(UserRule.GONE);
        }
        // Before the password is compared with earlier ones: a refusal by them tells what they
        // were.
        Optional<UserRule> barred = scopes.in(scope, () -> against(scope, found.get()));
        if (barred.isPresent()) {
            return new Reset.Refused(barred.get());
        }
        String password = given == null ? temporary() : given;
        // Hashing takes long, so it comes before the transaction.
        return switch (passwords.choose(scope, id, "password", password, context(found.get()))) {
            case Passwords.Choice.Refused(var errors) -> new Reset.Unfit(errors);
            case Passwords.Choice.Accepted(var hash) ->
                    set(scope, id, hash, mustChange || given == null)
                            .<Reset>map(Reset.Refused::new)
                            .orElseGet(() -> new Reset.Done(given == null ? password : null));
        };
    }

    /** Whether a password fits the user and the rules; slow, so outside of transactions. */
    Passwords.Choice judge(OrganizationScope scope, UserId id, String password) {
        User user = scopes.in(scope, () -> repository.find(scope, id)).orElseThrow();
        return passwords.choose(scope, id, "password", password, context(user));
    }

    /** Words that the password must not be made of. */
    static List<String> context(User user) {
        return List.of(
                        user.account(),
                        user.logonName() == null ? "" : user.logonName(),
                        user.profile().firstName(),
                        user.profile().lastName(),
                        user.profile().displayName())
                .stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Sets a password that was found fit; returns the rule against it. */
    Optional<UserRule> set(OrganizationScope scope, UserId id, String hash, boolean mustChange) {
        return scopes.in(
                scope,
                () -> {
                    Optional<User> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return Optional.of(UserRule.GONE);
                    }
                    User user = found.get();
                    Optional<UserRule> broken = against(scope, user);
                    if (broken.isPresent()) {
                        return broken;
                    }
                    accounts.setPassword(scope, id, hash, mustChange);
                    UserState state = user.state().with(user.signInMethod(), true);
                    acts.settle(scope, List.of(id), state);
                    if (state.signsIn()) {
                        accounts.open(scope, List.of(id));
                    }
                    audit.record(
                            scope,
                            Change.done(
                                    "users.password-reset",
                                    "user",
                                    id.value(),
                                    user.account(),
                                    Map.of(),
                                    Map.of(
                                            "password",
                                            Change.MASKED,
                                            "mustChangePassword",
                                            mustChange)));
                    events.publishEvent(new UsersEdited(scope.organization(), List.of(id)));
                    return Optional.empty();
                });
    }

    private Optional<UserRule> against(OrganizationScope scope, User user) {
        Optional<UserRule> broken = guard.forEditing(scope, user);
        return broken.isEmpty() && !user.signInMethod().ownPassword()
                ? Optional.of(UserRule.NO_OWN_PASSWORD)
                : broken;
    }

    private static String temporary() {
        return RANDOM.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
