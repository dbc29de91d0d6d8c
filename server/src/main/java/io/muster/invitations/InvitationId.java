package io.muster.invitations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of an invitation. */
public record InvitationId(@JsonValue UUID value) {

    @JsonCreator
    public InvitationId {
        Objects.requireNonNull(value);
    }

    static InvitationId next() {
        return new InvitationId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static InvitationId valueOf(String text) {
        return new InvitationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
