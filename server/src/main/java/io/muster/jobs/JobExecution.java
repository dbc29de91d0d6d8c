package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.access.PassingFaults;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Carries a job from where it stands to its end, step by step, each step one transaction. Before
 * each step the starter's rights are looked up anew. Where portions may be handled at the same time
 * a second lane does every other one.
 */
@Component
class JobExecution {

    private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);

    private static final Optional<Duration> GOING_ON = Optional.of(Duration.ZERO);

    private final JobRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JobWorks works;

    /**
     * Second lanes of all jobs together: no more than leave the processors to those who wait for an
     * answer.
     */
    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    JobExecution(
            JobRepository repository,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events,
            JobWorks works) {
        this.repository = repository;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
        this.works = works;
    }

    /**
     * Runs until the job is over, rests, or has to pause after the step at hand.
     *
     * @return after how long it must be gone on with; nothing when it is over
     * @throws RuntimeException when the database is away; the job stands where it stood
     */
    Optional<Duration> run(OrganizationId organization, JobId job, BooleanSupplier pausing) {
        OrganizationScope own = scopes.organization(scopes.machinery(), organization);
        Optional<JobRepository.Open> begun =
                scopes.in(
                        own,
                        () -> {
                            repository.begin(organization, job);
                            return repository.open(organization, job);
                        });
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        boolean sideBySide =
                works.find(begun.get().kind()).orElse(null) instanceof ItemSteps items
                        && items.sideBySide();
        try (var progress = new ProgressReports(() -> report(own, job));
                var second =
                        sideBySide
                                ? new SecondLane(
                                        places, () -> goOnBeside(own, job, pausing, progress))
                                : SecondLane.NONE) {
            progress.tell();
            while (!pausing.getAsBoolean()) {
                Optional<Duration> rest = goOn(own, job, sideBySide, second);
                if (rest.isEmpty()) {
                    progress.tell();
                    return rest;
                }
                progress.stepDone();
                if (rest.get().isPositive()) {
                    return rest;
                }
            }
        }
        return GOING_ON;
    }

    /** Does one step; nothing when the job is over, else how long it rests. */
    private Optional<Duration> goOn(
            OrganizationScope own, JobId job, boolean sideBySide, SecondLane second) {
        try {
            return scopes.in(own, () -> step(own, job, sideBySide, second));
        } catch (RuntimeException fault) {
            if (PassingFaults.has(fault)) {
                throw fault;
            }
            LOG.error("Job {} broke off", job, fault);
            second.close();
            scopes.run(own, () -> finish(own, job, false, "kernel.fault"));
            return Optional.empty();
        }
    }

    /**
     * Does a step in the second lane; false when there is none for it. Only the first lane ends a
     * job, and does again what failed here.
     */
    private boolean goOnBeside(
            OrganizationScope own, JobId job, BooleanSupplier pausing, ProgressReports progress) {
        try {
            boolean done = !pausing.getAsBoolean() && scopes.in(own, () -> stepBeside(own, job));
            if (done) {
                progress.stepDone();
            }
            return done;
        } catch (RuntimeException fault) {
            LOG.warn("A portion of job {} is tried again", job, fault);
            return false;
        }
    }

    /** Portions lock themselves; of other work the row of the job is locked for its step. */
    private Optional<Duration> step(
            OrganizationScope own, JobId job, boolean sideBySide, SecondLane second) {
        OrganizationId organization = own.organization();
        Optional<JobRepository.Open> found =
                sideBySide
                        ? repository.open(organization, job)
                        : repository.lock(organization, job);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JobRepository.Open open = found.get();
        Optional<OrganizationScope> starter = starter(organization, open);
        OrganizationScope asStarter = starter.orElse(own);
        JobWork work = works.find(open.kind()).orElse(null);
        if (open.cancelRequested()) {
            second.close();
            finish(asStarter, job, true, "");
        } else if (work == null) {
            finish(asStarter, job, false, "jobs.kind-unknown");
        } else if (starter.isEmpty()) {
            second.close();
            finish(asStarter, job, false, "jobs.starter-gone");
        } else if (!asStarter.holds(work.needs())) {
            second.close();
            finish(asStarter, job, false, "jobs.permission-lost");
        } else {
            JobRun run = new JobRun(job, asStarter, open.parameters(), open.position());
            // Held to the starter's own scope, also by the database.
            JobWork.Step done = scopes.in(asStarter, () -> work.step(run));
            repository.advance(organization, job, done);
            if (!done.finished()) {
                return Optional.of(done.rest());
            }
            finish(asStarter, job, false, done.reason());
        }
        return Optional.empty();
    }

    private boolean stepBeside(OrganizationScope own, JobId job) {
        OrganizationId organization = own.organization();
        JobRepository.Open open =
                repository
                        .open(organization, job)
                        .filter(found -> !found.cancelRequested())
                        .orElse(null);
        OrganizationScope starter = open == null ? null : starter(organization, open).orElse(null);
        if (open == null
                || starter == null
                || !(works.find(open.kind()).orElse(null) instanceof ItemSteps work)
                || !starter.holds(work.needs())) {
            return false;
        }
        JobRun run = new JobRun(job, starter, open.parameters(), open.position());
        Optional<JobWork.Step> done = scopes.in(starter, () -> work.stepBeside(run));
        done.ifPresent(step -> repository.advance(organization, job, step));
        return done.isPresent();
    }

    private Optional<OrganizationScope> starter(
            OrganizationId organization, JobRepository.Open open) {
        return scopes.resume(scopes.machinery(), open.starter(), organization)
                .map(scope -> scope.within(open.most()));
    }

    private void finish(OrganizationScope scope, JobId job, boolean cancelled, String reason) {
        if (!repository.end(scope.organization(), job, cancelled, reason)) {
            return;
        }
        Job ended = repository.find(scope, job).orElseThrow();
        events.publishEvent(new JobEnded(scope, ended));
        audit.record(
                scope,
                Change.done(
                        "jobs.ended",
                        "job",
                        job.value(),
                        ended.kind(),
                        Map.of(),
                        Map.of(
                                "state", ended.state().name(),
                                "done", ended.done(),
                                "skipped", ended.skipped(),
                                "failed", ended.failed(),
                                "reason", ended.reason())));
    }

    private void report(OrganizationScope scope, JobId job) {
        scopes.in(scope, () -> repository.find(scope, job))
                .ifPresent(found ->
                        events.publishEvent(new JobProgressed(scope.organization(), found)));
    }
}
