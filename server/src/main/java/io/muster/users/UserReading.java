package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.LatestSessions;
import io.muster.access.Lockouts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads one user, with what sign-in knows of him. */
@Component
class UserReading {

    private final UserEditRepository repository;
    private final Accounts accounts;
    private final Lockouts lockouts;
    private final LatestSessions sessions;
    private final Scopes scopes;

    UserReading(
            UserEditRepository repository,
            Accounts accounts,
            Lockouts lockouts,
            LatestSessions sessions,
            Scopes scopes) {
        this.repository = repository;
        this.accounts = accounts;
        this.lockouts = lockouts;
        this.sessions = sessions;
        this.scopes = scopes;
    }

    Optional<User> find(OrganizationScope scope, UserId user) {
        return scopes.in(scope, () -> repository.find(scope, user));
    }

    UserDetails details(OrganizationScope scope, User user) {
        return scopes.in(
                scope,
                () ->
                        UserDetails.of(
                                user,
                                accounts.passwordStanding(scope, user.id()),
                                lockouts.of(scope, List.of(user.id())).get(user.id()),
                                sessions.of(scope, user.id()).orElse(null)));
    }
}
