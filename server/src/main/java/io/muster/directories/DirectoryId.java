package io.muster.directories;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of a directory of an organization. */
public record DirectoryId(@JsonValue UUID value) {

    @JsonCreator
    public DirectoryId {
        Objects.requireNonNull(value);
    }

    public static DirectoryId next() {
        return new DirectoryId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static DirectoryId valueOf(String text) {
        return new DirectoryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
