package io.muster.domains;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.DomainName;
import io.muster.organizations.Organizations;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which domains belong to whom. At most one organization has a domain verified. */
@Component
public class Domains {

    private final DomainRepository repository;
    private final Organizations organizations;
    private final Scopes scopes;

    Domains(DomainRepository repository, Organizations organizations, Scopes scopes) {
        this.repository = repository;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    /** Who of all organizations has it verified. */
    public Optional<DomainHolder> holder(DomainName name) {
        return Optional.ofNullable(holders(Set.of(name)).get(name));
    }

    /** Who has which of them verified; what nobody has verified isn't in the answer. */
    public Map<DomainName, DomainHolder> holders(Collection<DomainName> names) {
        return names.isEmpty() ? Map.of() : repository.holders(Set.copyOf(names));
    }

    /** Since when those of them are proved that somebody has; who had one first is told by it. */
    public Map<DomainName, Instant> provedAt(Collection<DomainName> names) {
        return repository.provedAt(Set.copyOf(names));
    }

    /** The domains in use, by name. */
    public List<DomainName> active(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.active(scope));
    }

    /** Whether the organization has verified any. */
    public boolean has(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.anyVerified(scope));
    }

    /** A domain on the list of the organization. */
    public Optional<OwnDomain> own(OrganizationScope scope, DomainId id) {
        return scopes.in(scope, () -> repository.find(scope, id)).map(Domains::own);
    }

    /** As {@link #own(OrganizationScope, DomainId)}, by its name. */
    public Optional<OwnDomain> own(OrganizationScope scope, DomainName name) {
        return scopes.in(scope, () -> repository.named(scope, name)).map(Domains::own);
    }

    private static OwnDomain own(Domain domain) {
        return new OwnDomain(domain.id(), domain.name(), domain.state());
    }

    /** Where an address in that domain lies, seen from the organization. */
    public AddressPlace placeOf(OrganizationScope scope, DomainName name) {
        return placesOf(scope, Set.of(name)).values().iterator().next();
    }

    /** As {@link #placeOf}, of many domains at once. */
    public Map<DomainName, AddressPlace> placesOf(
            OrganizationScope scope, Collection<DomainName> names) {
        Set<DomainName> asked = new HashSet<>(names);
        Map<DomainName, DomainHolder> holders = holders(asked);
        AddressPlace unclaimed = unclaimed(scope);
        Map<DomainName, AddressPlace> places = new HashMap<>();
        for (DomainName name : asked) {
            places.put(name, place(scope, holders.get(name), unclaimed));
        }
        return places;
    }

    /** What a domain that nobody has proved is to the organization. */
    private AddressPlace unclaimed(OrganizationScope scope) {
        if (has(scope)) {
            return AddressPlace.OUTSIDE;
        }
        return organizations.provedDomainsOnly(scope) ? AddressPlace.UNPROVED : AddressPlace.FREE;
    }

    private static AddressPlace place(
            OrganizationScope scope, @Nullable DomainHolder holder, AddressPlace unclaimed) {
        if (holder == null) {
            return unclaimed;
        }
        if (!holder.organization().equals(scope.organization())) {
            return AddressPlace.FOREIGN;
        }
        return holder.state() == DomainState.ACTIVE
                ? AddressPlace.OWN_ACTIVE
                : AddressPlace.OWN_INACTIVE;
    }
}
