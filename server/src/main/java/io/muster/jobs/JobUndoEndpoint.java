package io.muster.jobs;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes jobs back, as long as they are kept. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/jobs/{jobId}/undo")
class JobUndoEndpoint {

    private final JobUndo undo;
    private final VisibleJobs visible;

    JobUndoEndpoint(JobUndo undo, VisibleJobs visible) {
        this.undo = undo;
        this.visible = visible;
    }

    /**
     * @param dryRun only to say what undo would do to each item; false when missing
     */
    record UndoRequest(@Nullable Boolean dryRun) {}

    /** The job that does it. */
    record UndoStarted(JobId jobId) {}

    /**
     * How it stands with the undo of a job.
     *
     * @param refusal why it can't be undone now; null when it can
     * @param permission what the undo takes; null when jobs of its kind can't be undone
     * @param checkId the last job that said what undo would do; null when there is none
     */
    record UndoStanding(
            JobUndo.@Nullable Refusal refusal,
            @Nullable Permission permission,
            @Nullable JobId checkId) {}

    /** Says whether a job can be undone, and what that takes. */
    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping
    UndoStanding standing(OrganizationScope scope, @PathVariable JobId jobId) {
        JobUndo.Standing standing = undo.standing(scope, visible.find(scope, jobId));
        return new UndoStanding(standing.refusal(), standing.needs(), standing.check());
    }

    /**
     * Begins to take a job back, or to say what that would be: a job over the items that it
     * changed. Each that is still as the job left it goes back to what it was; what somebody
     * changed since stays and is told with the reason. It needs the permission of the opposite act,
     * now and at every portion, and keeps all its rules. A job is undone once; an undo that was
     * stopped can be begun again for the rest.
     *
     * <p>409 when jobs of this kind can't be undone, it is not over, is being undone, was undone,
     * or changed nothing. An import is undone by an operation of its own.
     */
    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @OncePerKey
    @PostMapping
    ResponseEntity<UndoStarted> undo(
            OrganizationScope scope, @PathVariable JobId jobId, @RequestBody UndoRequest request) {
        Job job = visible.find(scope, jobId);
        return switch (undo.start(scope, job, Boolean.TRUE.equals(request.dryRun()))) {
            case JobUndo.Start.Started(var begun) ->
                    ResponseEntity.accepted()
                            .location(
                                    URI.create(
                                            "/api/v1/organizations/%s/jobs/%s"
                                                    .formatted(scope.organization(), begun)))
                            .body(new UndoStarted(begun));
            case JobUndo.Start.Refused(var why) -> throw problem(why).refusal();
        };
    }

    private static Problem problem(JobUndo.Refusal why) {
        return switch (why) {
            case NOT_UNDOABLE ->
                    Problem.of(
                            409,
                            "jobs:not-undoable",
                            "This can't be undone",
                            "Jobs of this kind can't be undone here.");
            case STILL_RUNNING ->
                    Problem.of(
                            409,
                            "jobs:still-running",
                            "The job is not over",
                            "Wait for its end, or cancel it.");
            case UNDO_RUNNING ->
                    Problem.of(
                            409,
                            "jobs:undo-running",
                            "The job is being undone",
                            "Somebody has begun to undo it.");
            case ALREADY_UNDONE ->
                    Problem.of(
                            409,
                            "jobs:already-undone",
                            "The job was undone",
                            "A job is undone once.");
            case NOTHING_TO_UNDO ->
                    Problem.of(
                            409,
                            "jobs:nothing-to-undo",
                            "There is nothing to undo",
                            "The job changed nothing that could be taken back.");
        };
    }
}
