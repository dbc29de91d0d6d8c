/**
 * What was changed, by whom and from what to what: a hash chain per organization with signed
 * checkpoints.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access"})
@NullMarked
package io.muster.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
