package io.muster.directories;

import io.muster.kernel.OrganizationId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Who reads whole directories at the moment: so many at once that memory is enough, and none of the
 * organizations so often that the others find no place.
 */
@Component
class ReadingPlaces {

    static final int OF_ONE = 2;
    static final int OF_ALL = 6;

    private final Map<OrganizationId, Integer> taken = new HashMap<>();
    private int all;

    /** Takes a place, until {@link #leave}; false where there is none. */
    synchronized boolean take(OrganizationId organization) {
        int own = taken.getOrDefault(organization, 0);
        if (own == OF_ONE || all == OF_ALL) {
            return false;
        }
        taken.put(organization, own + 1);
        all++;
        return true;
    }

    synchronized void leave(OrganizationId organization) {
        taken.computeIfPresent(organization, (_, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
