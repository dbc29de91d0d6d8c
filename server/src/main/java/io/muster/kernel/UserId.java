package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a user. */
public record UserId(@JsonValue UUID value) {

    @JsonCreator
    public UserId {
        Objects.requireNonNull(value);
    }

    public static UserId next() {
        return new UserId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static UserId valueOf(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
