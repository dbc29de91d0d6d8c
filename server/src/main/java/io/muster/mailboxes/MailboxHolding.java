package io.muster.mailboxes;

import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.roles.Role;
import io.muster.roles.SystemRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one user was given on one mailbox.
 *
 * @param roles of level mailbox, by name
 * @param single the permissions given outside any role
 */
record MailboxHolding(MailboxId mailbox, UserId user, List<Role> roles, Set<Permission> single) {

    /** What the user of a mailbox may do in it of whom nothing else is said. */
    static final Set<Permission> ALL = SystemRole.MAILBOX_OWNER.permissions();

    static MailboxHolding nothing(MailboxId mailbox, UserId user) {
        return new MailboxHolding(mailbox, user, List.of(), Set.of());
    }

    /** The union of everything: there are no permissions that take away. */
    Set<Permission> permissions() {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(single);
        roles.forEach(role -> all.addAll(role.permissions()));
        return all;
    }

    /** Whether it is the user's own personal mailbox, in which this is all that he has. */
    boolean isOwn() {
        return mailbox.equals(MailboxId.of(user));
    }

    boolean isNothing() {
        return roles.isEmpty() && single.isEmpty();
    }

    boolean hasAllOf(MailboxHolding other) {
        return roles.containsAll(other.roles) && single.containsAll(other.single);
    }

    /** What is said of it in the audit log. */
    Map<String, Object> said() {
        return Map.of(
                "roles", roles.stream().map(Role::name).sorted().toList(),
                "permissions", single.stream().sorted().map(Permission::text).toList());
    }
}
