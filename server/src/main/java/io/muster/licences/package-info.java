/** How many seats each organization has: licences, of which each activated user takes one. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "audit",
            "notifications",
            "organizations",
            "users"
        })
@NullMarked
package io.muster.licences;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
