/** Users in from files and out to files. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "roles",
            "audit",
            "jobs",
            "notifications",
            "organizations",
            "users"
        })
@NullMarked
package io.muster.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
