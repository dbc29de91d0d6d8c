package io.muster.jobs;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.jobs.ItemWork.Verdict;
import io.muster.jobs.JobReadRepository.Filter;
import io.muster.jobs.JobReadRepository.JobItem;
import io.muster.jobs.JobReadRepository.JobStateCount;
import io.muster.jobs.JobReadRepository.JobTally;
import io.muster.kernel.JobId;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The jobs of an organization. Who started one may see it without the permission too: he was told
 * its id when he started it.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/jobs")
class JobEndpoint {

    private final Jobs jobs;
    private final JobReadRepository repository;
    private final VisibleJobs visible;
    private final Scopes scopes;

    JobEndpoint(Jobs jobs, JobReadRepository repository, VisibleJobs visible, Scopes scopes) {
        this.jobs = jobs;
        this.visible = visible;
        this.repository = repository;
        this.scopes = scopes;
    }

    record JobCount(long count) {}

    /** One entry for each state in which there is a job. */
    record JobStateCounts(List<JobStateCount> items) {}

    record JobTallies(List<JobTally> items) {}

    /**
     * Lists jobs, newest first.
     *
     * @param own only those that the caller started
     */
    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping
    Page<Job> list(
            OrganizationScope scope,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable JobState state,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Keyset keyset = Keyset.byId("jobs", limit, cursor);
        Filter filter = filter(scope, kind, state, own);
        return scopes.in(scope, () -> repository.list(scope, keyset, filter));
    }

    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping("/count")
    JobCount count(
            OrganizationScope scope,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable JobState state,
            @RequestParam(defaultValue = "false") boolean own) {
        Filter filter = filter(scope, kind, state, own);
        return new JobCount(scopes.in(scope, () -> repository.count(scope, filter)));
    }

    /** How many jobs there are in each state, of those of the last 90 days. */
    @Needs(Permission.JOBS_READ)
    @GetMapping("/states")
    JobStateCounts states(OrganizationScope scope) {
        return new JobStateCounts(scopes.in(scope, () -> repository.countByState(scope)));
    }

    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping("/{jobId}")
    Job show(OrganizationScope scope, @PathVariable JobId jobId) {
        return visible.find(scope, jobId);
    }

    /** Lists the items of a job with their outcomes, in the order of the job. */
    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping("/{jobId}/items")
    Page<JobItem> items(
            OrganizationScope scope,
            @PathVariable JobId jobId,
            @RequestParam(required = false) @Nullable Verdict verdict,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        visible.find(scope, jobId);
        Keyset keyset = Keyset.byNumber("job-items", limit, cursor);
        return scopes.in(scope, () -> repository.items(scope, jobId, keyset, verdict, reason));
    }

    /** How many items ended with which verdict and reason, at most 100 of them. */
    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping("/{jobId}/tallies")
    JobTallies tallies(OrganizationScope scope, @PathVariable JobId jobId) {
        visible.find(scope, jobId);
        return new JobTallies(scopes.in(scope, () -> repository.tallies(scope, jobId)));
    }

    /**
     * Streams the outcomes of all items as CSV. The connection may be slow: no transaction is open
     * while it is written to.
     */
    @Needs(value = Permission.JOBS_READ, orOwn = true)
    @GetMapping("/{jobId}/result")
    void result(OrganizationScope scope, @PathVariable JobId jobId, HttpServletResponse response)
            throws IOException {
        Job job = visible.find(scope, jobId);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + job.kind() + "-" + job.id() + ".csv\"");
        try (ResultFile file = new ResultFile(response.getOutputStream())) {
            for (List<JobItem> items = portion(scope, jobId, 0);
                    !items.isEmpty();
                    items = portion(scope, jobId, items.getLast().number())) {
                items.forEach(file::write);
            }
        }
    }

    private List<JobItem> portion(OrganizationScope scope, JobId job, long after) {
        return scopes.in(scope, () -> repository.portion(scope, job, after));
    }

    /** Stops a job after the portion at hand; 409 when it is over or was stopped already. */
    @Needs(Permission.JOBS_CANCEL)
    @PostMapping("/{jobId}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job cancel(OrganizationScope scope, @PathVariable JobId jobId) {
        if (jobs.find(scope, jobId).isEmpty()) {
            throw none();
        }
        if (!jobs.cancel(scope, jobId)) {
            throw Problem.of(
                            409,
                            "jobs:not-running",
                            "The job can't be cancelled",
                            "It is over, or was cancelled already.")
                    .refusal();
        }
        return jobs.find(scope, jobId).orElseThrow(JobEndpoint::none);
    }

    private static Filter filter(
            OrganizationScope scope, @Nullable String kind, @Nullable JobState state, boolean own) {
        if (!own) {
            scope.demand(Permission.JOBS_READ);
        }
        return new Filter(kind, state, own ? scope.actor().user().value() : null);
    }

    private static RuntimeException none() {
        return Problem.notFound("job").refusal();
    }
}
