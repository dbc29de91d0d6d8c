package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.UndoRepository.Attempt;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Begins jobs that take another one back, once, or say what that would be, as often as wished. */
@Component
class JobUndo {

    private final UndoRepository repository;
    private final JobWorks works;
    private final Jobs jobs;
    private final Scopes scopes;
    private final AuditLog audit;

    JobUndo(UndoRepository repository, JobWorks works, Jobs jobs, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.works = works;
        this.jobs = jobs;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** Why a job can't be taken back now. */
    enum Refusal {
        NOT_UNDOABLE,
        STILL_RUNNING,
        UNDO_RUNNING,
        ALREADY_UNDONE,
        NOTHING_TO_UNDO
    }

    /** What became of the wish. */
    sealed interface Start {
        record Started(JobId job) implements Start {}

        record Refused(Refusal why) implements Start {}
    }

    /**
     * How it stands with the undo of a job.
     *
     * @param refusal why it can't be undone now; null when it can
     * @param needs the right it takes; null when its kind can't be undone
     * @param check the last job that said what undo would do
     */
    record Standing(@Nullable Refusal refusal, @Nullable Permission needs, @Nullable JobId check) {}

    Standing standing(OrganizationScope scope, Job job) {
        UndoableWork work = works.undoable(job.kind()).orElse(null);
        if (work == null) {
            return new Standing(Refusal.NOT_UNDOABLE, null, null);
        }
        return scopes.in(
                scope,
                () ->
                        new Standing(
                                against(scope, job, work).orElse(null),
                                work.undoNeeds(),
                                repository
                                        .last(scope, job.id(), UndoOfWork.kind(work, true))
                                        .map(Attempt::id)
                                        .orElse(null)));
    }

    /**
     * Begins to take the job back.
     *
     * @param dryRun only to say what that would be
     */
    Start start(OrganizationScope scope, Job job, boolean dryRun) {
        UndoableWork work = works.undoable(job.kind()).orElse(null);
        if (work == null) {
            return new Start.Refused(Refusal.NOT_UNDOABLE);
        }
        scope.demand(work.undoNeeds());
        return scopes.in(
                scope,
                () -> {
                    String parameters = repository.lock(scope, job.id()).orElse("{}");
                    return against(scope, job, work)
                            .<Start>map(Start.Refused::new)
                            .orElseGet(() ->
                                    new Start.Started(begin(scope, job, work, parameters, dryRun)));
                });
    }

    private Optional<Refusal> against(OrganizationScope scope, Job job, UndoableWork work) {
        String undo = UndoOfWork.kind(work, false);
        if (!job.state().ended()) {
            return Optional.of(Refusal.STILL_RUNNING);
        }
        Optional<Attempt> last = repository.last(scope, job.id(), undo);
        if (last.isPresent() && !last.get().state().ended()) {
            return Optional.of(Refusal.UNDO_RUNNING);
        }
        if (last.isPresent() && last.get().whole()) {
            return Optional.of(Refusal.ALREADY_UNDONE);
        }
        return repository.anyLeft(scope, job.id(), undo)
                ? Optional.empty()
                : Optional.of(Refusal.NOTHING_TO_UNDO);
    }

    private JobId begin(
            OrganizationScope scope,
            Job job,
            UndoableWork work,
            String parameters,
            boolean dryRun) {
        String undo = UndoOfWork.kind(work, false);
        Set<UUID> together = repository.among(scope, job.id(), undo, work.judgedTogether(scope));
        int size = work.undoesEachAlone() ? 1 : ItemRepository.PORTION;
        JobId begun =
                jobs.startListed(
                        scope,
                        UndoOfWork.kind(work, dryRun),
                        new UndoOfWork.Parameters(parameters, together),
                        id -> repository.copyItems(scope, job.id(), undo, id, size));
        audit.record(
                scope,
                Change.done(
                        dryRun ? "jobs.undo-checked" : "jobs.undone",
                        "job",
                        job.id().value(),
                        job.kind(),
                        Map.of(),
                        Map.of("jobId", begun.toString())));
        return begun;
    }
}
