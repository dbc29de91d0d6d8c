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
import io.muster.kernel.Version;
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

    /**
     * What is said of a domain.
     *
     * @param target null where mail for unknown addresses is refused
     * @param version the number of its change
     */
    record Standing(CatchAll.@Nullable Target target, Version version) {

        private static final Standing OFF = new Standing(null, CatchAll.OFF);
    }

    /** What became of a choice. */
    sealed interface Outcome {
        record Done(Standing standing) implements Outcome {}

        record ChangedMeanwhile(Standing current) implements Outcome {}

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
    Optional<Standing> of(OrganizationScope scope, DomainId domain) {
        return scopes.in(scope, () -> domains.own(scope, domain).map(_ -> standing(scope, domain)));
    }

    private Standing standing(OrganizationScope scope, DomainId domain) {
        return targets.judged(repository.find(scope, domain).stream().toList()).stream()
                .map(one -> new Standing(one.target(), one.version()))
                .findFirst()
                .orElse(Standing.OFF);
    }

    /**
     * For messages that arrive after the commit, unless somebody changed it since that version was
     * read.
     *
     * @param address of a user, a shared mailbox or a group; null where unknown addresses are
     *     refused
     */
    Outcome choose(
            OrganizationScope scope,
            DomainId domain,
            Version version,
            @Nullable EmailAddress address) {
        return scopes.in(
                scope,
                () -> {
                    Optional<OwnDomain> found = domains.own(scope, domain);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    Standing before = standing(scope, domain);
                    if (!version.equals(before.version())) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    if (address == null) {
                        return done(scope, found.get(), before, null);
                    }
                    if (!found.get().proved()) {
                        return new Outcome.NotVerified();
                    }
                    return switch (targets.at(scope, address)) {
                        case CatchAllTargets.Found.Fit(var target) ->
                                done(scope, found.get(), before, target);
                        case CatchAllTargets.Found.Unfit(var fault) -> new Outcome.Unfit(fault);
                    };
                });
    }

    private Outcome done(
            OrganizationScope scope,
            OwnDomain domain,
            Standing before,
            CatchAll.@Nullable Target wanted) {
        if (said(before.target()).equals(said(wanted))) {
            return new Outcome.Done(before);
        }
        boolean saved =
                wanted == null
                        ? repository.delete(scope, domain.id(), before.version())
                        : repository.save(scope, domain.id(), before.version(), wanted);
        Standing after = standing(scope, domain.id());
        if (!saved) {
            return new Outcome.ChangedMeanwhile(after);
        }
        record(scope, domain, before.target(), after.target());
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
