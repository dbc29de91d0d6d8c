package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a role. */
public record RoleId(@JsonValue UUID value) {

    @JsonCreator
    public RoleId {
        Objects.requireNonNull(value);
    }

    public static RoleId next() {
        return new RoleId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static RoleId valueOf(String text) {
        return new RoleId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
