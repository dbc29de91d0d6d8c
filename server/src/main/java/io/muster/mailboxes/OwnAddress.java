package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;

/**
 * The address that the instance's own mails come from. Whoever serves mail knows it; what comes
 * back to it may hold links to sign in, and is for nobody.
 */
public interface OwnAddress {

    boolean is(EmailAddress address);
}
