package io.muster.organizations;

import io.muster.access.InstanceScope;
import io.muster.access.Memberships;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The organizations of the instance. */
@Component
public class Organizations {

    private final OrganizationRepository repository;
    private final Units units;
    private final Scopes scopes;
    private final AuditLog audit;

    Organizations(OrganizationRepository repository, Units units, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.units = units;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish for a new organization. */
    public sealed interface Creation {
        record Created(OrganizationScope scope) implements Creation {}

        record NameTaken() implements Creation {}
    }

    /**
     * Creates an organization with its built-in unit. The first one of an instance is the default
     * organization.
     *
     * @param name 3 to 256 characters, unique in the instance without regard to case
     */
    public Creation create(InstanceScope scope, String name) {
        return scopes.in(
                scope,
                () -> {
                    OrganizationId id = OrganizationId.next();
                    if (!repository.insertIfNameIsFree(scope, id, name)) {
                        return new Creation.NameTaken();
                    }
                    OrganizationScope own = scopes.organization(scope, id);
                    units.createBuiltIn(own);
                    audit.record(
                            own,
                            Change.done(
                                    "organizations.created",
                                    "organization",
                                    id.value(),
                                    name,
                                    Map.of(),
                                    Map.of("name", name)));
                    return new Creation.Created(own);
                });
    }

    public Optional<Organization> find(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.find(scope));
    }

    /** The organizations in which somebody has a place, by name. */
    public List<Organization> of(Memberships.Rights rights) {
        InstanceScope machinery = scopes.machinery();
        return scopes.in(
                machinery,
                () ->
                        rights.everywhere()
                                ? repository.all(machinery)
                                : repository.named(machinery, rights.byOrganization().keySet()));
    }

    /** All organizations, by name. */
    public List<Organization> all(InstanceScope scope) {
        return scopes.in(scope, () -> repository.all(scope));
    }
}
