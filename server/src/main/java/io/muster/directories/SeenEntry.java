package io.muster.directories;

import io.muster.directories.EntryReader.ReadEntry;

/**
 * An entry as a sync reads it.
 *
 * @param disabled whether the account is closed there
 */
record SeenEntry(ReadEntry entry, boolean disabled) {

    AttributeMapping values() {
        return entry.values();
    }
}
