/**
 * The mail of users: who receives, who sends as whom, who signs in to mail. Owns the port to the
 * engine that speaks SMTP and IMAP and keeps the messages.
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
            "invitations",
            "imports"
        })
@NullMarked
package io.muster.mailboxes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
