package io.muster.directories;

import io.muster.directories.EntryReader.ReadEntry;

/**
 * An entry as a sync reads it.
 *
 * @param account whether it can be used there
 */
record SeenEntry(ReadEntry entry, AccountThere account) {

    AttributeMapping values() {
        return entry.values();
    }
}
