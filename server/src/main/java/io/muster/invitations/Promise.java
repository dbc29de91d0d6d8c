package io.muster.invitations;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What somebody gets when he accepts; nothing at all is a promise too. */
record Promise(Set<RoleId> roles, Set<Permission> permissions, List<PromisedMailbox> mailboxes) {

    Promise {
        roles = Set.copyOf(roles);
        permissions = new TreeSet<>(permissions);
        mailboxes = List.copyOf(mailboxes);
    }

    /** All roles in it, in the organization or on a mailbox. */
    Set<RoleId> namedRoles() {
        Set<RoleId> all = new HashSet<>(roles);
        mailboxes.forEach(mailbox -> all.addAll(mailbox.roles()));
        return all;
    }
}
