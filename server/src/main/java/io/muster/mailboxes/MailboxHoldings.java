package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Role;
import io.muster.roles.Roles;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells what users hold on mailboxes, and on their own where that isn't everything. */
@Component
class MailboxHoldings {

    private final MailboxGrantRepository grants;
    private final MailboxRepository mailboxes;
    private final Addresses addresses;
    private final Roles roles;
    private final Scopes scopes;

    MailboxHoldings(
            MailboxGrantRepository grants,
            MailboxRepository mailboxes,
            Addresses addresses,
            Roles roles,
            Scopes scopes) {
        this.grants = grants;
        this.mailboxes = mailboxes;
        this.addresses = addresses;
        this.roles = roles;
        this.scopes = scopes;
    }

    List<MailboxHolding> on(OrganizationScope scope, Collection<MailboxId> ids) {
        return scopes.in(scope, () -> holdings(scope, grants.on(scope, ids)));
    }

    MailboxHolding of(OrganizationScope scope, MailboxId mailbox, UserId user) {
        return on(scope, List.of(mailbox)).stream()
                .filter(holding -> holding.user().equals(user))
                .findAny()
                .orElseGet(() -> MailboxHolding.nothing(mailbox, user));
    }

    List<MailboxHolding> to(OrganizationScope scope, UserId user) {
        return scopes.in(scope, () -> holdings(scope, grants.to(scope, user)));
    }

    /**
     * What a user may do in his own mailbox: everything, but where he was given a role in it, which
     * is then all that he has.
     */
    Set<Permission> own(MailboxOwner user) {
        OrganizationScope home = scopes.organization(scopes.machinery(), user.organization());
        return on(home, List.of(user.mailbox())).stream()
                .filter(MailboxHolding::isOwn)
                .findAny()
                .map(MailboxHolding::permissions)
                .orElse(MailboxHolding.ALL);
    }

    /**
     * The mailbox that isn't his under whose address somebody may send; perhaps of an organization
     * in which he is a guest.
     */
    Optional<MailboxOwner> sentAs(MailboxOwner who, EmailAddress address) {
        InstanceScope machinery = scopes.machinery();
        return addresses
                .exactly(address)
                .filter(found -> !found.mailbox().archived())
                .filter(found -> !who.homeOnly() || found.organization().equals(who.organization()))
                .filter(found ->
                        of(
                                        scopes.organization(machinery, found.organization()),
                                        found.mailbox().id(),
                                        who.user())
                                .permissions()
                                .contains(Permission.MAILBOX_SEND_AS))
                .filter(found ->
                        found.organization().equals(who.organization())
                                || !scopes.isSwitchedOff(found.organization()))
                .map(found -> new MailboxOwner(found.mailbox().id(), found.organization()));
    }

    /** The organizations other than his home on whose mailboxes somebody holds something. */
    List<OrganizationId> abroad(MailboxOwner who) {
        if (who.homeOnly()) {
            return List.of();
        }
        return scopes.in(scopes.machinery(), () -> grants.abroad(who)).stream()
                .filter(organization -> !scopes.isSwitchedOff(organization))
                .toList();
    }

    /** The roles on mailboxes among these ids; others are left out. */
    List<Role> rolesOn(OrganizationScope scope, Collection<RoleId> ids) {
        return roles.find(scope, ids).stream()
                .filter(role -> role.level() == Permission.Level.MAILBOX)
                .sorted(Comparator.comparing(Role::name))
                .toList();
    }

    /** What the engine has to know of all rights on these mailboxes. */
    List<MailEngine.Access> access(OrganizationScope scope, Collection<MailboxId> ids) {
        return scopes.in(
                scope,
                () -> {
                    Map<MailboxId, Mailbox> known = mailboxes.all(scope, ids);
                    return on(scope, ids).stream()
                            .filter(held -> held.isOwn() || !held.permissions().isEmpty())
                            .flatMap(held ->
                                    Optional.ofNullable(known.get(held.mailbox()))
                                            .map(mailbox ->
                                                    new MailEngine.Access(
                                                            mailbox.id(),
                                                            mailbox.address(),
                                                            held.user(),
                                                            held.permissions()))
                                            .stream())
                            .toList();
                });
    }

    private List<MailboxHolding> holdings(
            OrganizationScope scope,
            Map<MailboxGrantRepository.Key, MailboxGrantRepository.Given> given) {
        Set<RoleId> ids =
                given.values().stream()
                        .flatMap(gift -> gift.roles().stream())
                        .collect(Collectors.toSet());
        List<Role> known = rolesOn(scope, ids);
        return given.entrySet().stream()
                .map(entry ->
                        new MailboxHolding(
                                entry.getKey().mailbox(),
                                entry.getKey().user(),
                                known.stream()
                                        .filter(role ->
                                                entry.getValue().roles().contains(role.id()))
                                        .toList(),
                                entry.getValue().single()))
                .toList();
    }
}
