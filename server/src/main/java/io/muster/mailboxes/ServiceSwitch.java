package io.muster.mailboxes;

/** A way to the mail of a user that is switched on or off for him. */
public enum ServiceSwitch {
    /** Mail programs read his folders. */
    IMAP,
    /** Mail programs send as him. */
    SUBMISSION,
    /** Mail arrives. */
    RECEPTION,
    /** He reads and sends in the browser. */
    WEBMAIL;

    static ServiceSwitch of(MailService service) {
        return switch (service) {
            case IMAP -> IMAP;
            case SUBMISSION -> SUBMISSION;
        };
    }
}
