package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UnitId;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The organizational units of an organization: a tree, and whom the members of each unit can see.
 */
@Component
public class Units {

    private final UnitRepository repository;
    private final Scopes scopes;

    Units(UnitRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    /**
     * The unit that every organization has from its first moment and that is never moved or
     * deleted.
     */
    public UnitId builtIn(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.builtIn(scope));
    }

    /** The unit and all units below it; nothing when the organization has no such unit. */
    public List<UnitId> withSubUnits(OrganizationScope scope, UnitId unit) {
        return scopes.in(scope, () -> repository.subtree(scope, unit));
    }

    void createBuiltIn(OrganizationScope scope) {
        scopes.run(scope, () -> repository.insertBuiltIn(scope, UnitId.next()));
    }
}
