package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.invitations.PromisedMailbox;
import io.muster.invitations.PromisedMailboxes;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.roles.Role;
import io.muster.users.GuestsLeft;
import io.muster.users.HeldElsewhere;
import io.muster.users.UsersPurged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Access to mailboxes that people are promised with an invitation, and its end when they leave. */
@Component
class MailboxPromises implements PromisedMailboxes, HeldElsewhere {

    private final MailboxRepository mailboxes;
    private final MailboxGroupRepository groups;
    private final MailboxHoldings holdings;
    private final MailboxGrantRepository repository;
    private final MailboxRights rights;
    private final MailConnections connections;
    private final Memberships memberships;
    private final Scopes scopes;
    private final AuditLog audit;

    MailboxPromises(
            MailboxRepository mailboxes,
            MailboxGroupRepository groups,
            MailboxHoldings holdings,
            MailboxGrantRepository repository,
            MailboxRights rights,
            MailConnections connections,
            Memberships memberships,
            Scopes scopes,
            AuditLog audit) {
        this.mailboxes = mailboxes;
        this.groups = groups;
        this.holdings = holdings;
        this.repository = repository;
        this.rights = rights;
        this.connections = connections;
        this.memberships = memberships;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    public List<String> namesOf(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        mailboxes
                                .all(
                                        scope,
                                        holdings.to(scope, user).stream()
                                                .map(MailboxHolding::mailbox)
                                                .toList())
                                .values()
                                .stream()
                                .map(Mailbox::name)
                                .sorted()
                                .toList());
    }

    @Override
    public Verdict judge(OrganizationScope scope, List<PromisedMailbox> wanted) {
        if (wanted.isEmpty()) {
            return new Verdict.Fit(List.of());
        }
        if (!scope.holds(Permission.MAILBOXES_ASSIGN)) {
            return new Verdict.NotPermitted(Permission.MAILBOXES_ASSIGN);
        }
        return scopes.in(
                scope,
                () -> {
                    Map<MailboxId, Mailbox> known =
                            mailboxes.all(
                                    scope,
                                    wanted.stream().map(PromisedMailbox::mailboxId).toList());
                    List<PromisedMailbox> named = new ArrayList<>();
                    for (int place = 0; place < wanted.size(); place++) {
                        PromisedMailbox one = wanted.get(place);
                        Mailbox mailbox = known.get(one.mailboxId());
                        if (mailbox == null || mailbox.isOfDeletedUser()) {
                            return new Verdict.NoSuchMailbox(place);
                        }
                        Optional<RoleId> unknown = unknown(scope, one.roles());
                        if (unknown.isPresent()) {
                            return new Verdict.NoSuchRole(place, unknown.get());
                        }
                        named.add(
                                new PromisedMailbox(
                                        one.mailboxId(),
                                        mailbox.name(),
                                        one.roles(),
                                        one.permissions()));
                    }
                    List<UserId> owners =
                            known.values().stream()
                                    .filter(Mailbox::personal)
                                    .map(mailbox -> mailbox.id().user())
                                    .toList();
                    return memberships.above(scope, owners).isEmpty()
                            ? new Verdict.Fit(named)
                            : new Verdict.Outranked();
                });
    }

    private Optional<RoleId> unknown(OrganizationScope scope, List<RoleId> roles) {
        Set<RoleId> unknown = new LinkedHashSet<>(roles);
        holdings.rolesOn(scope, roles).forEach(role -> unknown.remove(role.id()));
        return unknown.stream().findFirst();
    }

    @Override
    public void hold(OrganizationScope scope, List<PromisedMailbox> promised) {
        scopes.run(
                scope,
                () -> lock(scope, promised.stream().map(PromisedMailbox::mailboxId).toList()));
    }

    /** In the order of everybody who changes more than one. */
    private void lock(OrganizationScope scope, Collection<MailboxId> ids) {
        ids.stream()
                .distinct()
                .sorted(Comparator.comparing(MailboxId::value))
                .forEach(id -> mailboxes.lock(scope, id));
    }

    @Override
    public Map<UserId, List<String>> hold(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    Set<MailboxGrantRepository.Key> held = repository.to(scope, users).keySet();
                    List<MailboxId> ids =
                            held.stream()
                                    .map(MailboxGrantRepository.Key::mailbox)
                                    .distinct()
                                    .toList();
                    lock(scope, ids);
                    Map<MailboxId, Mailbox> known = mailboxes.all(scope, ids);
                    Map<UserId, List<String>> names = new HashMap<>();
                    held.forEach(key ->
                            Optional.ofNullable(known.get(key.mailbox()))
                                    .ifPresent(mailbox ->
                                            names.computeIfAbsent(
                                                            key.user(), _ -> new ArrayList<>())
                                                    .add(mailbox.name())));
                    names.values().forEach(Collections::sort);
                    return names;
                });
    }

    @Override
    public void holdOwn(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(scope, () -> groups.leave(scope, users.stream().map(MailboxId::of).toList()));
    }

    @Override
    public void lockOwn(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(
                scope, () -> mailboxes.lockAll(scope, users.stream().map(MailboxId::of).toList()));
    }

    @Override
    public void lockEnding(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(
                scope, () -> groups.lockEnding(scope, users.stream().map(MailboxId::of).toList()));
    }

    @Override
    public List<PromisedMailbox> give(
            OrganizationScope scope, UserId user, List<PromisedMailbox> promised) {
        List<PromisedMailbox> gone = new ArrayList<>();
        scopes.run(
                scope,
                () -> {
                    hold(scope, promised);
                    for (PromisedMailbox one : promised) {
                        mailboxes
                                .lock(scope, one.mailboxId())
                                .filter(mailbox -> !mailbox.isOfDeletedUser())
                                .ifPresentOrElse(
                                        mailbox -> give(scope, user, one, mailbox),
                                        () -> gone.add(one));
                    }
                });
        return gone;
    }

    private void give(
            OrganizationScope scope, UserId user, PromisedMailbox promised, Mailbox mailbox) {
        MailboxHolding before = holdings.of(scope, mailbox.id(), user);
        Set<Role> roles = new LinkedHashSet<>(before.roles());
        roles.addAll(holdings.rolesOn(scope, promised.roles()));
        Set<Permission> single = new TreeSet<>(before.single());
        single.addAll(promised.permissions());
        MailboxHolding after =
                new MailboxHolding(mailbox.id(), user, List.copyOf(roles), new HashSet<>(single));
        if (before.hasAllOf(after)) {
            return;
        }
        repository.replace(
                scope,
                new MailboxGrantRepository.Key(mailbox.id(), user),
                after.roles().stream().map(Role::id).toList(),
                after.single());
        mailboxes.countAccessChange(scope, mailbox.id());
        rights.tell(scope, List.of(mailbox.id()));
        audit.record(
                scope,
                Change.done(
                        "mailboxes.access-changed",
                        "mailbox",
                        mailbox.id().value(),
                        mailbox.name(),
                        before.said(),
                        after.said()));
    }

    /** Who is gone for good opens nothing where he was a guest either. */
    @EventListener
    void purged(UsersPurged purged) {
        scopes.in(
                        scopes.machinery(),
                        () -> repository.abroad(purged.organization(), purged.users()))
                .forEach((organization, users) -> left(new GuestsLeft(organization, users)));
    }

    /** Whoever has no place in the organization any more opens none of its mailboxes. */
    @EventListener
    void left(GuestsLeft left) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), left.organization());
        scopes.run(
                scope,
                () -> {
                    List<MailboxId> held =
                            left.users().stream()
                                    .flatMap(user ->
                                            holdings.to(scope, user).stream()
                                                    .map(MailboxHolding::mailbox))
                                    .distinct()
                                    .toList();
                    if (!held.isEmpty()) {
                        connections.endAfterCommit(left.users());
                        rights.forget(scope, left.users());
                        held.forEach(mailbox -> mailboxes.countAccessChange(scope, mailbox));
                        rights.tell(scope, held);
                    }
                });
    }
}
