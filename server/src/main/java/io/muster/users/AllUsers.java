package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * All users of an organization, read in portions: for exports and reports. Deleted ones don't
 * count.
 */
@Component
public class AllUsers {

    private final ProvisioningRepository repository;
    private final Scopes scopes;

    AllUsers(ProvisioningRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    public long count(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.count(scope));
    }

    /**
     * The next portion, in the order of the ids, which is that of their making.
     *
     * @param after the last id of the portion before, null for the first portion
     */
    public List<User> after(OrganizationScope scope, @Nullable UserId after, int most) {
        return scopes.in(scope, () -> repository.after(scope, after, most));
    }
}
