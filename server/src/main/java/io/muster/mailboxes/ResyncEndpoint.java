package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.Job;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.users.UserSelection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Resync of devices: the mail programs of users are disconnected and fetch everything anew; no
 * message is lost. An organization has one run at a time: 409 tells how far that is.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users")
class ResyncEndpoint {

    private final Resyncs resyncs;

    ResyncEndpoint(Resyncs resyncs) {
        this.resyncs = resyncs;
    }

    record ResyncRequest(UserSelection selection) {}

    /** The job that does it. */
    record StartedResync(JobId jobId) {}

    /** Resyncs the devices of one user. */
    @Needs(Permission.MAILBOXES_RESYNC)
    @OncePerKey
    @PostMapping("/{userId}/actions/resync")
    ResponseEntity<StartedResync> one(OrganizationScope scope, @PathVariable UserId userId) {
        return answer(scope, resyncs.one(scope, userId));
    }

    /** Resyncs the devices of at most 25 users; 422 before anything starts when there are more. */
    @Needs(Permission.MAILBOXES_RESYNC)
    @OncePerKey
    @PostMapping("/actions/resync")
    ResponseEntity<StartedResync> many(
            OrganizationScope scope, @RequestBody ResyncRequest request) {
        List<FieldError> errors = request.selection().errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return answer(scope, resyncs.many(scope, request.selection()));
    }

    /**
     * Resyncs the devices of all active users, 25 at a time, with rests in between that last while
     * the server is busy.
     */
    @Needs(Permission.MAILBOXES_RESYNC)
    @OncePerKey
    @PostMapping("/actions/resync-all")
    ResponseEntity<StartedResync> all(OrganizationScope scope) {
        return answer(scope, resyncs.all(scope));
    }

    private static ResponseEntity<StartedResync> answer(
            OrganizationScope scope, Resyncs.Start start) {
        return switch (start) {
            case Resyncs.Start.Started(var job) ->
                    ResponseEntity.accepted()
                            .location(
                                    URI.create(
                                            "/api/v1/organizations/%s/jobs/%s"
                                                    .formatted(scope.organization(), job)))
                            .body(new StartedResync(job));
            case Resyncs.Start.TooMany() -> throw tooMany().refusal();
            case Resyncs.Start.NoSuchUser() -> throw Problem.notFound("user").refusal();
            case Resyncs.Start.AlreadyRunning(var job) -> throw running(job).refusal();
        };
    }

    private static Problem tooMany() {
        String sentence =
                "At most %d users are resynced at a time. Choose fewer, or resync all."
                        .formatted(ResyncPace.BATCH);
        return Problem.of(422, "mailboxes:resync-too-many", "Too many users", sentence)
                .with(List.of(new FieldError("selection", "too-many", sentence)));
    }

    private static Problem running(Job job) {
        long handled = job.done() + job.skipped() + job.failed();
        long total = job.total() == null ? handled : job.total();
        return Problem.of(
                        409,
                        "mailboxes:resync-running",
                        "A resync is already running",
                        "Already running: %,d of %,d done.".formatted(handled, total))
                .with(Map.of("jobId", job.id().toString(), "done", handled, "total", total));
    }
}
