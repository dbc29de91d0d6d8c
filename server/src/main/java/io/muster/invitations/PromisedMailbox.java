package io.muster.invitations;

import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody gets on a mailbox when he accepts.
 *
 * @param name what the mailbox was called when it was promised
 * @param permissions those outside any role
 */
public record PromisedMailbox(
        MailboxId mailboxId, String name, List<RoleId> roles, Set<Permission> permissions) {

    public PromisedMailbox {
        roles = List.copyOf(roles);
        permissions = new TreeSet<>(permissions);
    }
}
