package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.users.AddressRule;
import io.muster.users.MailAddresses;
import io.muster.users.UserRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The further addresses of mailboxes, at which mail arrives as at the first one and under which
 * whoever may sends.
 */
@Component
class Aliases {

    private final MailboxGuard guard;
    private final MailboxRepository mailboxes;
    private final MailAddresses addresses;
    private final AddressRule rule;
    private final Scopes scopes;
    private final AuditLog audit;

    Aliases(
            MailboxGuard guard,
            MailboxRepository mailboxes,
            MailAddresses addresses,
            AddressRule rule,
            Scopes scopes,
            AuditLog audit) {
        this.guard = guard;
        this.mailboxes = mailboxes;
        this.addresses = addresses;
        this.rule = rule;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to add or remove an alias. */
    sealed interface Outcome {
        /** Also where nothing was to be done. */
        record Done(List<EmailAddress> aliases) implements Outcome {}

        /** Somebody or something has the address. */
        record Taken() implements Outcome {}

        /** The organization may not give that address. */
        record OutOfPlace(UserRule broken) implements Outcome {}

        record TooMany() implements Outcome {}

        record Refused(MailboxRule broken) implements Outcome {}
    }

    /** Nothing where there is no such mailbox. */
    Optional<List<EmailAddress>> of(OrganizationScope scope, MailboxId id) {
        return scopes.in(
                scope, () -> mailboxes.find(scope, id).map(_ -> addresses.aliases(scope, id)));
    }

    /** Those of a mailbox whose user asks himself. */
    List<EmailAddress> own(OrganizationId home, MailboxId id) {
        return addresses.aliases(scopes.organization(scopes.machinery(), home), id);
    }

    /** Mail for the alias arrives from the commit on. */
    Outcome add(OrganizationScope scope, MailboxId id, EmailAddress alias) {
        return change(scope, id, (mailbox, before) -> added(scope, mailbox, alias, before));
    }

    private Outcome added(
            OrganizationScope scope,
            Mailbox mailbox,
            EmailAddress alias,
            List<EmailAddress> before) {
        if (before.contains(alias)) {
            return new Outcome.Done(before);
        }
        if (before.size() >= MailAddresses.MOST_ALIASES) {
            return new Outcome.TooMany();
        }
        Optional<UserRule> outOfPlace = rule.against(scope, alias);
        if (outOfPlace.isPresent()) {
            return new Outcome.OutOfPlace(outOfPlace.get());
        }
        return addresses.takeAlias(scope, alias, mailbox.id())
                ? changed(scope, mailbox, before)
                : new Outcome.Taken();
    }

    /** Mail for the alias is refused from the commit on, and the address is free. */
    Outcome remove(OrganizationScope scope, MailboxId id, EmailAddress alias) {
        return change(
                scope,
                id,
                (mailbox, before) -> {
                    if (!before.contains(alias)) {
                        return new Outcome.Done(before);
                    }
                    addresses.giveBack(scope, alias, id);
                    return changed(scope, mailbox, before);
                });
    }

    /** A change of the aliases of a mailbox that is held. */
    private interface Act {
        Outcome on(Mailbox mailbox, List<EmailAddress> before);
    }

    private Outcome change(OrganizationScope scope, MailboxId id, Act act) {
        return scopes.in(
                scope,
                () ->
                        switch (guard.lock(scope, id)) {
                            case MailboxGuard.Judged.Refused(var broken) ->
                                    new Outcome.Refused(broken);
                            case MailboxGuard.Judged.Free(var mailbox) ->
                                    act.on(mailbox, addresses.aliases(scope, id));
                        });
    }

    private Outcome changed(OrganizationScope scope, Mailbox mailbox, List<EmailAddress> before) {
        List<EmailAddress> after = addresses.aliases(scope, mailbox.id());
        audit.record(
                scope,
                Change.done(
                        "mailboxes.aliases-changed",
                        "mailbox",
                        mailbox.id().value(),
                        mailbox.name(),
                        Map.of("aliases", said(before)),
                        Map.of("aliases", said(after))));
        return new Outcome.Done(after);
    }

    private static List<String> said(List<EmailAddress> aliases) {
        return aliases.stream().map(EmailAddress::toString).toList();
    }
}
