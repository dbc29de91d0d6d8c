package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a mailbox. A user's personal mailbox has the id of its user. */
public record MailboxId(@JsonValue UUID value) {

    @JsonCreator
    public MailboxId {
        Objects.requireNonNull(value);
    }

    public static MailboxId next() {
        return new MailboxId(Ids.next());
    }

    /** The personal mailbox of a user. */
    public static MailboxId of(UserId user) {
        return new MailboxId(user.value());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static MailboxId valueOf(String text) {
        return new MailboxId(UUID.fromString(text));
    }

    /** The user of that id, who is one where the mailbox is personal. */
    public UserId user() {
        return new UserId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
