/**
 * The LDAP servers and Active Directories of organizations: how they are reached, what they call
 * things, and whether they answer.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "audit", "notifications"})
@NullMarked
package io.muster.directories;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
