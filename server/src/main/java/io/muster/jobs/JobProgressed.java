package io.muster.jobs;

import io.muster.kernel.OrganizationId;

/**
 * A job began, came further or ended. Published after the commit, at most twice a second for one
 * job, and at its end.
 */
public record JobProgressed(OrganizationId organization, Job job) {}
