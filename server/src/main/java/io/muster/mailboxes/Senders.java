package io.muster.mailboxes;

import io.muster.access.Permission;
import io.muster.access.ServiceSignIn;
import io.muster.kernel.EmailAddress;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides who sends under which address. */
@Component
public class Senders {

    private final Addresses addresses;
    private final MailboxHoldings holdings;
    private final SenderDomains domains;
    private final ServiceSignIn signIn;

    Senders(
            Addresses addresses,
            MailboxHoldings holdings,
            SenderDomains domains,
            ServiceSignIn signIn) {
        this.addresses = addresses;
        this.holdings = holdings;
        this.domains = domains;
        this.signIn = signIn;
    }

    /** Whether somebody may send under an address. */
    public enum Sending {
        ALLOWED,
        NOT_HIS,
        /**
         * It was given to him, but its domain belongs to another organization by now: nobody
         * outside can tell his mail from that organization's.
         */
        DOMAIN_OF_ANOTHER
    }

    /**
     * Whether the user may send as that address now: it is his own or an alias of his, with a tag
     * or without, and nothing less was given to him in his own mailbox, or one of a mailbox that he
     * may send as and that isn't archived, also where he is a guest; sign-in is open to him still;
     * and no other organization than the mailbox's has proved the address's domain.
     */
    public Sending judge(MailboxOwner owner, EmailAddress sender) {
        return (signIn.isOpen(owner.user())
                        ? mailbox(owner, sender)
                        : Optional.<MailboxOwner>empty())
                .map(mailbox ->
                        domains.isAnothers(mailbox.organization(), sender.domain())
                                ? Sending.DOMAIN_OF_ANOTHER
                                : Sending.ALLOWED)
                .orElse(Sending.NOT_HIS);
    }

    /**
     * Who answers for what the user sends under an address: he himself, or the mailbox that he
     * sends as where its organization isn't his home. That one's mail waits, is signed and fails in
     * its name.
     */
    public MailboxOwner answering(MailboxOwner owner, EmailAddress sender) {
        return mailbox(owner, sender)
                .filter(mailbox -> !mailbox.organization().equals(owner.organization()))
                .orElse(owner);
    }

    private Optional<MailboxOwner> mailbox(MailboxOwner owner, EmailAddress sender) {
        return isHis(owner, sender) ? Optional.of(owner) : holdings.sentAs(owner, sender);
    }

    /** As {@link #judge}, for whoever needs no reason. */
    public boolean maySend(MailboxOwner owner, EmailAddress sender) {
        return judge(owner, sender) == Sending.ALLOWED;
    }

    private boolean isHis(MailboxOwner owner, EmailAddress sender) {
        return addresses
                        .owner(sender)
                        .filter(addressee -> addressee.user().equals(owner.user()))
                        .isPresent()
                && holdings.own(owner).contains(Permission.MAILBOX_SEND_AS);
    }
}
