package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import org.springframework.stereotype.Component;

/** How many users of an organization take a seat. */
@Component
public class ActivatedUsers {

    private final ActivationRepository repository;
    private final Scopes scopes;

    ActivatedUsers(ActivationRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    /** Those at home in the organization who are neither disabled nor deleted; no guests. */
    public long count(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.activated(scope));
    }

    /** Those who are disabled because there was no seat for them. */
    public long withoutSeat(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.withoutSeat(scope));
    }
}
