package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;

/** One whom a mail group names. */
record MailGroupMember(Kind kind, EmailAddress address, String name) {

    enum Kind {
        USER,
        /** A shared mailbox of the organization. */
        MAILBOX,
        /** Another mail group of the organization. */
        GROUP,
        /** An address that nobody has in the organization. */
        OUTSIDE
    }
}
