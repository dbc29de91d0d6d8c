package io.muster.directories;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a try-out of a directory went.
 *
 * @param samples entries as they would be read, at most 5
 */
record DirectoryReport(@Nullable DirectoryFailure failure, List<Sample> samples) {

    /**
     * An entry.
     *
     * @param values in the places of the attributes they come from
     */
    record Sample(String name, AttributeMapping values) {}

    boolean passed() {
        return failure == null;
    }
}
