/**
 * Mail in the browser: folders, lists, reading, marking, writing and sending. Owns the port to what
 * keeps the messages, so that webmail and mail programs see one store.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "audit", "jobs", "mailboxes"})
@NullMarked
package io.muster.webmail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
