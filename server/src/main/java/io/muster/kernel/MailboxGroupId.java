package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a group of mailboxes. */
public record MailboxGroupId(@JsonValue UUID value) {

    @JsonCreator
    public MailboxGroupId {
        Objects.requireNonNull(value);
    }

    public static MailboxGroupId next() {
        return new MailboxGroupId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static MailboxGroupId valueOf(String text) {
        return new MailboxGroupId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
