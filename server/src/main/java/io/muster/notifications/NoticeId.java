package io.muster.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Ids;
import java.util.Objects;
import java.util.UUID;

/** The id of a notice; later ones are greater. */
record NoticeId(@JsonValue UUID value) {

    @JsonCreator
    NoticeId {
        Objects.requireNonNull(value);
    }

    static NoticeId next() {
        return new NoticeId(Ids.next());
    }

    /** Reads the text form; Spring finds this method when it binds a path variable. */
    public static NoticeId valueOf(String text) {
        return new NoticeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
