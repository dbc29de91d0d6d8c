package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Map;
import java.util.Optional;

/** What placeholders stand for; the users module knows. */
public interface PlaceholderValues {

    /** Nothing for somebody who is not a user of the organization. */
    Optional<Map<Placeholder, String>> of(OrganizationScope scope, UserId user);
}
