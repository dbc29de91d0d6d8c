package io.muster.notifications;

import io.muster.kernel.EmailAddress;

/**
 * A mail ready to leave.
 *
 * @param name what people call the recipient; may be empty
 * @param language as a BCP 47 tag
 */
public record Letter(
        OutgoingId id,
        EmailAddress to,
        String name,
        String subject,
        String language,
        String text,
        String html) {

    /** Leaves the texts out: links in them may open accounts. */
    @Override
    public String toString() {
        return "Letter[" + id + "]";
    }
}
