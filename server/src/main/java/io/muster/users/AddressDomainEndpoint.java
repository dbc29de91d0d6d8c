package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.domains.Domains;
import io.muster.kernel.DomainName;
import io.muster.organizations.Organizations;
import java.net.IDN;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** In which domains new users get their addresses. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/address-domains")
class AddressDomainEndpoint {

    private final Domains domains;
    private final Organizations organizations;

    AddressDomainEndpoint(Domains domains, Organizations organizations) {
        this.domains = domains;
        this.organizations = organizations;
    }

    /**
     * @param restricted whether addresses have to lie in these domains: the organization has proved
     *     some, or may use no others. Then none of them may be active.
     * @param domains the active ones, 100 at most
     */
    record AddressDomains(boolean restricted, List<AddressDomain> domains) {}

    /**
     * @param displayName as people write it
     */
    record AddressDomain(DomainName name, String displayName) {}

    /** Tells which domains the address of a new user may have, for a form that offers them. */
    @Needs(Permission.USERS_CREATE)
    @GetMapping
    AddressDomains list(OrganizationScope scope) {
        return new AddressDomains(
                domains.has(scope) || organizations.provedDomainsOnly(scope),
                domains.active(scope).stream()
                        .map(name -> new AddressDomain(name, IDN.toUnicode(name.value())))
                        .toList());
    }
}
