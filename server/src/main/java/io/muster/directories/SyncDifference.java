package io.muster.directories;

import io.muster.kernel.UserId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What differs between an entry of a directory and its user.
 *
 * @param user of somebody new the id that he is to have
 * @param name what the user is called here
 * @param entryName the distinguished name, as it was seen last
 * @param fields of the user that become others, by their names in the API
 * @param message what stands in the way, as a sentence; empty when nothing does
 * @param entry null for an entry that is gone
 */
record SyncDifference(
        UUID id,
        Kind kind,
        UserId user,
        String name,
        String entryName,
        List<String> fields,
        String message,
        @Nullable SeenEntry entry) {

    SyncDifference {
        fields = List.copyOf(fields);
    }

    /** What becomes of the user. */
    enum Kind {
        /** He gets what the entry says. */
        CHANGED,
        /** The entry was renamed or moved, which changes nothing of the user. */
        MOVED,
        /** The entry is disabled: so is he. */
        DISABLED,
        /** The entry is no longer disabled, or is there again, and he was disabled for that. */
        ENABLED,
        /** The entry is gone: he is disabled. */
        VANISHED,
        /** The entry has no user yet. */
        NEW,
        /** Something stands in the way. */
        REFUSED;

        /** Whether a job has something to do for it. */
        boolean isApplied() {
            return this != REFUSED;
        }
    }
}
