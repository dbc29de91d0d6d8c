package io.muster.users;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;

/** Tells where mail ends that was sent to a user. Implemented where mailboxes are. */
public interface LocalMail {

    /** Whether mail to the address would end in the user's own mailbox here. */
    boolean receives(EmailAddress address, UserId user);
}
