/**
 * What people are told: the outbox of mails and their templates, the bell, live updates to
 * browsers.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "roles", "audit", "jobs"})
@NullMarked
package io.muster.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
