package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.users.LocalMail;
import org.springframework.stereotype.Component;

/** Whether mail to a user ends in his mailbox here. */
@Component
class LocalMailboxes implements LocalMail {

    private final Addresses addresses;
    private final UnwantedMailboxes unwanted;
    private final MailEngine engine;
    private final Scopes scopes;

    LocalMailboxes(
            Addresses addresses, UnwantedMailboxes unwanted, MailEngine engine, Scopes scopes) {
        this.addresses = addresses;
        this.unwanted = unwanted;
        this.engine = engine;
        this.scopes = scopes;
    }

    @Override
    public boolean receives(EmailAddress address, UserId user) {
        return engine.keepsMail()
                && addresses
                        .owner(address)
                        .filter(found -> found.user().equals(user) && !found.elsewhere())
                        .filter(found -> {
                            OrganizationScope home =
                                    scopes.organization(scopes.machinery(), found.organization());
                            return !unwanted.has(home, user);
                        })
                        .isPresent();
    }
}
