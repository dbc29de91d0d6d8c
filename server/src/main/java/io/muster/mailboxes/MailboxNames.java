package io.muster.mailboxes;

import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.MailAddresses;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells a mail program by which addresses it knows users. */
@Component
public class MailboxNames {

    private final MailAddresses addresses;
    private final Scopes scopes;

    MailboxNames(MailAddresses addresses, Scopes scopes) {
        this.addresses = addresses;
        this.scopes = scopes;
    }

    /** The addresses of these users of the organization; who has none is missing. */
    public Map<UserId, String> of(OrganizationId organization, Collection<UserId> users) {
        Map<UserId, String> names = new HashMap<>();
        addresses
                .of(scopes.organization(scopes.machinery(), organization), users)
                .forEach(user -> names.put(user.user(), user.address().toString()));
        return names;
    }
}
