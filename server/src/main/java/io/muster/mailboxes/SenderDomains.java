package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.domains.DomainHolder;
import io.muster.domains.Domains;
import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;
import io.muster.organizations.Organizations;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * In the name of which domains an organization's mail may speak. Asked with each message, since a
 * domain may have become another organization's after an address in it was given.
 */
@Component
public class SenderDomains {

    private final Domains domains;
    private final Organizations organizations;
    private final Scopes scopes;

    SenderDomains(Domains domains, Organizations organizations, Scopes scopes) {
        this.domains = domains;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    /**
     * Whether another organization has proved the domain, so that this one's mail may not name it.
     */
    public boolean isAnothers(OrganizationId organization, DomainName domain) {
        return holder(domain).filter(holder -> !holder.equals(organization)).isPresent();
    }

    /**
     * Whether the domain's key may sign mail of this organization: it has proved the domain, or
     * nobody has and there is no other organization in the instance that could mean it; those that
     * may use proved domains only can't.
     */
    public boolean isVouchedFor(OrganizationId organization, DomainName domain) {
        InstanceScope machinery = scopes.machinery();
        return holder(domain)
                .map(organization::equals)
                .orElseGet(() -> organizations.aloneUsesUnproved(machinery, organization));
    }

    private Optional<OrganizationId> holder(DomainName domain) {
        return domains.holder(domain).map(DomainHolder::organization);
    }
}
