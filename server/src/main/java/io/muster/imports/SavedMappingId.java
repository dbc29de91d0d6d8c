package io.muster.imports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of a saved mapping. */
record SavedMappingId(@JsonValue UUID value) {

    @JsonCreator
    SavedMappingId {
        Objects.requireNonNull(value);
    }

    static SavedMappingId next() {
        return new SavedMappingId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static SavedMappingId valueOf(String text) {
        return new SavedMappingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
