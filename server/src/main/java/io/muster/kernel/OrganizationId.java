package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of an organization. */
public record OrganizationId(@JsonValue UUID value) {

    @JsonCreator
    public OrganizationId {
        Objects.requireNonNull(value);
    }

    public static OrganizationId next() {
        return new OrganizationId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static OrganizationId valueOf(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
