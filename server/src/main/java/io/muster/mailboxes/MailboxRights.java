package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.roles.RoleEdited;
import io.muster.roles.RoleUse;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the engine told of who may do what in which mailbox, whatever that follows from, in the
 * transaction in which it changes.
 */
@Component
class MailboxRights implements RoleUse {

    private final MailboxHoldings holdings;
    private final MailboxGrantRepository grants;
    private final DefaultMailboxRepository defaults;
    private final MailEngine engine;
    private final MailConnections connections;
    private final MailboxListUpdates updates;
    private final Memberships memberships;
    private final Scopes scopes;

    MailboxRights(
            MailboxHoldings holdings,
            MailboxGrantRepository grants,
            DefaultMailboxRepository defaults,
            MailEngine engine,
            MailConnections connections,
            MailboxListUpdates updates,
            Memberships memberships,
            Scopes scopes) {
        this.holdings = holdings;
        this.grants = grants;
        this.defaults = defaults;
        this.engine = engine;
        this.connections = connections;
        this.updates = updates;
        this.memberships = memberships;
        this.scopes = scopes;
    }

    /**
     * Tells the engine anew of all rights on these mailboxes; of one that is gone there are none.
     */
    void tell(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        scopes.run(
                scope,
                () -> {
                    List<MailEngine.Access> all = holdings.access(scope, mailboxes);
                    engine.permit(scope, mailboxes, all);
                    defaults.keep(scope, mailboxes, reading(all));
                    updates.changed(scope);
                });
    }

    /** Nobody works first in a mailbox that he may not read any more. */
    private static List<MailboxGrantRepository.Key> reading(List<MailEngine.Access> all) {
        return all.stream()
                .filter(one -> one.permissions().contains(Permission.MAILBOX_READ))
                .map(one -> new MailboxGrantRepository.Key(one.mailbox(), one.user()))
                .toList();
    }

    /** Ends all access to a mailbox that is about to go. */
    void end(OrganizationScope scope, MailboxId mailbox) {
        connections.endAfterCommit(
                holdings.on(scope, List.of(mailbox)).stream().map(MailboxHolding::user).toList());
        engine.permit(scope, List.of(mailbox), List.of());
        defaults.keep(scope, List.of(mailbox), List.of());
    }

    /** Takes away all that was given to users who are gone. */
    void forget(OrganizationScope scope, Collection<UserId> users) {
        grants.forget(scope, users);
    }

    /** All who hold the role have its rights, and lose what it lost, at once. */
    @EventListener
    void follow(RoleEdited edited) {
        OrganizationScope scope = edited.scope();
        if (edited.role().level() != Permission.Level.MAILBOX) {
            return;
        }
        List<MailboxGrantRepository.Key> holding = grants.holding(scope, edited.role().id());
        if (!holding.isEmpty()) {
            tell(
                    scope,
                    holding.stream().map(MailboxGrantRepository.Key::mailbox).distinct().toList());
            connections.endAfterCommit(
                    holding.stream().map(MailboxGrantRepository.Key::user).toList());
        }
    }

    @Override
    public List<Use> usesOf(OrganizationScope scope, RoleId role) {
        long mailboxes =
                scopes.in(scope, () -> grants.holding(scope, role)).stream()
                        .map(MailboxGrantRepository.Key::mailbox)
                        .distinct()
                        .count();
        return mailboxes == 0
                ? List.of()
                : List.of(
                        new Use(
                                "mailboxes.access",
                                "It gives access to %,d mailboxes.".formatted(mailboxes)));
    }

    @Override
    public long holdersOf(OrganizationScope scope, RoleId role) {
        return scopes.in(scope, () -> grants.holding(scope, role)).stream()
                .map(MailboxGrantRepository.Key::user)
                .distinct()
                .count();
    }

    /** Nobody opens the mailbox of somebody above him by making a role larger. */
    @Override
    public boolean isOutOfReach(OrganizationScope scope, RoleId role) {
        Set<UserId> owners =
                scopes.in(scope, () -> grants.holding(scope, role)).stream()
                        .map(key -> key.mailbox().user())
                        .collect(Collectors.toSet());
        return !owners.isEmpty() && !memberships.above(scope, owners).isEmpty();
    }
}
