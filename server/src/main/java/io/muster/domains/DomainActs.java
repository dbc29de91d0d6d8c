package io.muster.domains;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.DomainName;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Version;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What administrators do with the domains of their organization. */
@Component
class DomainActs {

    static final int MOST = 100;

    private final DomainRepository repository;
    private final ProofCheck check;
    private final Scopes scopes;
    private final AuditLog audit;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;

    DomainActs(
            DomainRepository repository,
            ProofCheck check,
            Scopes scopes,
            AuditLog audit,
            LiveUpdates live,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.check = check;
        this.scopes = scopes;
        this.audit = audit;
        this.live = live;
        this.events = events;
    }

    Page<Domain> list(OrganizationScope scope, Keyset keyset) {
        return keyset.page(
                scopes.in(scope, () -> repository.list(scope, keyset)),
                domain -> domain.id().toString());
    }

    Optional<Domain> find(OrganizationScope scope, DomainId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    DomainChange add(OrganizationScope scope, DomainName name, Proof.Method method) {
        return switch (check.existence(name)) {
            case NOT_THERE -> new DomainChange.Unknown();
            case UNANSWERED -> new DomainChange.Unanswered();
            case THERE -> scopes.in(scope, () -> insert(scope, name, method));
        };
    }

    private DomainChange insert(OrganizationScope scope, DomainName name, Proof.Method method) {
        int listed = repository.lockAndCount(scope);
        DomainHolder holder = repository.holders(Set.of(name)).get(name);
        if (holder != null && !holder.organization().equals(scope.organization())) {
            return new DomainChange.InUse();
        }
        if (listed >= MOST) {
            return new DomainChange.TooMany();
        }
        DomainId id = DomainId.next();
        if (!repository.insertIfNotListed(scope, id, new Proof(name, method, Proof.newToken()))) {
            return new DomainChange.Listed();
        }
        audit.record(
                scope,
                Change.done(
                        "domains.added",
                        "domain",
                        id.value(),
                        name.value(),
                        Map.of(),
                        Map.of("name", name.value(), "method", method.name())));
        live.changed(scope, LiveTopic.DOMAINS);
        return new DomainChange.Done(repository.find(scope, id).orElseThrow());
    }

    /** By which record it is proved; the server knows what that one has to say from the start. */
    DomainChange choose(OrganizationScope scope, DomainId id, Version read, Proof.Method method) {
        return change(
                scope,
                id,
                domain -> {
                    if (!domain.version().equals(read)) {
                        return new DomainChange.ChangedMeanwhile(domain);
                    }
                    if (domain.verified()) {
                        return new DomainChange.Verified();
                    }
                    Proof proof = domain.proof();
                    if (proof.method() == method) {
                        return new DomainChange.Done(domain);
                    }
                    return done(
                            scope,
                            "domains.method-changed",
                            domain,
                            new DomainEdit(domain)
                                    .proof(new Proof(proof.domain(), method, proof.token()))
                                    .made());
                });
    }

    DomainChange activate(OrganizationScope scope, DomainId id) {
        return change(
                scope,
                id,
                domain ->
                        switch (domain.state()) {
                            case UNVERIFIED -> new DomainChange.NotVerified();
                            case ACTIVE -> new DomainChange.NotInactive();
                            case INACTIVE -> {
                                events.publishEvent(
                                        new DomainActivated(scope.organization(), domain.name()));
                                yield done(
                                        scope,
                                        "domains.activated",
                                        domain,
                                        new DomainEdit(domain).state(DomainState.ACTIVE).made());
                            }
                        });
    }

    DomainChange deactivate(OrganizationScope scope, DomainId id) {
        return change(
                scope,
                id,
                domain -> {
                    if (domain.state() != DomainState.ACTIVE) {
                        return new DomainChange.NotActive();
                    }
                    events.publishEvent(new DomainDeactivated(scope.organization(), domain.name()));
                    return done(
                            scope,
                            "domains.deactivated",
                            domain,
                            new DomainEdit(domain).state(DomainState.INACTIVE).made());
                });
    }

    /**
     * Takes a domain off the list, whatever its state.
     *
     * @param typed its name as the administrator typed it, in whatever form
     */
    DomainChange delete(OrganizationScope scope, DomainId id, String typed) {
        return change(
                scope,
                id,
                domain -> {
                    if (!DomainName.parse(typed).filter(domain.name()::equals).isPresent()) {
                        return new DomainChange.NotConfirmed();
                    }
                    repository.delete(scope, id);
                    // Who forgets something of it takes his locks before the audit log's.
                    events.publishEvent(new DomainDeleted(scope.organization(), id, domain.name()));
                    audit.record(
                            scope,
                            Change.done(
                                    "domains.deleted",
                                    "domain",
                                    id.value(),
                                    domain.name().value(),
                                    Map.of("state", domain.state().name()),
                                    Map.of()));
                    live.changed(scope, LiveTopic.DOMAINS);
                    if (domain.state() == DomainState.ACTIVE) {
                        events.publishEvent(
                                new DomainDeactivated(scope.organization(), domain.name()));
                    }
                    return new DomainChange.Deleted();
                });
    }

    private DomainChange change(
            OrganizationScope scope, DomainId id, Function<Domain, DomainChange> act) {
        return scopes.in(
                scope, () -> repository.lock(scope, id).map(act).orElseGet(DomainChange.Gone::new));
    }

    private DomainChange done(OrganizationScope scope, String action, Domain before, Domain after) {
        repository.update(scope, after);
        audit.record(
                scope,
                Change.edited(
                        action,
                        "domain",
                        after.id().value(),
                        after.name().value(),
                        fields(before),
                        fields(after)));
        live.changed(scope, LiveTopic.DOMAINS);
        return new DomainChange.Done(repository.find(scope, after.id()).orElseThrow());
    }

    private static Map<String, Object> fields(Domain domain) {
        return Map.of("state", domain.state().name(), "method", domain.proof().method().name());
    }
}
