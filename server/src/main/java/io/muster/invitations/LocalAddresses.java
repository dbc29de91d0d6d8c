package io.muster.invitations;

import io.muster.kernel.EmailAddress;

/** Tells whether mail to an address stays in the instance. The mailboxes module implements it. */
public interface LocalAddresses {

    /**
     * Whether somebody or something here gets mail to the address, be it because nobody has it; the
     * instance's own mails too, which may come back from outside.
     */
    boolean receive(EmailAddress address);
}
