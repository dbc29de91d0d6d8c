package io.muster.jobs;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.PassingFaults;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Carries a job from where it stands to its end, step by step, each step one transaction. Before
 * each step the starter's rights are looked up anew.
 */
@Component
class JobExecution {

    private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);

    private final JobRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JobWorks works;

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
     * Runs until the job is over, or has to pause after the step at hand.
     *
     * @return false when it must be gone on with later
     * @throws RuntimeException when the database is away; the job stands where it stood
     */
    boolean run(OrganizationId organization, JobId job, BooleanSupplier pausing) {
        OrganizationScope own = scopes.organization(scopes.machinery(), organization);
        boolean begun =
                scopes.in(
                        own,
                        () -> {
                            repository.begin(organization, job);
                            return repository.open(organization, job).isPresent();
                        });
        if (!begun) {
            return true;
        }
        try (var progress = new ProgressReports(() -> report(own, job))) {
            progress.tell();
            while (!pausing.getAsBoolean()) {
                if (!goOn(own, job)) {
                    progress.tell();
                    return true;
                }
                progress.stepDone();
            }
        }
        return false;
    }

    /** Does one step; false when the job is over. */
    private boolean goOn(OrganizationScope own, JobId job) {
        try {
            return scopes.in(own, () -> step(own, job));
        } catch (RuntimeException fault) {
            if (PassingFaults.has(fault)) {
                throw fault;
            }
            LOG.error("Job {} broke off", job, fault);
            scopes.run(own, () -> finish(own, job, false, "kernel.fault"));
            return false;
        }
    }

    private boolean step(OrganizationScope own, JobId job) {
        OrganizationId organization = own.organization();
        Optional<JobRepository.Open> locked = repository.lock(organization, job);
        if (locked.isEmpty()) {
            return false;
        }
        JobRepository.Open open = locked.get();
        InstanceScope machinery = scopes.machinery();
        Optional<OrganizationScope> starter =
                scopes.resume(machinery, open.starter(), organization)
                        .map(scope -> scope.within(open.most()));
        OrganizationScope asStarter = starter.orElse(own);
        JobWork work = works.find(open.kind()).orElse(null);
        if (open.cancelRequested()) {
            finish(asStarter, job, true, "");
        } else if (work == null) {
            finish(asStarter, job, false, "jobs.kind-unknown");
        } else if (starter.isEmpty()) {
            finish(asStarter, job, false, "jobs.starter-gone");
        } else if (!asStarter.holds(work.needs())) {
            finish(asStarter, job, false, "jobs.permission-lost");
        } else {
            JobRun run = new JobRun(job, asStarter, open.parameters(), open.position());
            // Held to the starter's own scope, also by the database.
            JobWork.Step done = scopes.in(asStarter, () -> work.step(run));
            repository.advance(organization, job, done);
            if (!done.finished()) {
                return true;
            }
            finish(asStarter, job, false, done.reason());
        }
        return false;
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
