package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import io.muster.users.UserSelection;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Builds the search index of users anew, as a job. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users")
class ReindexEndpoint {

    private final Reindexes reindexes;

    ReindexEndpoint(Reindexes reindexes) {
        this.reindexes = reindexes;
    }

    record ReindexRequest(UserSelection selection) {}

    /** The job that tells how it goes. */
    record StartedReindex(JobId jobId) {}

    /** Builds the search index of one user's mail anew. */
    @Needs(Permission.MAILBOXES_REINDEX)
    @OncePerKey
    @PostMapping("/{userId}/actions/reindex")
    ResponseEntity<StartedReindex> one(OrganizationScope scope, @PathVariable UserId userId) {
        return started(
                scope,
                reindexes.one(scope, userId).orElseThrow(() -> Problem.notFound("user").refusal()));
    }

    /**
     * Builds the search index of users' mail anew, for when a search misses messages. Nothing of
     * the mail changes, and searches are complete meanwhile, if slower. Who is queued already is
     * skipped; the job says of each other how many messages are in the index.
     */
    @Needs(Permission.MAILBOXES_REINDEX)
    @OncePerKey
    @PostMapping("/actions/reindex")
    ResponseEntity<StartedReindex> many(
            OrganizationScope scope, @RequestBody ReindexRequest request) {
        var errors = request.selection().errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return started(scope, reindexes.many(scope, request.selection()));
    }

    private static ResponseEntity<StartedReindex> started(OrganizationScope scope, JobId job) {
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedReindex(job));
    }
}
