package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.AddressPlace;
import io.muster.domains.Domains;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Which addresses an organization may give to its users, as aliases and to mailboxes: those of its
 * active domains; where it has proved no domain, those of domains that nobody has proved, unless a
 * stranger made it for himself. What is there already stays.
 */
@Component
public class AddressRule {

    private static final String MODULE = "users.";

    private static final Set<AddressPlace> UNCLAIMED =
            Set.of(AddressPlace.FREE, AddressPlace.UNPROVED);

    private final Domains domains;
    private final CorporateRepository users;
    private final Scopes scopes;

    AddressRule(Domains domains, CorporateRepository users, Scopes scopes) {
        this.domains = domains;
        this.users = users;
        this.scopes = scopes;
    }

    /** Why the address may not be given now; nothing where it may. */
    public Optional<UserRule> against(OrganizationScope scope, EmailAddress address) {
        return places(scope, List.of(address)).against(address);
    }

    /** The same for many addresses, by their domains. */
    Places places(OrganizationScope scope, Collection<EmailAddress> addresses) {
        Set<DomainName> names =
                addresses.stream().map(EmailAddress::domain).collect(Collectors.toSet());
        if (names.isEmpty()) {
            return new Places(Map.of());
        }
        // Until the end of the transaction nobody else begins to use these domains, so that whoever
        // gets an address now is seen by who claims the users of one.
        scopes.run(scope, () -> users.share(names));
        Map<DomainName, AddressPlace> places = new HashMap<>(domains.placesOf(scope, names));
        List<DomainName> free =
                names.stream().filter(name -> UNCLAIMED.contains(places.get(name))).toList();
        if (!free.isEmpty()) {
            // Its last domain was lost or deleted: nobody new comes in until it is active again.
            scopes.in(scope, () -> users.withCorporateUsers(scope, free))
                    .forEach(name -> places.put(name, AddressPlace.OWN_INACTIVE));
        }
        return new Places(places);
    }

    /**
     * Whether the organization has the domain in use, so that whoever gets an address is its own.
     */
    boolean makesCorporate(OrganizationScope scope, EmailAddress address) {
        return domains.placeOf(scope, address.domain()) == AddressPlace.OWN_ACTIVE;
    }

    /** What was looked up for many addresses. */
    record Places(Map<DomainName, AddressPlace> byDomain) {

        Optional<UserRule> against(EmailAddress address) {
            return AddressRule.against(of(address));
        }

        /**
         * Why a user may not be made with his address. One whose mail goes elsewhere takes none
         * with it, so the organization needn't have proved the domain.
         */
        Optional<UserRule> against(NewUser user, EmailAddress address) {
            return user.mailElsewhere() && of(address) == AddressPlace.UNPROVED
                    ? Optional.empty()
                    : against(address);
        }

        boolean makesCorporate(EmailAddress address) {
            return of(address) == AddressPlace.OWN_ACTIVE;
        }

        private AddressPlace of(EmailAddress address) {
            AddressPlace place = byDomain.get(address.domain());
            if (place == null) {
                throw new IllegalArgumentException("not looked up: " + address.domain());
            }
            return place;
        }
    }

    private static Optional<UserRule> against(AddressPlace place) {
        return switch (place) {
            case OWN_ACTIVE, FREE -> Optional.empty();
            case OWN_INACTIVE -> Optional.of(UserRule.DOMAIN_INACTIVE);
            case FOREIGN -> Optional.of(UserRule.DOMAIN_FOREIGN);
            case OUTSIDE -> Optional.of(UserRule.DOMAIN_OUTSIDE);
            case UNPROVED -> Optional.of(UserRule.DOMAIN_UNPROVED);
        };
    }

    static FieldError error(UserRule broken) {
        return new FieldError(
                "address", broken.code().substring(MODULE.length()), broken.sentence());
    }

    /** The answer to a request whose field {@code address} breaks the rule. */
    public static Refusal refusal(UserRule broken) {
        return Problem.invalid(List.of(error(broken))).refusal();
    }
}
