package io.muster.jobs;

import io.muster.access.OrganizationScope;

/**
 * A job is over. Published in the transaction that ended it, exactly once.
 *
 * @param scope the organization; its actor is the starter, or the one who cancelled the job while
 *     it waited
 */
public record JobEnded(OrganizationScope scope, Job job) {}
