/**
 * Who may sign in and what they may do: sign-in, sessions, passwords, second factors, tokens,
 * permissions and the scopes that every query needs.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.muster.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
