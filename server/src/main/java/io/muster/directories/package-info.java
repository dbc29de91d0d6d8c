/**
 * The LDAP servers and Active Directories of organizations: how they are reached, what they call
 * things, whether they answer, and which users come from them.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "audit",
            "jobs",
            "notifications",
            "organizations",
            "domains",
            "roles",
            "users"
        })
@NullMarked
package io.muster.directories;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
