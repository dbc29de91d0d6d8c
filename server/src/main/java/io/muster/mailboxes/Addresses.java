package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.users.Addressees;
import io.muster.users.Addressees.Addressee;
import io.muster.users.MailAddresses;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whose an address is, as his own or as an alias. Behind his own a user may put a tag of his choice
 * (RFC 5233): "ann+lists@acme.example" is Ann's, unless somebody has exactly that address.
 */
@Component
class Addresses {

    private static final char TAG = '+';

    private final Addressees addressees;
    private final MailAddresses aliases;
    private final MailboxRepository mailboxes;
    private final MailGroupRepository groups;
    private final Scopes scopes;

    Addresses(
            Addressees addressees,
            MailAddresses aliases,
            MailboxRepository mailboxes,
            MailGroupRepository groups,
            Scopes scopes) {
        this.addressees = addressees;
        this.aliases = aliases;
        this.mailboxes = mailboxes;
        this.groups = groups;
        this.scopes = scopes;
    }

    Optional<Addressee> owner(EmailAddress address) {
        return addressees
                .find(scopes.machinery(), address)
                .or(() ->
                        withoutTag(address)
                                .filter(_ -> shared(address).isEmpty())
                                .flatMap(own -> addressees.find(scopes.machinery(), own)));
    }

    /** The shared mailbox of that address, where it is no user's; with a tag or without. */
    Optional<MailboxRepository.Found> mailbox(EmailAddress address) {
        return shared(address).or(() -> withoutTag(address).flatMap(this::shared));
    }

    private Optional<MailboxRepository.Found> shared(EmailAddress address) {
        return exactly(address).filter(found -> !found.mailbox().personal());
    }

    /** The mailbox of that id, of whatever organization. */
    Optional<MailboxRepository.Found> any(MailboxId mailbox) {
        InstanceScope machinery = scopes.machinery();
        return scopes.in(machinery, () -> mailboxes.any(machinery, mailbox));
    }

    /** The mailbox, personal or shared, that has exactly that address, be it as an alias. */
    Optional<MailboxRepository.Found> exactly(EmailAddress address) {
        InstanceScope machinery = scopes.machinery();
        return scopes.in(
                machinery,
                () ->
                        mailboxes
                                .at(machinery, address)
                                .or(() ->
                                        aliases.ofAlias(machinery, address)
                                                .flatMap(id -> mailboxes.any(machinery, id))));
    }

    /** The mail group that has exactly that address, of whatever organization. */
    Optional<MailGroup> group(EmailAddress address) {
        InstanceScope machinery = scopes.machinery();
        return scopes.in(machinery, () -> groups.at(machinery, address));
    }

    private static Optional<EmailAddress> withoutTag(EmailAddress address) {
        int tag = address.local().indexOf(TAG);
        return tag > 0
                ? EmailAddress.parse(address.local().substring(0, tag) + "@" + address.domain())
                : Optional.empty();
    }
}
