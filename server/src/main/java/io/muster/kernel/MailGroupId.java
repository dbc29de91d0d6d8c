package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a mail group. */
public record MailGroupId(@JsonValue UUID value) {

    @JsonCreator
    public MailGroupId {
        Objects.requireNonNull(value);
    }

    public static MailGroupId next() {
        return new MailGroupId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static MailGroupId valueOf(String text) {
        return new MailGroupId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
