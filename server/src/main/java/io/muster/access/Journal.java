package io.muster.access;

import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where this module writes what was changed and who tried to come in; the audit module implements
 * it. Called in the transaction of the change: an act without its record must not commit.
 */
public interface Journal {

    /**
     * Writes the changes in their order.
     *
     * @param organization whose log they belong to; null for the log of the instance
     */
    void record(Actor actor, @Nullable OrganizationId organization, List<Change> changes);
}
