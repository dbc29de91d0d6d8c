package io.muster.notifications;

import java.time.Instant;

/**
 * A mail that an organization keeps under a name.
 *
 * @param name 1 to 100 characters, unique in the organization without regard to case
 */
public record WrittenTemplate(
        MailTemplateId id,
        String name,
        WrittenMail mail,
        int version,
        String changedByName,
        Instant changedAt) {

    /** How many an organization may have. */
    static final int MOST = 100;
}
