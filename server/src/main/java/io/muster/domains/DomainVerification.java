package io.muster.domains;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The proof of domains: what a look for a record changes. Each look has three steps, so that no
 * transaction waits for the name service: it is noted that one begins, the name service is asked,
 * and what it said is noted.
 */
@Component
class DomainVerification {

    /** On so many daily looks in a row the record of a verified domain may be gone, less one. */
    static final int MOST_MISSED = 3;

    private static final Duration FIRST_RETRY = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration AFTER_SILENCE = Duration.ofHours(1);

    private final DomainRepository repository;
    private final ProofCheck check;
    private final DomainNews news;
    private final Scopes scopes;
    private final AuditLog audit;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;

    DomainVerification(
            DomainRepository repository,
            ProofCheck check,
            DomainNews news,
            Scopes scopes,
            AuditLog audit,
            LiveUpdates live,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.check = check;
        this.news = news;
        this.scopes = scopes;
        this.audit = audit;
        this.live = live;
        this.events = events;
    }

    /**
     * Looks for the record at once, and begins the 72 hours in which the server goes on looking.
     */
    DomainChange verify(OrganizationScope scope, DomainId id) {
        return switch (scopes.in(scope, () -> begin(scope, id))) {
            case DomainChange.Done(var begun) ->
                    note(scope, begun, check.look(begun.proof()), true);
            case DomainChange.Deleted() -> throw new IllegalStateException("begun, not deleted");
            case DomainChange.Refused refused -> refused;
        };
    }

    private DomainChange begin(OrganizationScope scope, DomainId id) {
        Optional<Domain> found = repository.lock(scope, id);
        if (found.isEmpty()) {
            return new DomainChange.Gone();
        }
        Domain domain = found.get();
        Instant now = now();
        if (now.isBefore(domain.checkableFrom())) {
            return new DomainChange.TooEarly(domain.checkableFrom());
        }
        if (!domain.verified() && repository.holders(Set.of(domain.name())).size() == 1) {
            return new DomainChange.InUse();
        }
        DomainEdit edit = new DomainEdit(domain).checkedAt(now);
        if (!domain.verified()) {
            edit.nextCheckAt(now.plus(FIRST_RETRY));
            if (domain.verification() != Domain.Verification.RUNNING) {
                edit.givesUpAt(now.plus(Domain.PATIENCE)).askedBy(scope.actor().user());
                record(scope, "domains.verification-started", domain, domain);
            }
        }
        Domain begun = edit.made();
        repository.update(scope, begun);
        return new DomainChange.Done(begun);
    }

    /** The look that the server makes by itself. */
    void recheck(OrganizationScope scope, Domain domain, Finding finding) {
        note(scope, domain, finding, false);
    }

    private DomainChange note(
            OrganizationScope scope, Domain looked, Finding finding, boolean byHand) {
        try {
            return scopes.in(scope, () -> settle(scope, looked, finding, byHand));
        } catch (DuplicateKeyException _) {
            // Verified domains of others are behind row-level security: only the index sees them.
            return scopes.in(scope, () -> lose(scope, looked, finding, byHand));
        }
    }

    private DomainChange settle(
            OrganizationScope scope, Domain looked, Finding finding, boolean byHand) {
        Optional<Domain> found = repository.lock(scope, looked.id());
        if (found.isEmpty()) {
            return new DomainChange.Gone();
        }
        Domain domain = found.get();
        if (!domain.proof().equals(looked.proof()) || domain.verified() != looked.verified()) {
            // Meanwhile another record was chosen, or another look came first.
            return new DomainChange.Done(domain);
        }
        Instant now = now();
        DomainEdit edit = new DomainEdit(domain).found(finding).checkedAt(now);
        if (domain.verified()) {
            keep(scope, domain, finding, byHand, edit, now);
        } else {
            prove(scope, domain, finding, edit, now);
        }
        Domain settled = edit.made();
        repository.update(scope, settled);
        live.changed(scope, LiveTopic.DOMAINS);
        return new DomainChange.Done(repository.find(scope, settled.id()).orElseThrow());
    }

    private void prove(
            OrganizationScope scope, Domain domain, Finding finding, DomainEdit edit, Instant now) {
        Instant end = domain.givesUpAt();
        if (finding.outcome() == Finding.Outcome.FOUND) {
            edit.state(DomainState.INACTIVE)
                    .verifiedAt(now)
                    .nextCheckAt(now.plus(DAY))
                    .givesUpAt(null)
                    .missed(0);
            record(scope, "domains.verified", domain, edit.made());
            news.verified(scope, domain);
        } else if (end != null && !now.isBefore(end)) {
            edit.nextCheckAt(null);
            record(scope, "domains.verification-expired", domain, domain);
            news.expired(scope, domain);
        } else if (end != null) {
            edit.nextCheckAt(now.plus(pause(Duration.between(end.minus(Domain.PATIENCE), now))));
        }
    }

    /** Records appear mostly soon after they were made, so the first looks follow closely. */
    static Duration pause(Duration tried) {
        if (tried.compareTo(Duration.ofHours(1)) < 0) {
            return FIRST_RETRY;
        }
        return tried.compareTo(Duration.ofHours(12)) < 0
                ? Duration.ofMinutes(15)
                : Duration.ofHours(1);
    }

    private void keep(
            OrganizationScope scope,
            Domain domain,
            Finding finding,
            boolean byHand,
            DomainEdit edit,
            Instant now) {
        switch (finding.outcome()) {
            case FOUND -> edit.missed(0).nextCheckAt(now.plus(DAY));
            case UNANSWERED -> {
                // The server's own look took its turn already; one by hand puts none off.
                Instant again = now.plus(AFTER_SILENCE);
                edit.nextCheckAt(byHand ? earlier(domain, again) : again);
            }
            case MISSING, DIFFERENT, IN_USE -> {
                // Looking by hand, however often, shortens nobody's time to put the record back.
                if (!byHand) {
                    miss(scope, domain, edit.missed(domain.missed() + 1), now);
                }
            }
        }
    }

    private static Instant earlier(Domain domain, Instant time) {
        Instant planned = domain.nextCheckAt();
        return planned != null && planned.isBefore(time) ? planned : time;
    }

    private void miss(OrganizationScope scope, Domain domain, DomainEdit edit, Instant now) {
        int missed = edit.made().missed();
        if (missed < MOST_MISSED) {
            edit.nextCheckAt(now.plus(DAY));
            if (missed == 1) {
                record(scope, "domains.record-missed", domain, domain);
                news.missing(scope, domain);
            }
            return;
        }
        edit.state(DomainState.UNVERIFIED).verifiedAt(null).nextCheckAt(null).missed(0);
        record(scope, "domains.unverified", domain, edit.made());
        news.lost(scope, domain);
        if (domain.state() == DomainState.ACTIVE) {
            events.publishEvent(new DomainDeactivated(scope.organization(), domain.name()));
        }
    }

    /** The record was right, but another organization has the domain. */
    private DomainChange lose(
            OrganizationScope scope, Domain looked, Finding finding, boolean byHand) {
        repository
                .lock(scope, looked.id())
                .ifPresent(domain -> {
                    repository.update(
                            scope,
                            new DomainEdit(domain)
                                    .found(new Finding(Finding.Outcome.IN_USE, finding.values()))
                                    .checkedAt(now())
                                    .nextCheckAt(null)
                                    .givesUpAt(null)
                                    .made());
                    record(scope, "domains.verification-ended", domain, domain);
                    live.changed(scope, LiveTopic.DOMAINS);
                    if (!byHand) {
                        news.inUse(scope, domain);
                    }
                });
        return new DomainChange.InUse();
    }

    private void record(OrganizationScope scope, String action, Domain before, Domain after) {
        audit.record(
                scope,
                Change.edited(
                        action,
                        "domain",
                        after.id().value(),
                        after.name().value(),
                        Map.of("state", before.state().name()),
                        Map.of("state", after.state().name())));
    }

    /** As exact as the database keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
