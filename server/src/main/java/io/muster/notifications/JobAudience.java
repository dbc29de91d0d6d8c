package io.muster.notifications;

import io.muster.access.Permission;

/**
 * Whom the start and the end of one kind of job concern, where that isn't all who may see jobs. A
 * module has a Spring bean for each such kind.
 */
public interface JobAudience {

    /** As the work has it. */
    String kind();

    /** All who hold this in the organization are told, and the starter. */
    Permission holders();
}
