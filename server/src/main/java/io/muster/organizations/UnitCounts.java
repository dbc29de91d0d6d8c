package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UnitId;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many users each unit holds. */
@Component
class UnitCounts {

    private final UnitPopulation population;
    private final Scopes scopes;

    UnitCounts(UnitPopulation population, Scopes scopes) {
        this.population = population;
        this.scopes = scopes;
    }

    Map<UnitId, Long> of(OrganizationScope scope) {
        return scopes.in(scope, () -> population.counts(scope));
    }
}
