package io.muster.mailboxes;

import io.muster.access.Accounts;
import io.muster.access.Accounts.Person;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.roles.Grants;
import io.muster.roles.Memberships;
import io.muster.roles.Role;
import io.muster.users.AccountNews;
import io.muster.users.Guests;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who has access to which mailbox. Giving needs {@code mailboxes:assign}, taking away {@code
 * mailboxes:revoke}, and nobody changes access to the mailbox of somebody whose rights go beyond
 * his own. Access is for users who have a place in the organization.
 */
@Component
class MailboxAccess {

    /** What one page of the console shows at once. */
    static final int MOST_USERS = 1_000;

    private final MailboxHoldings holdings;
    private final MailboxRepository mailboxes;
    private final MailboxGrantRepository repository;
    private final MailboxRights rights;
    private final MailConnections connections;
    private final Judges judges;
    private final AccountNews news;
    private final Scopes scopes;
    private final AuditLog audit;

    MailboxAccess(
            MailboxHoldings holdings,
            MailboxRepository mailboxes,
            MailboxGrantRepository repository,
            MailboxRights rights,
            MailConnections connections,
            Judges judges,
            AccountNews news,
            Scopes scopes,
            AuditLog audit) {
        this.holdings = holdings;
        this.mailboxes = mailboxes;
        this.repository = repository;
        this.rights = rights;
        this.connections = connections;
        this.judges = judges;
        this.news = news;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** Who is asked whether a change may be made. */
    @Component
    record Judges(Accounts accounts, Guests guests, Memberships memberships, Grants grants) {

        /** Those of the users who have a place here, of whatever home. */
        Map<UserId, Person> people(OrganizationScope scope, Collection<UserId> users) {
            Map<UserId, Person> people = new HashMap<>(accounts.people(users));
            people.values().removeIf(person -> !person.home().equals(scope.organization()));
            List<UserId> others = users.stream().filter(user -> !people.containsKey(user)).toList();
            if (!others.isEmpty()) {
                guests.among(scope, others)
                        .forEach((user, guest) ->
                                people.put(
                                        user,
                                        new Person(
                                                user,
                                                guest.home(),
                                                guest.name(),
                                                guest.address() == null
                                                        ? ""
                                                        : guest.address().toString(),
                                                true)));
            }
            return people;
        }
    }

    /**
     * @param person null for a user who is gone
     */
    record Held(MailboxHolding holding, Optional<Person> person, Mailbox mailbox) {}

    /** All who were given something on a mailbox. */
    record Everybody(Mailbox mailbox, List<Held> users) {}

    /** What became of the wish to change somebody's access. */
    sealed interface Outcome {
        record Changed(Everybody everybody) implements Outcome {}

        /** Nothing was changed. */
        sealed interface Refused extends Outcome {}

        record NoSuchMailbox() implements Refused {}

        record NoSuchUser() implements Refused {}

        record NoSuchRole(RoleId role) implements Refused {}

        /**
         * It is his own mailbox, on which he holds every right; or all that he was given on it
         * would be taken away.
         */
        record IsOwner() implements Refused {}

        record TooMany() implements Refused {}

        /** The permission to give or to take away is missing. */
        record NotPermitted(Permission needed) implements Refused {}

        /** The rights of the mailbox's user go beyond the actor's. */
        record Outranked() implements Refused {}

        record ChangedMeanwhile(Everybody current) implements Refused {}
    }

    /** Who has access to the mailbox, by name; nothing where there is no such mailbox. */
    Optional<Everybody> on(OrganizationScope scope, MailboxId id) {
        return scopes.in(
                scope, () -> mailboxes.find(scope, id).map(found -> everybody(scope, found)));
    }

    /** The mailboxes to which somebody was given access, by name. */
    List<Held> of(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    List<MailboxHolding> held = holdings.to(scope, user);
                    Map<MailboxId, Mailbox> known =
                            mailboxes.all(
                                    scope, held.stream().map(MailboxHolding::mailbox).toList());
                    return held.stream()
                            .flatMap(one ->
                                    Optional.ofNullable(known.get(one.mailbox()))
                                            .map(mailbox ->
                                                    new Held(one, Optional.empty(), mailbox))
                                            .stream())
                            .sorted(
                                    Comparator.comparing(
                                            one -> one.mailbox().name(),
                                            String.CASE_INSENSITIVE_ORDER))
                            .toList();
                });
    }

    /** Replaces all that somebody was given on a mailbox; with nothing his access ends. */
    Outcome replace(
            OrganizationScope scope,
            MailboxId id,
            UserId user,
            Version version,
            Set<RoleId> roles,
            Set<Permission> permissions) {
        return scopes.in(
                scope,
                () -> {
                    MailboxHolding before = holdings.of(scope, id, user);
                    Outcome outcome = change(scope, id, user, version, roles, permissions, true);
                    if (outcome instanceof Outcome.Changed
                            && !before.said().equals(holdings.of(scope, id, user).said())) {
                        news.rightsChanged(scope, user);
                    }
                    return outcome;
                });
    }

    /**
     * As {@link #replace}.
     *
     * @param version null: whatever it is
     * @param writes else it only says what it would answer, and nobody else changes that before the
     *     transaction ends
     */
    Outcome change(
            OrganizationScope scope,
            MailboxId id,
            UserId user,
            @Nullable Version version,
            Set<RoleId> roles,
            Set<Permission> permissions,
            boolean writes) {
        return scopes.in(
                scope,
                () -> {
                    // Roles stay what they are until this is done.
                    judges.grants().hold(scope);
                    Optional<Mailbox> found = mailboxes.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.NoSuchMailbox();
                    }
                    Set<RoleId> unknown = new HashSet<>(roles);
                    List<Role> wanted = holdings.rolesOn(scope, roles);
                    wanted.forEach(role -> unknown.remove(role.id()));
                    MailboxHolding before = holdings.of(scope, id, user);
                    MailboxHolding after = new MailboxHolding(id, user, wanted, permissions);
                    return unknown.stream()
                            .findFirst()
                            .<Outcome>map(Outcome.NoSuchRole::new)
                            .or(() -> refusal(scope, found.get(), version, before, after))
                            .orElseGet(() ->
                                    writes
                                            ? write(scope, found.get(), before, after)
                                            : new Outcome.Changed(everybody(scope, found.get())));
                });
    }

    private Optional<Outcome> refusal(
            OrganizationScope scope,
            Mailbox mailbox,
            @Nullable Version version,
            MailboxHolding before,
            MailboxHolding after) {
        UserId user = after.user();
        boolean gives = !before.hasAllOf(after);
        boolean takes = !after.hasAllOf(before);
        if (judges.people(scope, List.of(user)).isEmpty()) {
            return Optional.of(new Outcome.NoSuchUser());
        }
        if (version != null && !version.equals(mailbox.accessVersion())) {
            return Optional.of(new Outcome.ChangedMeanwhile(everybody(scope, mailbox)));
        }
        if (after.isOwn() && (before.isNothing() || after.isNothing())) {
            return Optional.of(new Outcome.IsOwner());
        }
        if (gives && !scope.holds(Permission.MAILBOXES_ASSIGN)) {
            return Optional.of(new Outcome.NotPermitted(Permission.MAILBOXES_ASSIGN));
        }
        if (takes && !scope.holds(Permission.MAILBOXES_REVOKE)) {
            return Optional.of(new Outcome.NotPermitted(Permission.MAILBOXES_REVOKE));
        }
        if (mailbox.personal()
                && !judges.memberships().above(scope, List.of(mailbox.id().user())).isEmpty()) {
            return Optional.of(new Outcome.Outranked());
        }
        boolean isNew = before.permissions().isEmpty();
        return isNew && holdings.on(scope, List.of(mailbox.id())).size() >= MOST_USERS
                ? Optional.of(new Outcome.TooMany())
                : Optional.empty();
    }

    private Outcome write(
            OrganizationScope scope, Mailbox mailbox, MailboxHolding before, MailboxHolding after) {
        if (before.hasAllOf(after) && after.hasAllOf(before)) {
            return new Outcome.Changed(everybody(scope, mailbox));
        }
        MailboxId id = mailbox.id();
        UserId user = after.user();
        repository.replace(
                scope,
                new MailboxGrantRepository.Key(id, user),
                after.roles().stream().map(Role::id).toList(),
                after.single());
        mailboxes.countAccessChange(scope, id);
        rights.tell(scope, List.of(id));
        Set<Permission> lost = EnumSet.noneOf(Permission.class);
        lost.addAll(before.permissions());
        lost.removeAll(after.permissions());
        if (!lost.isEmpty()) {
            connections.endAfterCommit(List.of(user));
        }
        Everybody everybody = everybody(scope, mailboxes.find(scope, id).orElseThrow());
        String name =
                Optional.ofNullable(judges.people(scope, List.of(user)).get(user))
                        .map(Person::name)
                        .orElse(user.toString());
        audit.record(
                scope,
                Change.done(
                        "mailboxes.access-changed",
                        "mailbox",
                        id.value(),
                        mailbox.name(),
                        said(name, before),
                        said(name, after)));
        return new Outcome.Changed(everybody);
    }

    private static Map<String, Object> said(String user, MailboxHolding held) {
        return Map.of(
                "user", user,
                "roles", held.said().getOrDefault("roles", List.of()),
                "permissions", held.said().getOrDefault("permissions", List.of()));
    }

    private Everybody everybody(OrganizationScope scope, Mailbox mailbox) {
        List<MailboxHolding> held = holdings.on(scope, List.of(mailbox.id()));
        Map<UserId, Person> people =
                judges.people(scope, held.stream().map(MailboxHolding::user).toList());
        return new Everybody(
                mailbox,
                held.stream()
                        .map(one ->
                                new Held(one, Optional.ofNullable(people.get(one.user())), mailbox))
                        .sorted((one, other) -> name(one).compareToIgnoreCase(name(other)))
                        .toList());
    }

    private static String name(Held held) {
        return held.person().map(Person::displayName).orElse("");
    }
}
