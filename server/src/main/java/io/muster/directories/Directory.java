package io.muster.directories;

import io.muster.kernel.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A directory of an organization.
 *
 * @param secret sealed; null when nobody signs in
 */
record Directory(
        DirectoryId id,
        DirectorySettings settings,
        @Nullable String secret,
        Version version,
        Instant addedAt) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Directory[" + id + " " + settings.name() + "]";
    }
}
