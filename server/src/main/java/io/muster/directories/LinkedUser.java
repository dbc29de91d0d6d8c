package io.muster.directories;

import io.muster.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user and the entry that he comes from.
 *
 * @param entryId what the mapping of the directory names so: it stays when the entry is renamed
 * @param logonName as it was seen last; empty where the entry had none
 * @param distinguishedName as it was seen last
 * @param seenAt when the entry was read last
 * @param vanishedAt since when it is no longer there; null while it is
 * @param seen what the entry said when it was compared last; null when it never was
 * @param disabledBySync whether he is disabled because the entry is, or is gone
 */
record LinkedUser(
        UserId user,
        DirectoryId directory,
        String entryId,
        String logonName,
        String distinguishedName,
        Instant seenAt,
        @Nullable Instant vanishedAt,
        @Nullable AttributeMapping seen,
        boolean disabledBySync) {}
