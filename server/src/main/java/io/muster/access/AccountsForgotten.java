package io.muster.access;

import io.muster.kernel.UserId;
import java.util.List;

/**
 * These users were forgotten for good. Published in that transaction; a listener in it forgets what
 * it keeps of them.
 */
public record AccountsForgotten(OrganizationScope scope, List<UserId> users) {

    public AccountsForgotten {
        users = List.copyOf(users);
    }
}
