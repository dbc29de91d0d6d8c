package io.muster.roles;

import io.muster.access.Accounts;
import io.muster.access.Accounts.Person;
import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The people who have a place in an organization, as far as the organization may know them. */
@Component
class Holders {

    private final GrantRepository grants;
    private final Accounts accounts;

    Holders(GrantRepository grants, Accounts accounts) {
        this.grants = grants;
        this.accounts = accounts;
    }

    /** The names of those who have their home or a grant here; who is missing has no place here. */
    Map<UserId, String> names(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Person> home = atHome(scope, users);
        Set<UserId> given = grants.given(scope, users);
        Map<UserId, String> names = new LinkedHashMap<>();
        for (UserId user : users) {
            Person person = home.get(user);
            if (person != null) {
                names.put(user, person.displayName());
            } else if (given.contains(user)) {
                names.put(user, "");
            }
        }
        return names;
    }

    /** Whether sign-in is open; somebody of another home is taken to be let in there. */
    boolean signsIn(OrganizationScope scope, UserId user) {
        return signsIn(atHome(scope, List.of(user)), user);
    }

    /** The owners, and whether sign-in is open to each. */
    Map<UserId, Boolean> owners(OrganizationScope scope) {
        List<UserId> holders = grants.holders(scope, SystemRole.OWNER.id());
        Map<UserId, Person> home = atHome(scope, holders);
        Map<UserId, Boolean> owners = new HashMap<>();
        holders.forEach(user -> owners.put(user, signsIn(home, user)));
        return owners;
    }

    private static boolean signsIn(Map<UserId, Person> home, UserId user) {
        Person person = home.get(user);
        return person == null || person.signsIn();
    }

    private Map<UserId, Person> atHome(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Person> people = new HashMap<>(accounts.people(users));
        people.values().removeIf(person -> !person.home().equals(scope.organization()));
        return people;
    }
}
