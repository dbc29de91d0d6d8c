/**
 * Invitations: people get a place and rights in an organization by accepting them, with the account
 * they have or one that they register for it.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "roles",
            "audit",
            "jobs",
            "notifications",
            "organizations",
            "domains",
            "users"
        })
@NullMarked
package io.muster.invitations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
