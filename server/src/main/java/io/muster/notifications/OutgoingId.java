package io.muster.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of a mail in the outbox. */
public record OutgoingId(@JsonValue UUID value) {

    @JsonCreator
    public OutgoingId {
        Objects.requireNonNull(value);
    }

    static OutgoingId next() {
        return new OutgoingId(Ids.next());
    }

    /** Reads the text form; Spring finds this method when it binds a path variable. */
    public static OutgoingId valueOf(String text) {
        return new OutgoingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
