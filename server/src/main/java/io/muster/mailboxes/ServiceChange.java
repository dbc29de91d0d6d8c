package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.util.Arrays;
import java.util.List;
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

        /**
         * @param off those that are off by now
         */
        record ChangedMeanwhile(Set<ServiceSwitch> off) implements Outcome {}

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

    /**
     * The tag of what is off. Of so few states each has its own number, so what was changed and
     * changed back is what was read.
     */
    static Version version(Set<ServiceSwitch> off) {
        return new Version(off.stream().mapToInt(ServiceSwitch::bit).sum());
    }

    /**
     * Says which are off, unless somebody changed that since the version was read; open connections
     * of those that were on until now end with the commit.
     */
    Outcome replace(OrganizationScope scope, UserId user, Version version, Set<ServiceSwitch> off) {
        return scopes.in(
                scope,
                () ->
                        switch (guard.lock(scope, MailboxId.of(user))) {
                            case MailboxGuard.Judged.Refused(var broken) ->
                                    new Outcome.Refused(broken);
                            case MailboxGuard.Judged.Free(var mailbox) ->
                                    mailbox.personal()
                                            ? replace(scope, mailbox, version, off)
                                            : new Outcome.Refused(MailboxRule.GONE);
                        });
    }

    private Outcome replace(
            OrganizationScope scope, Mailbox mailbox, Version version, Set<ServiceSwitch> off) {
        Set<ServiceSwitch> before = repository.off(scope, mailbox.id().user());
        if (!version.equals(version(before))) {
            return new Outcome.ChangedMeanwhile(before);
        }
        if (before.equals(off)) {
            return new Outcome.Done(off);
        }
        write(scope, List.of(new Step(mailbox, before, off)));
        return new Outcome.Done(off);
    }

    /** A mailbox that is locked, and the services that are off before and after. */
    record Step(Mailbox mailbox, Set<ServiceSwitch> before, Set<ServiceSwitch> after) {

        private boolean switches(ServiceSwitch service, boolean isOn) {
            return before.contains(service) == isOn && after.contains(service) != isOn;
        }
    }

    /** Does it to many at once; open connections of what goes off end with the commit. */
    void write(OrganizationScope scope, List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        for (ServiceSwitch service : ServiceSwitch.values()) {
            put(scope, steps, service, true);
            put(scope, steps, service, false);
        }
        for (MailService service : MailService.values()) {
            connections.endAfterCommit(
                    steps.stream()
                            .filter(step -> step.switches(ServiceSwitch.of(service), false))
                            .map(step -> step.mailbox().id().user())
                            .toList(),
                    service);
        }
        audit.record(
                scope,
                steps.stream()
                        .map(step ->
                                Change.edited(
                                        "mailboxes.services-changed",
                                        "mailbox",
                                        step.mailbox().id().value(),
                                        step.mailbox().name(),
                                        said(step.before()),
                                        said(step.after())))
                        .toList());
    }

    private void put(
            OrganizationScope scope, List<Step> steps, ServiceSwitch service, boolean isOn) {
        List<UserId> switched =
                steps.stream()
                        .filter(step -> step.switches(service, isOn))
                        .map(step -> step.mailbox().id().user())
                        .toList();
        if (!switched.isEmpty()) {
            repository.put(scope, switched, service, isOn);
        }
    }

    private static Map<String, Boolean> said(Set<ServiceSwitch> off) {
        return Arrays.stream(ServiceSwitch.values())
                .collect(
                        Collectors.toMap(
                                one -> one.name().toLowerCase(Locale.ROOT),
                                one -> !off.contains(one)));
    }
}
