package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.roles.GrantRules.Judgement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What becomes of an organization's rights when users of another home are gone for good. */
@Component
public class Departures {

    private final Grants grants;
    private final GrantRules rules;
    private final Scopes scopes;

    Departures(Grants grants, GrantRules rules, Scopes scopes) {
        this.grants = grants;
        this.rules = rules;
        this.scopes = scopes;
    }

    /**
     * Those of the users who can't go because the organization would have no owner any more. Grants
     * stay what they are until the transaction ends.
     */
    public Set<UserId> lastOwners(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    grants.hold(scope);
                    Judgement judgement = rules.over(scope, users);
                    Set<UserId> last = new HashSet<>();
                    for (UserId user : users) {
                        if (judgement.isLastOwner(user)) {
                            last.add(user);
                        } else {
                            judgement.owners().remove(user);
                        }
                    }
                    return last;
                });
    }
}
