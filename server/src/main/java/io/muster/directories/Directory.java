package io.muster.directories;

import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A directory of an organization.
 *
 * @param secret sealed; null when nobody signs in
 * @param configuredBy who answers for what it says; null for nobody, as where a token with a part
 *     of his rights did it
 */
record Directory(
        DirectoryId id,
        DirectorySettings settings,
        @Nullable String secret,
        @Nullable UserId configuredBy,
        Version version,
        Instant addedAt) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Directory[" + id + " " + settings.name() + "]";
    }
}
