/** Organizations, their units and whom the members of a unit can see. */
@ApplicationModule(
        allowedDependencies = {"kernel", "access", "roles", "audit", "jobs", "notifications"})
@NullMarked
package io.muster.organizations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
