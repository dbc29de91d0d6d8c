/**
 * An instance to look at: three organizations with people, made by administrators who use the API
 * as everybody does. Nothing depends on it.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "roles", "organizations", "users"})
@NullMarked
package io.muster.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
