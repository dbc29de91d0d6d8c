package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Switches the services of users on and off; obeyed at once. */
@Component
class ServiceChange {

    private final MailboxGuard guard;
    private final MailboxRepository mailboxes;
    private final ServiceRepository repository;
    private final MailConnections connections;
    private final Scopes scopes;
    private final AuditLog audit;

    ServiceChange(
            MailboxGuard guard,
            MailboxRepository mailboxes,
            ServiceRepository repository,
            MailConnections connections,
            Scopes scopes,
            AuditLog audit) {
        this.guard = guard;
        this.mailboxes = mailboxes;
        this.repository = repository;
        this.connections = connections;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to switch. */
    sealed interface Outcome {
        /**
         * @param off the services that are off now
         */
        record Done(Set<ServiceSwitch> off) implements Outcome {}

        record Refused(MailboxRule broken) implements Outcome {}
    }

    /** Those that are off; nothing for somebody who has no mailbox of his own. */
    Optional<Set<ServiceSwitch>> off(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        mailboxes
                                .find(scope, MailboxId.of(user))
                                .filter(Mailbox::personal)
                                .map(_ -> repository.off(scope, user)));
    }

    /** Those of a user who asks himself. */
    Set<ServiceSwitch> own(OrganizationId home, UserId user) {
        return off(scopes.organization(scopes.machinery(), home), user).orElse(Set.of());
    }

    /** Says which are off; open connections of those that were on until now end with the commit. */
    Outcome replace(OrganizationScope scope, UserId user, Set<ServiceSwitch> off) {
        return scopes.in(
                scope,
                () ->
                        switch (guard.lock(scope, MailboxId.of(user))) {
                            case MailboxGuard.Judged.Refused(var broken) ->
                                    new Outcome.Refused(broken);
                            case MailboxGuard.Judged.Free(var mailbox) ->
                                    mailbox.personal()
                                            ? replace(scope, mailbox, off)
                                            : new Outcome.Refused(MailboxRule.GONE);
                        });
    }

    private Outcome replace(OrganizationScope scope, Mailbox mailbox, Set<ServiceSwitch> off) {
        UserId user = mailbox.id().user();
        Set<ServiceSwitch> before = repository.off(scope, user);
        if (before.equals(off)) {
            return new Outcome.Done(off);
        }
        repository.save(scope, user, off);
        for (MailService service : MailService.values()) {
            ServiceSwitch its = ServiceSwitch.of(service);
            if (off.contains(its) && !before.contains(its)) {
                connections.endAfterCommit(user, service);
            }
        }
        audit.record(
                scope,
                Change.edited(
                        "mailboxes.services-changed",
                        "mailbox",
                        mailbox.id().value(),
                        mailbox.name(),
                        said(before),
                        said(off)));
        return new Outcome.Done(off);
    }

    private static Map<String, Boolean> said(Set<ServiceSwitch> off) {
        return Arrays.stream(ServiceSwitch.values())
                .collect(
                        Collectors.toMap(
                                one -> one.name().toLowerCase(Locale.ROOT),
                                one -> !off.contains(one)));
    }
}
