package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.Guests;
import io.muster.users.MailAddresses;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells a mail program by which addresses it knows users. */
@Component
public class MailboxNames {

    private final MailAddresses addresses;
    private final Guests guests;
    private final Scopes scopes;

    MailboxNames(MailAddresses addresses, Guests guests, Scopes scopes) {
        this.addresses = addresses;
        this.guests = guests;
        this.scopes = scopes;
    }

    /** The addresses of these users and guests of the organization; who has none is missing. */
    public Map<UserId, String> of(OrganizationId organization, Collection<UserId> users) {
        Map<UserId, String> names = new HashMap<>();
        OrganizationScope scope = scopes.organization(scopes.machinery(), organization);
        addresses
                .of(scope, users)
                .forEach(user -> names.put(user.user(), user.address().toString()));
        if (!names.keySet().containsAll(users)) {
            guests.among(scope, users)
                    .forEach((user, guest) -> {
                        if (guest.address() != null) {
                            names.put(user, guest.address().toString());
                        }
                    });
        }
        return names;
    }
}
