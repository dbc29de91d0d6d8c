package io.muster.jobs;

import io.muster.access.OrganizationScope;

/** A job was put in line. Published in the transaction that started it. */
public record JobStarted(OrganizationScope scope, Job job) {}
