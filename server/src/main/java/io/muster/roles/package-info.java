/**
 * Who holds what: roles, grants, the rights that follow from them, and the system administrators.
 * It answers {@code access}, which asks at each request and knows no role.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access"})
@NullMarked
package io.muster.roles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
