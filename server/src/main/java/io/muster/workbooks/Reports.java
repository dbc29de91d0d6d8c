package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.JobEnded;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.kernel.JobId;
import io.muster.mailboxes.MailboxGifts;
import io.muster.notifications.Links;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.PersonalMails;
import io.muster.roles.Roles;
import io.muster.users.AllUsers;
import io.muster.users.UserSelection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reports on users: asked for, made by a job, told by mail, and there for seven days for whoever
 * asked and nobody else.
 */
@Component
class Reports {

    private static final int MOST_LISTED = 50;

    private final ReportRepository repository;
    private final AllUsers users;
    private final Roles roles;
    private final MailboxGifts mailboxes;
    private final Offers offers;
    private final Jobs jobs;
    private final Telling telling;
    private final Scopes scopes;
    private final AuditLog audit;

    Reports(
            ReportRepository repository,
            AllUsers users,
            Roles roles,
            MailboxGifts mailboxes,
            Offers offers,
            Jobs jobs,
            Telling telling,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.users = users;
        this.roles = roles;
        this.mailboxes = mailboxes;
        this.offers = offers;
        this.jobs = jobs;
        this.telling = telling;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** How somebody learns that his report is there. */
    @Component
    record Telling(PersonalMails mails, Links links) {}

    /**
     * Begins a report.
     *
     * @param selection on whom; null for all of the organization
     * @return nothing while the actor has one that is being made
     */
    Optional<Report> start(OrganizationScope scope, @Nullable UserSelection selection) {
        return scopes.in(
                scope,
                () -> {
                    if (repository.isRunning(scope, scope.actor().user())) {
                        return Optional.empty();
                    }
                    UUID id = Ids.next();
                    Report.Head head = head(scope);
                    var count = new AtomicLong();
                    JobId job =
                            jobs.startListed(
                                    scope,
                                    ReportWork.KIND,
                                    new ReportWork.Parameters(id),
                                    made -> {
                                        boolean alone =
                                                repository.insert(
                                                        scope, id, made, selection != null, head);
                                        if (!alone) {
                                            throw ReportEndpoint.running().refusal();
                                        }
                                        count.set(
                                                selection == null
                                                        ? users.count(scope)
                                                        : select(scope, id, selection));
                                        return count.get();
                                    });
                    audit.record(
                            scope,
                            Change.done(
                                    "users.report-started",
                                    "report",
                                    id,
                                    "",
                                    Map.of(),
                                    Map.of(
                                            "jobId", job.toString(),
                                            "users", count.get(),
                                            "all", selection == null)));
                    return repository.find(scope, id);
                });
    }

    private long select(OrganizationScope scope, UUID id, UserSelection selection) {
        var count = new AtomicLong();
        users.selected(
                scope,
                selection,
                portion -> {
                    repository.select(scope, id, portion);
                    count.addAndGet(portion.size());
                });
        return count.get();
    }

    /** All roles and permissions there are, for what users hold may be any of them. */
    private Report.Head head(OrganizationScope scope) {
        return new Report.Head(
                new Offer(
                        offers.name(scope),
                        scope.holds(Permission.ROLES_READ) ? roles.all(scope) : List.of(),
                        Arrays.stream(Permission.values())
                                .filter(permission -> !permission.ofInstance())
                                .collect(Collectors.toUnmodifiableSet()),
                        scope.holds(Permission.MAILBOXES_READ)
                                ? mailboxes.shared(scope, Offers.MOST_MAILBOXES)
                                : List.of()));
    }

    /** A report of the actor's own that is not too old; nobody finds another's. */
    Optional<Report> find(OrganizationScope scope, UUID id) {
        return scopes.in(scope, () -> repository.find(scope, id))
                .filter(report -> report.createdBy().equals(scope.actor().user()))
                .filter(report -> report.keptUntil().isAfter(Instant.now()));
    }

    /** The actor's own, newest first. */
    List<Report> own(OrganizationScope scope) {
        return scopes
                .in(scope, () -> repository.of(scope, scope.actor().user(), MOST_LISTED))
                .stream()
                .filter(report -> report.keptUntil().isAfter(Instant.now()))
                .toList();
    }

    /** Whether all of it is there. */
    boolean isWhole(OrganizationScope scope, Report report) {
        return !report.running()
                && jobs.find(scope, report.job())
                        .map(job -> job.state() == JobState.COMPLETED)
                        .orElse(true);
    }

    void noteFetching(OrganizationScope scope, Report report, String format) {
        scopes.run(
                scope,
                () ->
                        audit.record(
                                scope,
                                Change.done(
                                        "users.report-fetched",
                                        "report",
                                        report.id(),
                                        "",
                                        Map.of(),
                                        Map.of("rows", report.rows(), "format", format))));
    }

    @EventListener
    void ended(JobEnded ended) {
        if (!ended.job().kind().equals(ReportWork.KIND)) {
            return;
        }
        OrganizationScope scope = ended.scope();
        Optional<Report> report = repository.ended(scope, ended.job().id());
        if (report.isPresent() && ended.job().state() == JobState.COMPLETED) {
            telling.mails()
                    .write(
                            scope,
                            report.get().createdBy(),
                            MailTemplate.REPORT_READY,
                            Map.of(
                                    "organization",
                                    offers.name(scope),
                                    "days",
                                    Long.toString(Report.KEPT.toDays()),
                                    "link",
                                    telling.links()
                                            .to(
                                                    "/organizations/%s/reports?report=%s"
                                                            .formatted(
                                                                    scope.organization(),
                                                                    report.get().id()))));
        }
    }

    /** The kinds of files that a report is fetched as. */
    static final Set<String> FORMATS = Set.of("xlsx", "csv");
}
