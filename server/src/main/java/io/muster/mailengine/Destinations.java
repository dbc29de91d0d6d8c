package io.muster.mailengine;

import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailGroup;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import java.util.Optional;
import org.apache.james.core.MailAddress;

/** Where mail for an address goes: into a mailbox here, to another server, or nowhere. */
record Destinations(Reception reception, OutgoingMail outgoing) {

    /** Of one recipient. */
    sealed interface Destination {
        record Here(MailboxOwner owner) implements Destination {}

        record Elsewhere(DomainName domain) implements Destination {}

        /** To many, where the writer may. */
        record Many(MailGroup group) implements Destination {}

        /** Perhaps of another server, but mail doesn't leave this one. */
        record Unreached() implements Destination {}

        /** Known here, and takes nothing. */
        record Closed() implements Destination {}

        record Unknown() implements Destination {}
    }

    /**
     * @param sender under which a user of this instance sends; nothing for mail of strangers, which
     *     goes nowhere else
     */
    Destination of(Optional<EmailAddress> sender, MailAddress recipient) {
        Reception.Verdict verdict =
                SmtpHooks.address(recipient)
                        .map(address ->
                                sender.map(writer -> reception.ofUser(address, writer))
                                        .orElseGet(() -> reception.ofStranger(address)))
                        .orElseGet(Reception.Verdict.Unknown::new);
        return switch (verdict) {
            case Reception.Verdict.Taken(var owner) -> new Destination.Here(owner);
            case Reception.Verdict.Shared(var group) -> new Destination.Many(group);
            case Reception.Verdict.Closed _ -> new Destination.Closed();
            case Reception.Verdict.Unknown _ ->
                    sender.flatMap(from ->
                                    SmtpHooks.address(recipient)
                                            .flatMap(to -> outgoing.foreign(from, to)))
                            .<Destination>map(domain ->
                                    outgoing.leaves()
                                            ? new Destination.Elsewhere(domain)
                                            : new Destination.Unreached())
                            .orElseGet(Destination.Unknown::new);
        };
    }
}
