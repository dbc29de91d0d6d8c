package io.muster.domains;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of an domain of an organization. */
public record DomainId(@JsonValue UUID value) {

    @JsonCreator
    public DomainId {
        Objects.requireNonNull(value);
    }

    public static DomainId next() {
        return new DomainId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static DomainId valueOf(String text) {
        return new DomainId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
