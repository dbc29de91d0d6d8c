package io.muster.mailboxes;

import io.muster.access.ServiceSignIn;
import io.muster.kernel.EmailAddress;
import org.springframework.stereotype.Component;

/** Decides who sends under which address. */
@Component
public class Senders {

    private final Addresses addresses;
    private final MailboxHoldings holdings;
    private final ServiceSignIn signIn;

    Senders(Addresses addresses, MailboxHoldings holdings, ServiceSignIn signIn) {
        this.addresses = addresses;
        this.holdings = holdings;
        this.signIn = signIn;
    }

    /**
     * Whether the user may send as that address now: it is his own or an alias of his, with a tag
     * or without, or one of a mailbox that he may send as and that isn't archived; and sign-in is
     * open to him still.
     */
    public boolean maySend(MailboxOwner owner, EmailAddress sender) {
        return signIn.isOpen(owner.user())
                && (isHis(owner, sender) || holdings.maySendAs(owner, sender));
    }

    private boolean isHis(MailboxOwner owner, EmailAddress sender) {
        return addresses
                .owner(sender)
                .filter(addressee -> addressee.user().equals(owner.user()))
                .isPresent();
    }
}
