package io.muster.organizations;

import io.muster.access.Accounts;
import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Cursor;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import io.muster.roles.Memberships;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The organizations of the instance. */
@Component
public class Organizations {

    private final OrganizationRepository repository;
    private final Units units;
    private final Accounts accounts;
    private final RegisteredMailboxRole mailboxRole;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Organizations(
            OrganizationRepository repository,
            Units units,
            Accounts accounts,
            RegisteredMailboxRole mailboxRole,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.units = units;
        this.accounts = accounts;
        this.mailboxRole = mailboxRole;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
    }

    /** What became of the wish for a new organization. */
    public sealed interface Creation {
        record Created(OrganizationScope scope) implements Creation {}

        record NameTaken() implements Creation {}
    }

    /** What became of an organization that was to be made with its first owner. */
    sealed interface Founding {
        record Founded(OrganizationScope scope) implements Founding {}

        record NameTaken() implements Founding {}

        record OwnerRefused(List<FieldError> errors) implements Founding {}
    }

    /** What became of an edit. */
    sealed interface Edit {
        record Edited(Organization organization) implements Edit {}

        record NameTaken() implements Edit {}

        /** The role in mailboxes of who registers is none on mailboxes. */
        record NoSuchMailboxRole() implements Edit {}

        record ChangedMeanwhile(Organization current) implements Edit {}

        record Gone() implements Edit {}
    }

    /** What became of a switch on or off, or of the change of the default organization. */
    sealed interface Switch {
        record Done(Organization organization) implements Switch {}

        /** The default organization is always on. */
        record DefaultStaysOn() implements Switch {}

        /** Whoever switches his own organization off could not switch it on again. */
        record OwnOrganization() implements Switch {}

        record Gone() implements Switch {}
    }

    /**
     * Creates an organization with its built-in unit. The first one of an instance is the default
     * organization.
     *
     * @param name 3 to 256 characters, unique in the instance without regard to case
     */
    public Creation create(InstanceScope scope, String name) {
        return creation(create(scope, name, false, _ -> List.of()));
    }

    /**
     * As {@link #create(InstanceScope, String)}, for a stranger: it may use no addresses but those
     * in domains that it has proved.
     */
    public Creation createForStranger(InstanceScope scope, String name) {
        return creation(create(scope, name, true, _ -> List.of()));
    }

    private static Creation creation(Founding founding) {
        return switch (founding) {
            case Founding.Founded(var own) -> new Creation.Created(own);
            case Founding.NameTaken() -> new Creation.NameTaken();
            case Founding.OwnerRefused(var errors) ->
                    throw new IllegalStateException("nobody was to be made, but: " + errors);
        };
    }

    /**
     * As {@link #create(InstanceScope, String)}, with whoever is to be its first owner.
     *
     * @param owner makes him in the new organization, or says why not, and then has written nothing
     */
    Founding create(
            InstanceScope scope, String name, Function<OrganizationScope, List<FieldError>> owner) {
        return create(scope, name, false, owner);
    }

    private Founding create(
            InstanceScope scope,
            String name,
            boolean provedDomainsOnly,
            Function<OrganizationScope, List<FieldError>> owner) {
        return scopes.in(
                scope,
                () -> {
                    OrganizationId id = OrganizationId.next();
                    if (!repository.insertIfNameIsFree(scope, id, name, provedDomainsOnly)) {
                        return new Founding.NameTaken();
                    }
                    OrganizationScope own = scopes.organization(scope, id);
                    units.createBuiltIn(own);
                    List<FieldError> errors = owner.apply(own);
                    if (!errors.isEmpty()) {
                        units.withdrawBuiltIn(own);
                        repository.withdraw(own);
                        return new Founding.OwnerRefused(errors);
                    }
                    audit.record(
                            own,
                            change(
                                    "organizations.created",
                                    id,
                                    name,
                                    Map.of(),
                                    provedDomainsOnly
                                            ? Map.of("name", name, "provedDomainsOnly", true)
                                            : Map.of("name", name)));
                    return new Founding.Founded(own);
                });
    }

    /** Whether its addresses may lie in no domain but those that it has proved. */
    public boolean provedDomainsOnly(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.provedDomainsOnly(scope));
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

    /**
     * Whether it alone of all organizations, also of those that are switched off, may use domains
     * that nobody has proved.
     */
    public boolean aloneUsesUnproved(InstanceScope scope, OrganizationId organization) {
        return scopes.in(scope, () -> repository.aloneUsesUnproved(scope, organization));
    }

    /** All organizations, by name. */
    public List<Organization> all(InstanceScope scope) {
        return scopes.in(scope, () -> repository.all(scope));
    }

    Page<Organization> page(InstanceScope scope, OrganizationQuery query) {
        List<Organization> rows =
                new ArrayList<>(scopes.in(scope, () -> repository.nearest(scope, query)));
        boolean more = rows.size() > query.limit();
        if (more) {
            rows.removeLast();
        }
        if (query.backwards()) {
            Collections.reverse(rows);
        }
        boolean before = query.backwards() ? more : query.cursor() != null;
        boolean after = query.backwards() || more;
        return new Page<>(
                rows,
                after && !rows.isEmpty() ? cursor(query, false, rows.getLast()) : null,
                before && !rows.isEmpty() ? cursor(query, true, rows.getFirst()) : null);
    }

    long count(InstanceScope scope, OrganizationQuery query) {
        return scopes.in(scope, () -> repository.count(scope, query));
    }

    /** Replaces name and settings, if the organization is still what the caller read. */
    Edit edit(OrganizationScope scope, Version read, String name, OrganizationSettings settings) {
        try {
            return scopes.in(scope, () -> replace(scope, read, name, settings));
        } catch (DuplicateKeyException _) {
            // Names of other organizations are behind row-level security: only the index sees them.
            return new Edit.NameTaken();
        }
    }

    private Edit replace(
            OrganizationScope scope, Version read, String name, OrganizationSettings settings) {
        if (!mailboxRole.mayBe(scope, settings.mailboxRoleForRegistered())) {
            return new Edit.NoSuchMailboxRole();
        }
        Optional<Organization> found = repository.lock(scope);
        if (found.isEmpty()) {
            return new Edit.Gone();
        }
        Organization old = found.get();
        if (!old.version().equals(read)) {
            return new Edit.ChangedMeanwhile(old);
        }
        if (old.name().equals(name) && old.settings().equals(settings)) {
            return new Edit.Edited(old);
        }
        repository.update(scope, name, settings);
        if (!old.settings().timeZone().equals(settings.timeZone())) {
            // Before the end of the audit log is locked: who disables accounts locks that last.
            events.publishEvent(new TimeZoneChanged(scope));
        }
        audit.record(
                scope,
                Change.edited(
                        "organizations.edited",
                        "organization",
                        old.id().value(),
                        old.name(),
                        fields(scope, old.name(), old.settings()),
                        fields(scope, name, settings)));
        return new Edit.Edited(repository.find(scope).orElseThrow());
    }

    /**
     * Switches an organization off: sign-in is closed for everybody at home in it and their
     * sessions end at once; the states of users stay as they are. No effect on one that is off.
     */
    Switch switchOff(InstanceScope scope, OrganizationId organization) {
        return change(
                scope,
                organization,
                (own, found) -> {
                    if (found.isDefault()) {
                        return Optional.of(new Switch.DefaultStaysOn());
                    }
                    if (accounts.isAtHome(own, scope.actor().user())) {
                        return Optional.of(new Switch.OwnOrganization());
                    }
                    if (found.active()) {
                        repository.setActive(own, false);
                        accounts.closeOrganization(own);
                        audit.record(own, switched(found, false));
                    }
                    return Optional.empty();
                });
    }

    /** Switches an organization on again. No effect on one that is on. */
    Switch switchOn(InstanceScope scope, OrganizationId organization) {
        return change(
                scope,
                organization,
                (own, found) -> {
                    if (!found.active()) {
                        repository.setActive(own, true);
                        accounts.openOrganization(own);
                        audit.record(own, switched(found, true));
                    }
                    return Optional.empty();
                });
    }

    /**
     * Says whether the organization may give addresses in domains that nobody has proved. Those
     * that are given stay. No effect where it is so already.
     */
    Switch setProvedDomainsOnly(
            InstanceScope scope, OrganizationId organization, boolean provedDomainsOnly) {
        return change(
                scope,
                organization,
                (own, found) -> {
                    if (found.provedDomainsOnly() != provedDomainsOnly) {
                        repository.setProvedDomainsOnly(own, provedDomainsOnly);
                        audit.record(
                                own,
                                change(
                                        "organizations.edited",
                                        organization,
                                        found.name(),
                                        Map.of("provedDomainsOnly", !provedDomainsOnly),
                                        Map.of("provedDomainsOnly", provedDomainsOnly)));
                    }
                    return Optional.empty();
                });
    }

    /** Makes another organization the default one; it has to be on. */
    Switch makeDefault(InstanceScope scope, OrganizationId organization) {
        return change(
                scope,
                organization,
                (_, found) -> {
                    if (!found.active()) {
                        return Optional.of(new Switch.DefaultStaysOn());
                    }
                    if (!found.isDefault()) {
                        Organization old = repository.defaultOne(scope);
                        repository.moveDefault(scope, old.id(), organization);
                        audit.record(
                                scope,
                                change(
                                        "organizations.made-default",
                                        organization,
                                        found.name(),
                                        Map.of("default", old.name()),
                                        Map.of("default", found.name())));
                    }
                    return Optional.empty();
                });
    }

    /** An act on one organization that may be refused. */
    private interface Act {
        Optional<Switch> on(OrganizationScope own, Organization found);
    }

    private Switch change(InstanceScope scope, OrganizationId organization, Act act) {
        return scopes.in(
                scope,
                () -> {
                    // Before any row is locked, so that two of these acts never wait for each
                    // other.
                    repository.lockDefault(scope);
                    OrganizationScope own = scopes.organization(scope, organization);
                    Optional<Organization> found = repository.lock(own);
                    if (found.isEmpty()) {
                        return new Switch.Gone();
                    }
                    return act.on(own, found.get())
                            .orElseGet(() -> new Switch.Done(repository.find(own).orElseThrow()));
                });
    }

    private static Change switched(Organization organization, boolean on) {
        return change(
                on ? "organizations.switched-on" : "organizations.switched-off",
                organization.id(),
                organization.name(),
                Map.of("active", !on),
                Map.of("active", on));
    }

    private static Change change(
            String action,
            OrganizationId id,
            String name,
            Map<String, Object> before,
            Map<String, Object> after) {
        return Change.done(action, "organization", id.value(), name, before, after);
    }

    private Map<String, Object> fields(
            OrganizationScope scope, String name, OrganizationSettings settings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("description", settings.description());
        fields.put("timeZone", settings.timeZone());
        fields.put("language", settings.language());
        fields.put("taxNumber", settings.taxNumber());
        fields.put("mailboxLimitOctets", settings.mailboxLimitOctets());
        fields.put("tellsOfImpersonation", settings.tellsOfImpersonation());
        fields.put("locksCorporateProfiles", settings.locksCorporateProfiles());
        fields.put("mailboxesForRegistered", settings.mailboxesForRegistered());
        fields.put(
                "mailboxRoleForRegistered",
                mailboxRole.name(scope, settings.mailboxRoleForRegistered()));
        OrganizationSettings.BillingAddress billing = settings.billingAddress();
        fields.put("billingAddress.street", billing.street());
        fields.put("billingAddress.city", billing.city());
        fields.put("billingAddress.postalCode", billing.postalCode());
        fields.put("billingAddress.region", billing.region());
        fields.put("billingAddress.country", billing.country());
        return fields;
    }

    private static String cursor(OrganizationQuery query, boolean backwards, Organization edge) {
        return new Cursor(query.order(), backwards, List.of(edge.name())).encode();
    }
}
