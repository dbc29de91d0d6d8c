package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import java.util.Optional;

/** Where mail reaches a user; the users module knows. */
public interface Recipients {

    /** Nothing for a user without an address. */
    Optional<Recipient> find(OrganizationScope scope, UserId user);

    /**
     * @param language as a BCP 47 tag
     */
    record Recipient(EmailAddress address, String name, String language) {}
}
