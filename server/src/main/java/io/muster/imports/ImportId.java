package io.muster.imports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of an import. */
record ImportId(@JsonValue UUID value) {

    @JsonCreator
    ImportId {
        Objects.requireNonNull(value);
    }

    static ImportId next() {
        return new ImportId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static ImportId valueOf(String text) {
        return new ImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
