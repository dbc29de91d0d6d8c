package io.muster.jobs;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Starts jobs and tells how they stand. */
@Component
public class Jobs {

    private final JobRepository repository;
    private final ItemRepository items;
    private final JobRunner runner;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    Jobs(
            JobRepository repository,
            ItemRepository items,
            JobRunner runner,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.repository = repository;
        this.items = items;
        this.runner = runner;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
        this.json = json;
    }

    /** Takes the items of a job while it is being made, in portions. */
    public interface Items {
        void add(List<Subject> subjects);
    }

    /**
     * @param name what people call it, for the result file
     */
    public record Subject(UUID id, String name) {}

    /**
     * Starts a job over items. All items are listed in this transaction: what matches a filter
     * later is not touched.
     *
     * @param kind of an {@link ItemWork} bean
     * @param parameters anything that Jackson writes; no secrets
     */
    public JobId start(
            OrganizationScope scope, String kind, Object parameters, Consumer<Items> lister) {
        return start(scope, kind, parameters, ItemRepository.PORTION, lister);
    }

    /**
     * As {@link #start(OrganizationScope, String, Object, Consumer)}, with portions of another
     * size: 1 where each item is to have a transaction of its own.
     */
    public JobId start(
            OrganizationScope scope,
            String kind,
            Object parameters,
            int portion,
            Consumer<Items> lister) {
        return startListed(
                scope, kind, parameters, job -> this.items.add(scope, job, portion, lister));
    }

    /**
     * As {@link #start(OrganizationScope, String, Object, int, Consumer)}, for whoever keeps
     * something of his own for each item of the job.
     */
    public JobId start(
            OrganizationScope scope,
            String kind,
            Object parameters,
            int portion,
            BiConsumer<JobId, Items> lister) {
        return startListed(
                scope,
                kind,
                parameters,
                job -> this.items.add(scope, job, portion, items -> lister.accept(job, items)));
    }

    /**
     * The job of this kind that has not ended, for kinds of which an organization has one at a
     * time. Whoever asks after this waits for the end of the transaction at work, so none begins
     * beside the one that it starts.
     */
    public Optional<Job> atWork(OrganizationScope scope, String kind) {
        return scopes.in(scope, () -> repository.atWork(scope, kind));
    }

    /**
     * Starts a job over items that somebody else puts into a list, in this transaction.
     *
     * @param listing lists them and says how many there are
     */
    public JobId startListed(
            OrganizationScope scope,
            String kind,
            Object parameters,
            ToLongFunction<JobId> listing) {
        return scopes.in(
                scope,
                () -> {
                    JobId job = JobId.next();
                    repository.insert(scope, job, kind, json.writeValueAsString(parameters), null);
                    long total = listing.applyAsLong(job);
                    repository.setTotal(scope, job, total);
                    started(scope, job, kind, total);
                    return job;
                });
    }

    /**
     * Starts a job that keeps its items itself.
     *
     * @param kind of a {@link JobWork} bean
     * @param total the number of items
     */
    public JobId start(OrganizationScope scope, String kind, Object parameters, long total) {
        return scopes.in(
                scope,
                () -> {
                    JobId job = JobId.next();
                    repository.insert(scope, job, kind, json.writeValueAsString(parameters), total);
                    started(scope, job, kind, total);
                    return job;
                });
    }

    /** Which of the jobs have not ended, of whatever organization. */
    public Set<JobId> open(InstanceScope scope, Collection<JobId> jobs) {
        return scopes.in(scope, () -> repository.open(scope, jobs));
    }

    public Optional<Job> find(OrganizationScope scope, JobId job) {
        return scopes.in(scope, () -> repository.find(scope, job));
    }

    /** An item that could not be done. */
    public record Failure(String name, String message) {}

    /** The first items that could not be done, in the order of the job. */
    public List<Failure> failures(OrganizationScope scope, JobId job, int most) {
        return scopes.in(scope, () -> items.failures(scope, job, most));
    }

    /**
     * Asks a job to stop after the portion at hand; one that still waits ends at once. False when
     * it has ended or was asked already, or there is none.
     */
    public boolean cancel(OrganizationScope scope, JobId job) {
        return scopes.in(
                scope,
                () -> {
                    boolean waited = repository.cancelQueued(scope, job);
                    if (!waited && !repository.requestCancel(scope, job)) {
                        return false;
                    }
                    Job cancelled = repository.find(scope, job).orElseThrow();
                    if (waited) {
                        events.publishEvent(new JobEnded(scope, cancelled));
                    }
                    audit.record(
                            scope,
                            Change.done(
                                    "jobs.cancelled",
                                    "job",
                                    job.value(),
                                    cancelled.kind(),
                                    Map.of(),
                                    Map.of("state", cancelled.state().name())));
                    return true;
                });
    }

    private void started(OrganizationScope scope, JobId job, String kind, long total) {
        Job queued = repository.find(scope, job).orElseThrow();
        events.publishEvent(new JobStarted(scope, queued));
        audit.record(
                scope,
                Change.done(
                        "jobs.started",
                        "job",
                        job.value(),
                        kind,
                        Map.of(),
                        Map.of("total", total)));
        runner.schedule(scope.organization(), job);
    }
}
