package io.muster.mailboxes;

/** A way to the mail of a user that is switched on or off for him. */
public enum ServiceSwitch {
    /** Mail programs read his folders. */
    IMAP(1),
    /** Mail programs send as him. */
    SUBMISSION(2),
    /** Mail arrives. */
    RECEPTION(4),
    /** He reads and sends in the browser. */
    WEBMAIL(8);

    private final int bit;

    ServiceSwitch(int bit) {
        this.bit = bit;
    }

    /** Its part of a number that stands for several; never changed once released. */
    int bit() {
        return bit;
    }

    static ServiceSwitch of(MailService service) {
        return switch (service) {
            case IMAP -> IMAP;
            case SUBMISSION -> SUBMISSION;
        };
    }
}
