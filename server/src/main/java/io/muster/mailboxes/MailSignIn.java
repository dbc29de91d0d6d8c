package io.muster.mailboxes;

import io.muster.access.ServiceSignIn;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets users in to their mail with the password of their account. */
@Component
public class MailSignIn {

    private final ServiceSignIn signIn;
    private final MailUses uses;

    MailSignIn(ServiceSignIn signIn, MailUses uses) {
        this.signIn = signIn;
        this.uses = uses;
    }

    /**
     * Whose mailbox the name and the password open.
     *
     * @param address the IP address of the client
     */
    public Optional<MailboxOwner> attempt(
            MailService service, String name, String password, String address) {
        Optional<MailboxOwner> owner =
                signIn.attempt(name, password, address)
                        .map(admitted ->
                                new MailboxOwner(admitted.user(), admitted.organization()));
        owner.ifPresent(admitted -> uses.began(admitted, service, address));
        return owner;
    }

    /**
     * Whether the user may stay. To be asked once more when a connection was noted as his: else one
     * that began while he was disabled could outlive it.
     */
    public boolean mayStay(MailboxOwner owner) {
        return signIn.isOpen(owner.user());
    }

    /** Notes until when a connection, which is over, was of use. */
    public void left(MailboxOwner owner, MailEngine.Connection connection) {
        uses.ended(owner, connection);
    }
}
