/** Users, their memberships and states, the list that finds them, templates for new ones. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "roles",
            "audit",
            "jobs",
            "notifications",
            "organizations",
            "domains"
        })
@NullMarked
package io.muster.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
