/**
 * Workbooks of users: the example that an organization fills in, its reading and the making of all
 * who stand in it, and the report of the same form.
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
            "users",
            "mailboxes"
        })
@NullMarked
package io.muster.workbooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
