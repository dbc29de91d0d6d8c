package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who holds names of users, many at once. */
@Component
class NameHolders {

    private final ProvisioningRepository repository;
    private final Accounts accounts;

    NameHolders(ProvisioningRepository repository, Accounts accounts) {
        this.repository = repository;
        this.accounts = accounts;
    }

    /**
     * Who holds which name.
     *
     * @param holders of whatever home, or an owner of an address that is no user; free names are
     *     missing
     * @param users those of the holders whose home the organization is
     */
    record Found(Map<String, UserId> holders, Map<UserId, User> users) {

        /** Who holds an address or a logon name. */
        @Nullable UserId holder(@Nullable Object name) {
            return name == null ? null : holders.get(name.toString());
        }

        /** Who holds it, when the organization is his home. */
        @Nullable User user(@Nullable Object name) {
            UserId holder = holder(name);
            return holder == null ? null : users.get(holder);
        }
    }

    /** Users of whom more than names is known. */
    Map<UserId, User> users(OrganizationScope scope, Collection<UserId> users) {
        return repository.find(scope, users, false);
    }

    Found find(OrganizationScope scope, Collection<UserNames> asked) {
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (UserNames one : asked) {
            if (one.address() != null) {
                addresses.add(one.address().toString());
            }
            if (one.logonName() != null) {
                names.add(one.logonName().value());
            }
        }
        names.addAll(addresses);
        Map<String, UserId> holders = new HashMap<>(accounts.holders(names));
        holders.putAll(repository.addressOwners(addresses));
        return new Found(holders, repository.find(scope, Set.copyOf(holders.values()), false));
    }
}
