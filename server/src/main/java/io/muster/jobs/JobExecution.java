package io.muster.jobs;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Carries a job from where it stands to its end, step by step, each step one transaction. */
@Component
class JobExecution {

    private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);
    private static final long MILLIS_BETWEEN_REPORTS = 500;

    private final JobRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Map<String, JobWork> works;

    JobExecution(
            JobRepository repository,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events,
            ObjectProvider<JobWork> works,
            ObjectProvider<ItemWork> itemWorks) {
        this.repository = repository;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
        this.works = works.stream().collect(Collectors.toMap(JobWork::kind, Function.identity()));
        itemWorks.stream()
                .map(work -> new ItemSteps(work, repository, scopes))
                .forEach(steps -> this.works.put(steps.kind(), steps));
    }

    void run(OrganizationId organization, JobId job) {
        InstanceScope machinery = scopes.machinery();
        Optional<JobRepository.Open> open =
                scopes.in(
                        machinery,
                        () -> {
                            repository.begin(organization, job);
                            return repository.open(organization, job);
                        });
        if (open.isEmpty()) {
            return;
        }
        Optional<OrganizationScope> scope =
                scopes.resume(machinery, open.get().starter(), organization);
        JobWork work = works.get(open.get().kind());
        if (scope.isEmpty() || work == null) {
            LOG.warn(
                    "Job {} of kind {} can't go on: its starter or its kind is gone",
                    job,
                    open.get().kind());
            OrganizationScope own = scopes.organization(machinery, organization);
            finish(own, job, JobState.FAILED);
            return;
        }
        steps(scope.get(), job, work);
    }

    private void steps(OrganizationScope scope, JobId job, JobWork work) {
        report(scope, job);
        long reported = System.currentTimeMillis();
        while (true) {
            Progress progress;
            try {
                progress = scopes.in(scope, () -> step(scope, job, work));
            } catch (RuntimeException fault) {
                LOG.error("Job {} of kind {} broke off", job, work.kind(), fault);
                finish(scope, job, JobState.FAILED);
                return;
            }
            if (progress == Progress.OVER) {
                return;
            }
            if (progress != Progress.GOING_ON) {
                finish(scope, job, progress == Progress.CANCELLED ? JobState.CANCELLED : null);
                return;
            }
            if (System.currentTimeMillis() - reported >= MILLIS_BETWEEN_REPORTS) {
                report(scope, job);
                reported = System.currentTimeMillis();
            }
        }
    }

    private enum Progress {
        GOING_ON,
        FINISHED,
        CANCELLED,
        OVER
    }

    private Progress step(OrganizationScope scope, JobId job, JobWork work) {
        Optional<JobRepository.Open> open = repository.lock(scope.organization(), job);
        if (open.isEmpty()) {
            return Progress.OVER;
        }
        if (open.get().cancelRequested()) {
            return Progress.CANCELLED;
        }
        JobWork.Step step =
                work.step(new JobRun(job, scope, open.get().parameters(), open.get().position()));
        repository.advance(scope.organization(), job, step);
        return step.finished() ? Progress.FINISHED : Progress.GOING_ON;
    }

    private void finish(OrganizationScope scope, JobId job, @Nullable JobState state) {
        scopes.run(
                scope,
                () -> {
                    repository.end(scope.organization(), job, state);
                    Job ended = repository.find(scope, job).orElseThrow();
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
                                            "failed", ended.failed())));
                });
        report(scope, job);
    }

    private void report(OrganizationScope scope, JobId job) {
        scopes.in(scope, () -> repository.find(scope, job))
                .ifPresent(found ->
                        events.publishEvent(new JobProgressed(scope.organization(), found)));
    }

    /**
     * Items one by one after their portion failed, or the whole portion: turns {@link ItemWork}
     * into steps.
     */
    private record ItemSteps(ItemWork work, JobRepository repository, Scopes scopes)
            implements JobWork {

        private static final int PORTION = 500;

        @Override
        public String kind() {
            return work.kind();
        }

        @Override
        public Step step(JobRun run) {
            OrganizationId organization = run.scope().organization();
            List<ItemWork.Item> items =
                    repository.nextItems(organization, run.job(), run.position(), PORTION);
            if (items.isEmpty()) {
                return new Step(0, 0, 0, run.position(), true);
            }
            List<ItemWork.Outcome> outcomes =
                    scopes.trial(() -> work.handle(run, items))
                            .orElseGet(() -> items.stream().map(item -> alone(run, item)).toList());
            repository.saveOutcomes(organization, run.job(), outcomes);
            long failed = count(outcomes, ItemWork.Verdict.FAILED);
            long skipped = count(outcomes, ItemWork.Verdict.SKIPPED);
            return new Step(
                    outcomes.size() - failed - skipped,
                    skipped,
                    failed,
                    items.getLast().number(),
                    items.size() < PORTION);
        }

        private ItemWork.Outcome alone(JobRun run, ItemWork.Item item) {
            return scopes.trial(() -> work.handle(run, List.of(item)).getFirst())
                    .orElseGet(() ->
                            ItemWork.Outcome.failed(
                                    item,
                                    "kernel.fault",
                                    "An unexpected fault; the server's log tells more."));
        }

        private static long count(List<ItemWork.Outcome> outcomes, ItemWork.Verdict verdict) {
            return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
        }
    }
}
