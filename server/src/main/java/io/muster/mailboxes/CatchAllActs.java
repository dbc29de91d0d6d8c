package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.domains.DomainDeleted;
import io.muster.domains.DomainId;
import io.muster.domains.Domains;
import io.muster.domains.OwnDomain;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.MailboxId;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What administrators decide on mail for unknown addresses of their domains. */
@Component
class CatchAllActs {

    private final CatchAllRepository repository;
    private final CatchAllTargets targets;
    private final Domains domains;
    private final Scopes scopes;
    private final AuditLog audit;
    private final LiveUpdates live;

    CatchAllActs(
            CatchAllRepository repository,
            CatchAllTargets targets,
            Domains domains,
            Scopes scopes,
            AuditLog audit,
            LiveUpdates live) {
        this.repository = repository;
        this.targets = targets;
        this.domains = domains;
        this.scopes = scopes;
        this.audit = audit;
        this.live = live;
    }

    /** What became of a choice. */
    sealed interface Outcome {
        /**
         * @param target null where mail for unknown addresses is refused
         */
        record Done(CatchAll.@Nullable Target target) implements Outcome {}

        /** The organization has no such domain. */
        record Gone() implements Outcome {}

        /** It has not proved that the domain is its own. */
        record NotVerified() implements Outcome {}

        /** The address can't be chosen. */
        record Unfit(CatchAllTargets.Fault fault) implements Outcome {}
    }

    List<CatchAll> all(OrganizationScope scope) {
        return scopes.in(scope, () -> targets.judged(repository.all(scope)));
    }

    /** Nothing where the organization has no such domain. */
    Optional<Outcome.Done> of(OrganizationScope scope, DomainId domain) {
        return scopes.in(
                scope,
                () -> domains.own(scope, domain).map(_ -> new Outcome.Done(target(scope, domain))));
    }

    private CatchAll.@Nullable Target target(OrganizationScope scope, DomainId domain) {
        return targets.judged(repository.find(scope, domain).stream().toList()).stream()
                .map(CatchAll::target)
                .findFirst()
                .orElse(null);
    }

    /**
     * For messages that arrive after the commit.
     *
     * @param address of a user, a shared mailbox or a group; null where unknown addresses are
     *     refused
     */
    Outcome choose(OrganizationScope scope, DomainId domain, @Nullable EmailAddress address) {
        return scopes.in(
                scope,
                () -> {
                    Optional<OwnDomain> found = domains.own(scope, domain);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    if (address == null) {
                        return done(scope, found.get(), null);
                    }
                    if (!found.get().proved()) {
                        return new Outcome.NotVerified();
                    }
                    return switch (targets.at(scope, address)) {
                        case CatchAllTargets.Found.Fit(var target) ->
                                done(scope, found.get(), target);
                        case CatchAllTargets.Found.Unfit(var fault) -> new Outcome.Unfit(fault);
                    };
                });
    }

    private Outcome done(
            OrganizationScope scope, OwnDomain domain, CatchAll.@Nullable Target wanted) {
        CatchAll.Target before = target(scope, domain.id());
        if (wanted == null) {
            repository.delete(scope, List.of(domain.id()));
        } else {
            repository.save(scope, new CatchAll(domain.id(), wanted));
        }
        CatchAll.Target after = target(scope, domain.id());
        if (!said(before).equals(said(after))) {
            record(scope, domain, before, after);
        }
        return new Outcome.Done(after);
    }

    /**
     * Before these mailboxes are deleted: what led to them is refused from the commit on.
     *
     * @return what is to be recorded, once nothing else is to be locked
     */
    List<Change> endOf(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        return end(scope, repository.to(scope, mailboxes));
    }

    /** As for mailboxes, before a group is deleted. */
    List<Change> endOf(OrganizationScope scope, MailGroupId group) {
        return end(scope, repository.to(scope, group));
    }

    private List<Change> end(OrganizationScope scope, List<CatchAll> ending) {
        if (ending.isEmpty()) {
            return List.of();
        }
        repository.delete(scope, ending.stream().map(CatchAll::domain).toList());
        live.changed(scope, LiveTopic.DOMAINS);
        return ending.stream()
                .flatMap(one ->
                        domains
                                .own(scope, one.domain())
                                .map(domain -> change(domain, one.target(), null))
                                .stream())
                .toList();
    }

    @EventListener
    void forget(DomainDeleted deleted) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), deleted.organization());
        scopes.run(scope, () -> repository.delete(scope, List.of(deleted.domain())));
    }

    private void record(
            OrganizationScope scope,
            OwnDomain domain,
            CatchAll.@Nullable Target before,
            CatchAll.@Nullable Target after) {
        audit.record(scope, change(domain, before, after));
        live.changed(scope, LiveTopic.DOMAINS);
    }

    private static Change change(
            OwnDomain domain, CatchAll.@Nullable Target before, CatchAll.@Nullable Target after) {
        return Change.edited(
                "mailboxes.catch-all-changed",
                "domain",
                domain.id().value(),
                domain.name().value(),
                said(before),
                said(after));
    }

    private static Map<String, String> said(CatchAll.@Nullable Target target) {
        return Map.of("catchAll", target == null ? "" : target.address().toString());
    }
}
