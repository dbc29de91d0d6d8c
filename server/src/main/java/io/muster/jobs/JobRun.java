package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;

/**
 * What a step is given.
 *
 * @param scope the rights that the starter has at this step; the one that the work needs is among
 *     them
 * @param parameters JSON, as given at the start
 * @param position 0 at first, then what the step before returned
 */
public record JobRun(JobId job, OrganizationScope scope, String parameters, long position) {}
