/**
 * The internet domains of organizations: which are proved to be theirs by a record in the name
 * service, and which are in use.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "roles",
            "audit",
            "jobs",
            "notifications",
            "organizations"
        })
@NullMarked
package io.muster.domains;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
