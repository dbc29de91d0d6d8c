package io.muster.audit;

import io.muster.access.Actor;
import io.muster.access.InstanceScope;
import io.muster.access.Journal;
import io.muster.access.OrganizationScope;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what was changed, in the transaction of the change. Each organization has a chain of its
 * own, and the instance has one: every entry holds the hash of the entry before it.
 *
 * <p>The end of a chain is locked from here to the end of the transaction, so write late.
 */
@Component
public class AuditLog implements Journal {

    /** The chain of the instance, for what belongs to no organization. */
    static final OrganizationId INSTANCE = new OrganizationId(new UUID(0, 0));

    private final AuditRepository repository;

    AuditLog(AuditRepository repository) {
        this.repository = repository;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(OrganizationScope scope, Change change) {
        repository.append(scope.organization(), scope.actor(), List.of(change));
    }

    /** Writes many changes at once, in their order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(OrganizationScope scope, List<Change> changes) {
        repository.append(scope.organization(), scope.actor(), changes);
    }

    /** Writes to the log of the instance. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(InstanceScope scope, Change change) {
        repository.append(INSTANCE, scope.actor(), List.of(change));
    }

    /**
     * Locks the ends of several chains until the transaction ends, in one order: whoever writes to
     * more than one of them asks for it first, so that no two wait for each other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(InstanceScope scope, Collection<OrganizationId> organizations) {
        Objects.requireNonNull(scope);
        organizations.stream()
                .distinct()
                .sorted(Comparator.comparing(OrganizationId::value))
                .forEach(repository::lock);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, @Nullable OrganizationId organization, List<Change> changes) {
        repository.append(organization == null ? INSTANCE : organization, actor, changes);
    }
}
