package io.muster.mailboxes;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.DomainHolder;
import io.muster.domains.Domains;
import io.muster.kernel.EmailAddress;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds who gets mail for an address that nobody has, in a domain whose organization wants such
 * mail. Asked only where neither a user, a mailbox nor a group has the address, with a tag or
 * without.
 */
@Component
class CatchAlls {

    /** Where complaints about mail of a domain go (RFC 2142 2). */
    private static final String ABUSE = "abuse";

    private final CatchAllRepository repository;
    private final Domains domains;
    private final Postmasters postmasters;
    private final Accounts accounts;
    private final OwnAddress own;
    private final Scopes scopes;

    CatchAlls(
            CatchAllRepository repository,
            Domains domains,
            Postmasters postmasters,
            Accounts accounts,
            OwnAddress own,
            Scopes scopes) {
        this.repository = repository;
        this.domains = domains;
        this.postmasters = postmasters;
        this.accounts = accounts;
        this.own = own;
        this.scopes = scopes;
    }

    /**
     * The addresses of those who may get it, the first who takes mail does; none where it is
     * refused.
     */
    List<EmailAddress> of(EmailAddress address) {
        // The postmaster has been looked for: where no owner takes it, nobody else is meant.
        if (Postmasters.isPostmaster(address)) {
            return List.of();
        }
        Optional<OrganizationScope> holder =
                domains.holder(address.domain())
                        .map(DomainHolder::organization)
                        .map(id -> scopes.organization(scopes.machinery(), id));
        Optional<CatchAll> found =
                holder.flatMap(scope ->
                        domains.own(scope, address.domain())
                                .flatMap(domain ->
                                        scopes.in(
                                                scope, () -> repository.find(scope, domain.id()))));
        if (holder.isEmpty() || found.isEmpty() || own.is(address) || signsIn(address)) {
            return List.of();
        }
        return address.local().equalsIgnoreCase(ABUSE)
                ? postmasters.owners(holder.get())
                : List.of(found.get().target().address());
    }

    /** Somebody signs in with it whose mail is elsewhere: links to a new password are for him. */
    private boolean signsIn(EmailAddress address) {
        return !accounts.taken(List.of(address.toString())).isEmpty();
    }
}
