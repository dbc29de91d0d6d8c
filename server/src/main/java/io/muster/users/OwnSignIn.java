package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Lets users who proved elsewhere who they are prove it here from now on. What they may have had as
 * a password here in former times never opens anything again: they choose one by a link that is
 * mailed to them.
 */
@Component
public class OwnSignIn {

    private final UserEditRepository users;
    private final UserEditing editing;
    private final UserGuard guard;
    private final UserLinks links;
    private final Accounts accounts;
    private final Scopes scopes;

    OwnSignIn(
            UserEditRepository users,
            UserEditing editing,
            UserGuard guard,
            UserLinks links,
            Accounts accounts,
            Scopes scopes) {
        this.users = users;
        this.editing = editing;
        this.guard = guard;
        this.links = links;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    /** What became of it. */
    public sealed interface Begun {
        /** He chooses his password by the link that is on its way. */
        record LinkSent() implements Begun {}

        /** Nothing was sent: he has a password here already, or is disabled. */
        record NothingSent() implements Begun {}

        record Refused(UserRule why) implements Begun {}
    }

    /**
     * Lets the user sign in with a password of his own. His sessions end at once.
     *
     * @param meanwhile what else is done to him; in the same transaction, where nothing stands
     *     against it and before the log is written
     */
    public Begun begin(OrganizationScope scope, UserId id, Runnable meanwhile) {
        return scopes.in(
                scope,
                () -> {
                    // Asked before he is locked, as who changes grants does it.
                    Optional<UserRule> needed =
                            Optional.ofNullable(guard.needed(scope, List.of(id)).get(id));
                    Optional<User> found = users.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Begun.Refused(UserRule.GONE);
                    }
                    User user = found.get();
                    Optional<UserRule> against =
                            guard.forEditing(scope, user).or(() -> against(scope, user, needed));
                    if (against.isPresent()) {
                        return new Begun.Refused(against.get());
                    }
                    meanwhile.run();
                    return user.signInMethod().ownPassword()
                            ? new Begun.NothingSent()
                            : change(scope, user);
                });
    }

    private static Optional<UserRule> against(
            OrganizationScope scope, User user, Optional<UserRule> needed) {
        if (user.signInMethod().ownPassword()) {
            return Optional.empty();
        }
        if (user.id().equals(scope.actor().user())) {
            return Optional.of(UserRule.ONESELF);
        }
        return user.state() == UserState.DISABLED || UserLinks.mailbox(user) != null
                ? needed
                : Optional.of(UserRule.NO_ADDRESS);
    }

    private Begun change(OrganizationScope scope, User user) {
        accounts.dropPasswords(scope, List.of(user.id()));
        boolean barred = accounts.passwordStanding(scope, user.id()).changeBarred();
        UserEdit edit =
                editing.edit(
                        scope,
                        user,
                        new UserEditing.Settings(user.profile(), SignInMethod.PASSWORD, barred));
        if (!(edit instanceof UserEdit.Edited(User changed))) {
            throw new IllegalStateException("refused after it was found to be allowed");
        }
        return changed.state() == UserState.WAITING_FOR_PASSWORD
                        && links.sendPasswordLink(scope, changed).isEmpty()
                ? new Begun.LinkSent()
                : new Begun.NothingSent();
    }
}
