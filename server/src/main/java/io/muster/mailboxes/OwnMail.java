package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells people how mail reaches themselves. */
@Component
class OwnMail {

    private final MailboxRepository mailboxes;
    private final Aliases aliases;
    private final ForwardingChange forwarding;
    private final ServiceChange services;
    private final MailboxUsages usages;
    private final Scopes scopes;

    OwnMail(
            MailboxRepository mailboxes,
            Aliases aliases,
            ForwardingChange forwarding,
            ServiceChange services,
            MailboxUsages usages,
            Scopes scopes) {
        this.mailboxes = mailboxes;
        this.aliases = aliases;
        this.forwarding = forwarding;
        this.services = services;
        this.usages = usages;
        this.scopes = scopes;
    }

    OwnMailEndpoint.OwnMailSettings settings(UserId user) {
        InstanceScope machinery = scopes.machinery();
        MailboxId id = MailboxId.of(user);
        return scopes.in(machinery, () -> mailboxes.any(machinery, id))
                .map(found ->
                        new OwnMailEndpoint.OwnMailSettings(
                                found.mailbox().address(),
                                aliases.own(found.organization(), id),
                                ForwardingEndpoint.ForwardingView.of(
                                        forwarding.own(found.organization(), id)),
                                ServiceEndpoint.MailServicesView.of(
                                        services.own(found.organization(), user)),
                                usages.own(found.organization(), id)
                                        .map(MailboxUsageEndpoint.MailboxUsageView::of)
                                        .orElse(null)))
                .orElseGet(() ->
                        new OwnMailEndpoint.OwnMailSettings(
                                null,
                                List.of(),
                                ForwardingEndpoint.ForwardingView.of(
                                        ForwardingRepository.Stored.NONE),
                                ServiceEndpoint.MailServicesView.of(Set.of()),
                                null));
    }
}
