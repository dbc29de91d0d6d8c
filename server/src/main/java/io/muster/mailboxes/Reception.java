package io.muster.mailboxes;

import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.Addressees.Addressee;
import io.muster.users.UserState;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides whether mail for an address is taken. */
@Component
public class Reception {

    private final Addresses addresses;
    private final Organizations organizations;
    private final MailServices services;
    private final Scopes scopes;

    Reception(
            Addresses addresses,
            Organizations organizations,
            MailServices services,
            Scopes scopes) {
        this.addresses = addresses;
        this.services = services;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    /** What becomes of mail for an address. */
    public sealed interface Verdict {
        record Taken(MailboxOwner owner) implements Verdict {}

        /** Nobody and no mailbox has that address here, or only a deleted user. */
        record Unknown() implements Verdict {}

        /**
         * Its user is disabled and stores no incoming mail or has reception switched off, the
         * mailbox is archived, or the organization is switched off.
         */
        record Closed() implements Verdict {}
    }

    public Verdict of(EmailAddress address) {
        return addresses
                .owner(address)
                .map(this::verdict)
                .or(() -> addresses.mailbox(address).map(this::verdict))
                .orElseGet(Verdict.Unknown::new);
    }

    /** The owner where his mailbox is still there, whatever it takes. */
    public Optional<MailboxOwner> standing(MailboxOwner owner) {
        return addresses
                .any(owner.mailbox())
                .filter(found -> found.organization().equals(owner.organization()))
                .map(_ -> owner);
    }

    private Verdict verdict(MailboxRepository.Found found) {
        return found.mailbox().archived() || isOff(found.organization())
                ? new Verdict.Closed()
                : new Verdict.Taken(new MailboxOwner(found.mailbox().id(), found.organization()));
    }

    private boolean isOff(OrganizationId organization) {
        return organizations
                .find(scopes.organization(scopes.machinery(), organization))
                .filter(Organization::active)
                .isEmpty();
    }

    private Verdict verdict(Addressee addressee) {
        if (addressee.state() != UserState.DELETED && isOff(addressee.organization())) {
            return new Verdict.Closed();
        }
        return switch (addressee.state()) {
            case INVITED, WAITING_FOR_PASSWORD, ACTIVE -> taken(addressee);
            case DISABLED -> addressee.allowIncoming() ? taken(addressee) : new Verdict.Closed();
            case DELETED -> new Verdict.Unknown();
        };
    }

    private Verdict taken(Addressee addressee) {
        MailboxOwner owner = new MailboxOwner(addressee.user(), addressee.organization());
        return services.allows(owner, ServiceSwitch.RECEPTION)
                ? new Verdict.Taken(owner)
                : new Verdict.Closed();
    }
}
