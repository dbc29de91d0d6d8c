package io.muster.mailengine;

import io.muster.kernel.Ids;
import java.util.UUID;
import org.apache.james.mailbox.model.MessageId;

/** The id of a message; its copies in other folders have the same. */
record StoredMessageId(UUID value) implements MessageId {

    static UUID value(MessageId id) {
        return ((StoredMessageId) id).value;
    }

    @Override
    public String serialize() {
        return value.toString();
    }

    @Override
    public boolean isSerializable() {
        return true;
    }

    @Override
    public String toString() {
        return serialize();
    }

    /** Makes new ids and reads the text form. */
    static final class Factory implements MessageId.Factory {
        @Override
        public StoredMessageId fromString(String text) {
            return new StoredMessageId(UUID.fromString(text));
        }

        @Override
        public StoredMessageId generate() {
            return new StoredMessageId(Ids.next());
        }
    }
}
