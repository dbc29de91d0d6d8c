package io.muster.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets the checkpoints be written by the clock: each server writes its own file, so no other one
 * needs to know.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AuditConfiguration {}
