package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How large mailboxes may be: as is said of one, else as the organization has it. */
@Component
public class MailboxLimits {

    /** So many octets that no sum of them overflows. */
    static final long MOST = 1L << 50;

    static Problem outOfRange() {
        return Problem.invalid("limitOctets", "range", "From 0 to %,d octets.".formatted(MOST));
    }

    private final MailboxRepository repository;
    private final Organizations organizations;
    private final Scopes scopes;

    MailboxLimits(MailboxRepository repository, Organizations organizations, Scopes scopes) {
        this.repository = repository;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    /**
     * @param own what is said of this mailbox, in octets; null where it follows the organization
     * @param effective what holds, in octets; 0 is without limit
     */
    record Limit(@Nullable Long own, long effective) {}

    /** What holds for the mailbox now, in octets; 0 is without limit. */
    public long octets(MailboxOwner owner) {
        return of(scopes.organization(scopes.machinery(), owner.organization()), owner.mailbox())
                .effective();
    }

    Limit of(OrganizationScope scope, MailboxId mailbox) {
        Long own = scopes.in(scope, () -> repository.limit(scope, mailbox)).orElse(null);
        return new Limit(own, own == null ? ofOrganization(scope) : own);
    }

    /** What holds for the mailboxes of which nothing is said, in octets; 0 is without limit. */
    long ofOrganization(OrganizationScope scope) {
        return organizations
                .find(scope)
                .map(Organization::settings)
                .map(settings -> settings.mailboxLimitOctets())
                .orElse(0L);
    }
}
