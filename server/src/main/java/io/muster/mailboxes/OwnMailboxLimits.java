package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.users.RoleInOwnMailbox;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Users who may do less than everything in their own mailbox, as they are given a role in it. */
@Component
class OwnMailboxLimits implements RoleInOwnMailbox {

    private final MailboxRepository mailboxes;
    private final MailboxGrantRepository grants;
    private final MailboxHoldings holdings;
    private final MailboxRights rights;
    private final Scopes scopes;
    private final AuditLog audit;

    OwnMailboxLimits(
            MailboxRepository mailboxes,
            MailboxGrantRepository grants,
            MailboxHoldings holdings,
            MailboxRights rights,
            Scopes scopes,
            AuditLog audit) {
        this.mailboxes = mailboxes;
        this.grants = grants;
        this.holdings = holdings;
        this.rights = rights;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    public void limit(OrganizationScope scope, UserId user, RoleId role) {
        if (!role.equals(SystemRole.MAILBOX_OWNER.id())) {
            scopes.run(
                    scope,
                    () ->
                            mailboxes
                                    .find(scope, MailboxId.of(user))
                                    .ifPresent(own -> limit(scope, own, role)));
        }
    }

    private void limit(OrganizationScope scope, Mailbox own, RoleId role) {
        UserId user = own.id().user();
        grants.replace(
                scope, new MailboxGrantRepository.Key(own.id(), user), List.of(role), Set.of());
        rights.tell(scope, List.of(own.id()));
        audit.record(
                scope,
                Change.done(
                        "mailboxes.access-changed",
                        "mailbox",
                        own.id().value(),
                        own.name(),
                        Map.of(),
                        holdings.of(scope, own.id(), user).said()));
    }
}
