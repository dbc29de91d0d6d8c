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
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.roles.SystemAdministrators;
import io.muster.roles.SystemRole;
import io.muster.users.Addressees;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

    /** What stands for the domain where a client names none: the server itself is meant. */
    private static final String NO_DOMAIN = "localhost";

    private final Addresses addresses;
    private final Addressees addressees;
    private final Domains domains;
    private final Memberships memberships;
    private final SystemAdministrators administrators;
    private final Scopes scopes;

    Postmasters(
            Addresses addresses,
            Addressees addressees,
            Domains domains,
            Memberships memberships,
            SystemAdministrators administrators,
            Scopes scopes) {
        this.addresses = addresses;
        this.addressees = addressees;
        this.domains = domains;
        this.memberships = memberships;
        this.administrators = administrators;
        this.scopes = scopes;
    }

    /**
     * The addresses of those who read mail for this one, who is owner longest first.
     *
     * @param writers whose users may mean the postmaster of a domain that nobody proved: mail of
     *     strangers means any, users only that of their own organization, as another may be
     *     elsewhere
     */
    List<EmailAddress> of(EmailAddress address, Predicate<OrganizationId> writers) {
        if (!isPostmaster(address)) {
            return List.of();
        }
        if (address.domain().value().equals(NO_DOMAIN)) {
            return read(administrators.ids());
        }
        return organization(address.domain(), writers)
                .map(organization -> scopes.organization(scopes.machinery(), organization))
                .map(this::owners)
                .orElseGet(List::of);
    }

    static boolean isPostmaster(EmailAddress address) {
        return address.local().equalsIgnoreCase(NAME);
    }

    /** The addresses of the owners of an organization, who is one longest first. */
    List<EmailAddress> owners(OrganizationScope scope) {
        return read(scopes.in(scope, () -> memberships.holders(scope, SystemRole.OWNER.id())));
    }

    private List<EmailAddress> read(Collection<UserId> users) {
        return users.stream()
                .sorted(Comparator.comparing(user -> user.value()))
                .map(user -> addresses.any(MailboxId.of(user)))
                .flatMap(Optional::stream)
                .map(found -> found.mailbox().address())
                .toList();
    }

    private Optional<OrganizationId> organization(
            DomainName domain, Predicate<OrganizationId> writers) {
        InstanceScope machinery = scopes.machinery();
        return domains.holder(domain)
                .map(DomainHolder::organization)
                .or(() -> addressees.onlyHome(machinery, domain).filter(writers));
    }
}
