package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.users.UserSelection;
import io.muster.users.UserSelections;
import java.net.URI;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts anew what users have, as a job. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/actions")
class RecalculationEndpoint {

    private final UserSelections selections;

    RecalculationEndpoint(UserSelections selections) {
        this.selections = selections;
    }

    record RecalculationRequest(UserSelection selection) {}

    /** The job that does it. */
    record StartedRecalculation(JobId jobId) {}

    /**
     * Counts anew what is in the mailboxes of users, for when their disk usage is shown differently
     * in different places. The job says the old figure and the new one of each; where it was right
     * nothing changes.
     */
    @Needs(Permission.MAILBOXES_STORAGE)
    @OncePerKey
    @PostMapping("/recalculate-usage")
    ResponseEntity<StartedRecalculation> recalculate(
            OrganizationScope scope, @RequestBody RecalculationRequest request) {
        var errors = request.selection().errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        JobId job = selections.start(scope, RecalculationWork.KIND, Map.of(), request.selection());
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedRecalculation(job));
    }
}
