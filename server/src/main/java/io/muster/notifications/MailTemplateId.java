package io.muster.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of a mail template of an organization. */
public record MailTemplateId(@JsonValue UUID value) {

    @JsonCreator
    public MailTemplateId {
        Objects.requireNonNull(value);
    }

    static MailTemplateId next() {
        return new MailTemplateId(Ids.next());
    }

    /**
     * Reads the text form; Spring finds this method when it binds a path variable or a parameter.
     */
    public static MailTemplateId valueOf(String text) {
        return new MailTemplateId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
