package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What sign-in has to know of users, told by the users module in the transaction of each change:
 * names to sign in with, whether sign-in is open, the password. All acts are for many at once.
 */
@Component
public class Accounts {

    private final AccountRepository accounts;
    private final SessionRepository sessions;
    private final AttemptLimits limits;
    private final ApplicationEventPublisher events;

    Accounts(
            AccountRepository accounts,
            SessionRepository sessions,
            AttemptLimits limits,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
        this.events = events;
    }

    /**
     * A new user as sign-in sees him.
     *
     * @param names the e-mail address and, where there is one, the logon name; lower case, unique
     *     in the instance
     * @param passwordHash null until a password is set
     * @param mustChange the password only opens the page on which a new one is chosen
     */
    public record NewAccount(
            UserId user,
            String displayName,
            List<String> names,
            boolean open,
            @Nullable String passwordHash,
            boolean mustChange) {}

    /**
     * Registers users; returns those of whom a sign-in name is taken, of which nothing is
     * registered.
     */
    public Collection<UserId> register(OrganizationScope scope, List<NewAccount> users) {
        return accounts.insert(scope, users);
    }

    /** Closes sign-in and ends every session of these users at once. */
    public void close(OrganizationScope scope, Collection<UserId> users) {
        accounts.setOpen(scope, users, false);
        endSessions(users);
    }

    public void open(OrganizationScope scope, Collection<UserId> users) {
        accounts.setOpen(scope, users, true);
    }

    /**
     * What expiring changes of a password.
     *
     * @param mustChange it only opens the page on which a new one is chosen
     * @param changeBarred he may not change it himself
     * @param setAt when the password was set
     */
    public record PasswordFlags(
            boolean mustChange, boolean changeBarred, @Nullable Instant setAt) {}

    /**
     * The old password opens nothing but the page on which a new one is chosen; sessions end at
     * once.
     *
     * @return how it was before, of those for whom that was otherwise
     */
    public Map<UserId, PasswordFlags> expirePasswords(
            OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, PasswordFlags> before = accounts.expire(scope, users);
        endSessions(users);
        return before;
    }

    /** How it stands with the passwords of these users; who has no account here is missing. */
    public Map<UserId, PasswordFlags> passwordFlags(
            OrganizationScope scope, Collection<UserId> users) {
        return accounts.passwordFlags(scope, users);
    }

    /**
     * Takes an expiry back. Whose password is not the one of that time any more is left as he is.
     */
    public void restoreFlags(OrganizationScope scope, Map<UserId, PasswordFlags> flags) {
        accounts.restoreFlags(scope, flags);
    }

    /** Sets a hash that {@code PasswordHashes} made; sessions and locks end at once. */
    public void setPassword(
            OrganizationScope scope, UserId user, String passwordHash, boolean mustChange) {
        boolean first = !accounts.passwordStanding(scope, user).set();
        accounts.setPassword(scope, user, passwordHash, mustChange);
        endSessions(List.of(user));
        limits.clear(user);
        events.publishEvent(new PasswordChanged(user, scope.organization(), Instant.now(), first));
    }

    /** Replaces the names a user signs in with; false when one is taken by another. */
    public boolean rename(
            OrganizationScope scope, UserId user, String displayName, List<String> names) {
        return accounts.rename(scope, user, displayName, names);
    }

    /**
     * How it stands with somebody's password.
     *
     * @param mustChange it only opens the page on which a new one is chosen
     * @param changeBarred he may not change it himself
     */
    public record PasswordStanding(boolean set, boolean mustChange, boolean changeBarred) {}

    public PasswordStanding passwordStanding(OrganizationScope scope, UserId user) {
        return accounts.passwordStanding(scope, user);
    }

    /** Of these users those who have a password here. */
    public Set<UserId> withPassword(OrganizationScope scope, Collection<UserId> users) {
        return accounts.withPassword(scope, users);
    }

    /** Of these users those who may not change their passwords themselves. */
    public Set<UserId> barredFromChanging(OrganizationScope scope, Collection<UserId> users) {
        return accounts.barredFromChanging(scope, users);
    }

    /**
     * Somebody who signs in with a name.
     *
     * @param organization his home
     */
    public record Named(UserId user, OrganizationId organization) {}

    /** Who signs in with this name, in whatever organization; only machinery may ask. */
    public Optional<Named> named(String name) {
        return accounts.find(name)
                .map(account -> new Named(account.user(), account.organization()));
    }

    /** Which of the names belong to somebody, in whatever organization. */
    public Collection<String> taken(Collection<String> names) {
        return accounts.taken(names);
    }

    /** As {@link #passwordStanding}, of many; who has no account here is missing. */
    public Map<UserId, PasswordStanding> passwordStandings(
            OrganizationScope scope, Collection<UserId> users) {
        return accounts.passwordStandings(scope, users);
    }

    /**
     * As {@link #passwordStandings}, of those only who must change their password or may not do it
     * themselves.
     */
    public Map<UserId, PasswordStanding> boundPasswords(
            OrganizationScope scope, Collection<UserId> users) {
        return accounts.boundPasswords(scope, users);
    }

    /** Who signs in with each of the names, in whatever organization; free names are missing. */
    public Map<String, UserId> holders(Collection<String> names) {
        return accounts.holders(names);
    }

    /** Tells what people call these users now. */
    public void describe(OrganizationScope scope, Map<UserId, String> displayNames) {
        accounts.describe(scope, displayNames);
    }

    /** Tells what people call the user now. */
    public void describe(OrganizationScope scope, UserId user, String displayName) {
        accounts.describe(scope, user, displayName);
    }

    /** Says whether these users may change their passwords themselves. */
    public void barPasswordChanges(
            OrganizationScope scope, Collection<UserId> users, boolean barred) {
        accounts.barChanges(scope, users, barred);
    }

    /**
     * Forgets the passwords of users who prove elsewhere from now on who they are: an old one never
     * opens anything again. Sessions end at once.
     */
    public void dropPasswords(OrganizationScope scope, Collection<UserId> users) {
        accounts.dropPasswords(scope, users);
        endSessions(users);
    }

    /** Forgets users for good: names, passwords, sessions. */
    public void forget(OrganizationScope scope, Collection<UserId> users) {
        endSessions(users);
        accounts.delete(scope, users);
        events.publishEvent(new AccountsForgotten(scope, List.copyOf(users)));
    }

    /**
     * Closes sign-in for everybody at home in the organization and ends their sessions at once.
     * Whoever has a place there from elsewhere loses it as long.
     */
    public void closeOrganization(OrganizationScope scope) {
        accounts.closeAll(scope);
        sessions.endAllIn(scope);
        events.publishEvent(new SessionsEnded(accounts.allAtHome(scope)));
    }

    /** Takes {@link #closeOrganization} back; users are open or closed as they were before. */
    public void openOrganization(OrganizationScope scope) {
        accounts.openAll(scope);
    }

    /** Whether the organization is switched off. */
    public boolean isSwitchedOff(OrganizationId organization) {
        return accounts.isClosed(organization);
    }

    /** Those of these users whom the organization manages. */
    public Set<UserId> atHome(OrganizationId organization, Collection<UserId> users) {
        return accounts.atHome(organization, users);
    }

    /** Whether the organization is the one that manages the user. */
    public boolean isAtHome(OrganizationScope scope, UserId user) {
        return accounts.isAtHome(scope, user);
    }

    /**
     * Somebody who has an account.
     *
     * @param home the organization that manages him
     * @param name the first of the names he signs in with; empty where he has none
     * @param signsIn whether sign-in is open to him
     */
    public record Person(
            UserId user, OrganizationId home, String displayName, String name, boolean signsIn) {}

    /**
     * Those of these users who have an account; in a transaction held to an organization only those
     * at home there.
     */
    public Map<UserId, Person> people(Collection<UserId> users) {
        return accounts.people(users);
    }

    private void endSessions(Collection<UserId> users) {
        sessions.endAllOf(users);
        events.publishEvent(new SessionsEnded(users));
    }
}
