package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import org.springframework.stereotype.Component;

/** The jobs that a caller may see: all with the permission, else those that he started. */
@Component
class VisibleJobs {

    private final Jobs jobs;

    VisibleJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /** One answer for a job of somebody else and for none, so that ids can't be tried out. */
    Job find(OrganizationScope scope, JobId jobId) {
        Job job = jobs.find(scope, jobId).orElse(null);
        if (job == null || !job.startedBy().equals(scope.actor().user())) {
            scope.demand(Permission.JOBS_READ);
        }
        if (job == null) {
            throw Problem.notFound("job").refusal();
        }
        return job;
    }
}
