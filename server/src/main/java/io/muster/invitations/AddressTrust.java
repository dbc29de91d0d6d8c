package io.muster.invitations;

import io.muster.domains.Domains;
import io.muster.kernel.EmailAddress;
import io.muster.users.Guests;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether an address says who somebody is. An organization that proved no domain gives its users
 * whatever address it likes, and mail to it stays inside of the instance and reaches them: what it
 * proves, anybody could have. So an invitation is for whoever's home has the domain of the address
 * verified, or whose mail comes from another server.
 */
@Component
class AddressTrust {

    private final Domains domains;
    private final LocalAddresses local;

    AddressTrust(Domains domains, LocalAddresses local) {
        this.domains = domains;
        this.local = local;
    }

    /** Of a person's own address. */
    boolean of(Guests.Person person) {
        EmailAddress address = person.address();
        return address != null
                && (person.elsewhere()
                        || domains.holder(address.domain())
                                .filter(held -> held.organization().equals(person.home()))
                                .isPresent());
    }

    /** Of an alias of the person's own mailbox, which mail arrives at here. */
    boolean ofAlias(Guests.Person owner, EmailAddress alias) {
        return !owner.elsewhere()
                && domains.holder(alias.domain())
                        .filter(held -> held.organization().equals(owner.home()))
                        .isPresent();
    }

    /** Whether a link that goes to the address reaches whom it is for. */
    boolean reaches(EmailAddress address, Optional<Guests.Person> owner) {
        return owner.map(this::of).orElseGet(() -> !local.receive(address));
    }
}
