package io.muster.directories;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of one sync of a directory. */
public record SyncRunId(@JsonValue UUID value) {

    @JsonCreator
    public SyncRunId {
        Objects.requireNonNull(value);
    }

    public static SyncRunId next() {
        return new SyncRunId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static SyncRunId valueOf(String text) {
        return new SyncRunId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
