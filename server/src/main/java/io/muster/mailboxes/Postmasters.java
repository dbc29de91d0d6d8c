package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.DomainHolder;
import io.muster.domains.Domains;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.roles.Memberships;
import io.muster.roles.SystemRole;
import io.muster.users.Addressees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who reads mail for "postmaster" of a domain in which nobody has that address: the owners of the
 * organization that proved the domain. Mail of strangers for one that nobody proved goes to the
 * owners of the only organization whose users have addresses in it. Every domain that mail is taken
 * for has one (RFC 5321 4.5.1).
 */
@Component
class Postmasters {

    private static final String NAME = "postmaster";

    private final Addresses addresses;
    private final Addressees addressees;
    private final Domains domains;
    private final Memberships memberships;
    private final Scopes scopes;

    Postmasters(
            Addresses addresses,
            Addressees addressees,
            Domains domains,
            Memberships memberships,
            Scopes scopes) {
        this.addresses = addresses;
        this.addressees = addressees;
        this.domains = domains;
        this.memberships = memberships;
        this.scopes = scopes;
    }

    /**
     * The addresses of those who read mail for this one, who is owner longest first.
     *
     * @param stranger whether it comes from another server; users may mean the postmaster of a
     *     domain that is elsewhere
     */
    List<EmailAddress> of(EmailAddress address, boolean stranger) {
        if (!address.local().equalsIgnoreCase(NAME)) {
            return List.of();
        }
        return organization(address.domain(), stranger)
                .map(organization -> scopes.organization(scopes.machinery(), organization))
                .map(this::owners)
                .orElseGet(List::of);
    }

    private List<EmailAddress> owners(OrganizationScope scope) {
        return scopes.in(scope, () -> memberships.holders(scope, SystemRole.OWNER.id())).stream()
                .sorted(Comparator.comparing(user -> user.value()))
                .map(user -> addresses.any(MailboxId.of(user)))
                .flatMap(Optional::stream)
                .map(found -> found.mailbox().address())
                .toList();
    }

    private Optional<OrganizationId> organization(DomainName domain, boolean stranger) {
        InstanceScope machinery = scopes.machinery();
        return domains.holder(domain)
                .map(DomainHolder::organization)
                .or(() -> stranger ? addressees.onlyHome(machinery, domain) : Optional.empty());
    }
}
