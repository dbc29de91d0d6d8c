/**
 * The embedded mail engine: SMTP, submission and IMAP by libraries of Apache James over a store of
 * our own in PostgreSQL. The only package that names their types.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access",
            "audit",
            "jobs",
            "notifications",
            "domains",
            "mailboxes",
            "webmail"
        })
@NullMarked
package io.muster.mailengine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
