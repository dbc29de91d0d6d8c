/** Durable work over many items: progress, one outcome an item, a result file, cancel, resume. */
@ApplicationModule(allowedDependencies = {"kernel", "access", "roles", "audit"})
@NullMarked
package io.muster.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
