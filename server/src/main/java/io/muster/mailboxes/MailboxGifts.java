package io.muster.mailboxes;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Gifts.Gift;
import io.muster.roles.Grants;
import io.muster.roles.Memberships;
import io.muster.roles.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Access to mailboxes that many users are given at once, by the rules that hold for giving it
 * singly: {@code mailboxes:assign}, nobody opens the mailbox of somebody above him, 1,000 users a
 * mailbox.
 */
@Component
public class MailboxGifts {

    private final MailboxRepository mailboxes;
    private final MailboxGrantRepository repository;
    private final MailboxHoldings holdings;
    private final MailboxRights rights;
    private final Memberships memberships;
    private final Grants grants;
    private final Accounts accounts;
    private final Scopes scopes;
    private final AuditLog audit;

    MailboxGifts(
            MailboxRepository mailboxes,
            MailboxGrantRepository repository,
            MailboxHoldings holdings,
            MailboxRights rights,
            Memberships memberships,
            Grants grants,
            Accounts accounts,
            Scopes scopes,
            AuditLog audit) {
        this.mailboxes = mailboxes;
        this.repository = repository;
        this.holdings = holdings;
        this.rights = rights;
        this.memberships = memberships;
        this.grants = grants;
        this.accounts = accounts;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** A mailbox by its name. */
    public record Named(MailboxId id, String name) {}

    /** The mailboxes of the organization that are not one user's nor archived, by name. */
    public List<Named> shared(OrganizationScope scope, int most) {
        return scopes.in(scope, () -> repository.shared(scope, most));
    }

    /** The names of those of the mailboxes that are there, of users and shared ones. */
    public List<Named> named(OrganizationScope scope, Collection<MailboxId> ids) {
        return scopes.in(
                scope,
                () ->
                        mailboxes.all(scope, ids).values().stream()
                                .map(mailbox -> new Named(mailbox.id(), mailbox.name()))
                                .sorted(
                                        Comparator.comparing(
                                                Named::name, String.CASE_INSENSITIVE_ORDER))
                                .toList());
    }

    /** Why access to a mailbox can't be given. */
    public enum Against {
        NO_SUCH_MAILBOX,
        NOT_PERMITTED,
        /** It belongs to somebody whose rights go beyond the actor's. */
        MORE_RIGHTS,
        /** More users than one mailbox takes. */
        TOO_MANY
    }

    /**
     * Which of these mailboxes can't be given, and why.
     *
     * @param wanted how many users more are to get access to each
     */
    public Map<MailboxId, Against> against(
            OrganizationScope scope, Map<MailboxId, Integer> wanted) {
        return scopes.in(
                scope,
                () -> {
                    Map<MailboxId, Mailbox> known = mailboxes.all(scope, wanted.keySet());
                    Set<UserId> owners =
                            known.values().stream()
                                    .filter(Mailbox::personal)
                                    .map(mailbox -> mailbox.id().user())
                                    .collect(Collectors.toSet());
                    Set<UserId> above =
                            owners.isEmpty() ? Set.of() : memberships.above(scope, owners);
                    Map<MailboxId, Set<UserId>> users = new HashMap<>();
                    repository
                            .on(scope, wanted.keySet())
                            .keySet()
                            .forEach(key ->
                                    users.computeIfAbsent(key.mailbox(), _ -> new HashSet<>())
                                            .add(key.user()));
                    Map<MailboxId, Against> against = new HashMap<>();
                    wanted.forEach((id, more) -> {
                        if (!known.containsKey(id)) {
                            against.put(id, Against.NO_SUCH_MAILBOX);
                        } else if (!scope.holds(Permission.MAILBOXES_ASSIGN)) {
                            against.put(id, Against.NOT_PERMITTED);
                        } else if (above.contains(id.user())) {
                            against.put(id, Against.MORE_RIGHTS);
                        } else if (users.getOrDefault(id, Set.of()).size() + more
                                > MailboxAccess.MOST_USERS) {
                            against.put(id, Against.TOO_MANY);
                        }
                    });
                    return against;
                });
    }

    /**
     * Locks mailboxes until the end of the transaction, in the order of everybody who changes more
     * than one, and before the audit log.
     */
    public void hold(OrganizationScope scope, Collection<MailboxId> ids) {
        scopes.run(
                scope,
                () -> {
                    grants.hold(scope);
                    ids.stream()
                            .distinct()
                            .sorted(Comparator.comparing(MailboxId::value))
                            .forEach(id -> mailboxes.lock(scope, id));
                });
    }

    /**
     * Gives users who have nothing on these mailboxes yet what is meant for each of them.
     *
     * @return the mailboxes on which nothing was given, and why
     */
    public Map<MailboxId, Against> give(
            OrganizationScope scope, Map<MailboxId, Map<UserId, Gift>> gifts) {
        return scopes.in(
                scope,
                () -> {
                    Map<MailboxId, Integer> wanted = new HashMap<>();
                    gifts.forEach((id, users) -> wanted.put(id, users.size()));
                    Map<MailboxId, Against> against = against(scope, wanted);
                    Map<MailboxId, Mailbox> known = mailboxes.all(scope, gifts.keySet());
                    List<Change> changes = new ArrayList<>();
                    List<MailboxId> changed = new ArrayList<>();
                    gifts.forEach((id, users) -> {
                        Mailbox mailbox = known.get(id);
                        if (mailbox == null || against.containsKey(id)) {
                            return;
                        }
                        changes.add(given(scope, mailbox, users));
                        mailboxes.countAccessChange(scope, id);
                        changed.add(id);
                    });
                    if (!changed.isEmpty()) {
                        rights.tell(scope, changed);
                        audit.record(scope, changes);
                    }
                    return against;
                });
    }

    private Change given(OrganizationScope scope, Mailbox mailbox, Map<UserId, Gift> users) {
        Set<RoleId> ids =
                users.values().stream()
                        .flatMap(gift -> gift.roles().stream())
                        .collect(Collectors.toSet());
        List<Role> roles = holdings.rolesOn(scope, ids);
        Map<UserId, Accounts.Person> people = accounts.people(users.keySet());
        users.forEach((user, gift) ->
                repository.replace(
                        scope,
                        new MailboxGrantRepository.Key(mailbox.id(), user),
                        roles.stream().map(Role::id).filter(gift.roles()::contains).toList(),
                        gift.permissions()));
        return Change.done(
                "mailboxes.access-changed",
                "mailbox",
                mailbox.id().value(),
                mailbox.name(),
                Map.of(),
                Map.of(
                        "users",
                        users.entrySet().stream()
                                .map(entry -> said(people, entry.getKey(), roles, entry.getValue()))
                                .toList()));
    }

    /** Who was given what: {@code ann@example.org: Editor, mailbox:send-as}. */
    private static String said(
            Map<UserId, Accounts.Person> people, UserId user, List<Role> roles, Gift gift) {
        Accounts.Person person = people.get(user);
        return (person == null ? user.toString() : person.name())
                + ": "
                + Stream.concat(
                                roles.stream()
                                        .filter(role -> gift.roles().contains(role.id()))
                                        .map(Role::name),
                                gift.permissions().stream().map(Permission::text).sorted())
                        .collect(Collectors.joining(", "));
    }

    /** What these users were given, by mailbox. */
    public Map<MailboxId, Map<UserId, Gift>> to(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    Map<MailboxId, Map<UserId, Gift>> found = new LinkedHashMap<>();
                    repository
                            .to(scope, users)
                            .forEach((key, given) ->
                                    found.computeIfAbsent(key.mailbox(), _ -> new LinkedHashMap<>())
                                            .put(
                                                    key.user(),
                                                    new Gift(given.roles(), given.single())));
                    return found;
                });
    }
}
