package io.muster.mailengine;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written in a message, decoded and folded: the one meaning of "contains" for whoever reads
 * messages to search them and for the index.
 *
 * @param texts each value between spaces and ended by two NULs, so that nothing is found across two
 * @param cut whether something was left out because it was too long
 */
record MessageText(Map<Part, String> texts, boolean cut) {

    /** Longer texts are not indexed whole, in characters. */
    static final int INDEXED = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(MessageText.class);

    private static final String END = " \0\0";

    /** Nobody writes like that, but a hostile message may be built like that. */
    private static final int DEEPEST = 50;

    private static final MimeConfig AS_IT_COMES =
            MimeConfig.custom()
                    .setMaxLineLen(-1)
                    .setMaxHeaderLen(-1)
                    .setMaxHeaderCount(-1)
                    .setMaxContentLen(-1)
                    .build();

    /** Where something is written. */
    enum Part {
        FROM,
        TO,
        CC,
        BCC,
        SUBJECT,
        /** All header fields, of the parts of the message too. */
        HEADER,
        /** What people read: texts, names of attached files, and messages within. */
        BODY,
        FILES,
        /** A field that somebody asks for by its name. */
        FIELD
    }

    /** All of it, at most so many characters. */
    static MessageText of(MailboxMessage message, int most) throws IOException {
        try (InputStream in = message.getFullContent()) {
            return new Reading(most).read(in);
        }
    }

    /** What the header says. */
    static MessageText ofHeader(MailboxMessage message) throws IOException {
        try (InputStream in = message.getHeaderContent()) {
            return new Reading(Integer.MAX_VALUE).read(in);
        }
    }

    /** Whether a field of that name in the header of the message itself contains it. */
    static boolean fieldContains(MailboxMessage message, String name, String folded)
            throws IOException {
        try (InputStream in = message.getHeaderContent()) {
            var reading = new Reading(Integer.MAX_VALUE);
            reading.wanted = name;
            MessageText text = reading.read(in);
            return text.contains(Part.FIELD, folded);
        }
    }

    boolean contains(Part part, String folded) {
        String text = texts.get(part);
        return text != null && text.contains(folded);
    }

    private enum Level {
        MESSAGE,
        PART
    }

    /** One message on its way through the parser. */
    private static final class Reading {

        private final Map<Part, StringBuilder> found = new EnumMap<>(Part.class);
        private final Deque<Level> levels = new ArrayDeque<>();
        private int left;
        private boolean cut;
        private @Nullable String wanted;

        Reading(int most) {
            this.left = most;
        }

        MessageText read(InputStream in) {
            try {
                var stream =
                        new MimeTokenStream(
                                AS_IT_COMES,
                                DecodeMonitor.SILENT,
                                new DefaultBodyDescriptorBuilder());
                stream.parse(in);
                for (EntityState state = stream.getState();
                        state != EntityState.T_END_OF_STREAM && levels.size() <= DEEPEST;
                        state = stream.next()) {
                    take(stream, state);
                }
            } catch (MimeException | IOException | RuntimeException fault) {
                // Whatever somebody sent: what was read until then is found, in the index or not.
                LOG.debug("A message couldn't be read to its end", fault);
            }
            Map<Part, String> texts = new EnumMap<>(Part.class);
            found.forEach((part, text) -> texts.put(part, text.toString()));
            return new MessageText(texts, cut);
        }

        private void take(MimeTokenStream stream, EntityState state) throws IOException {
            switch (state) {
                case T_START_MESSAGE -> levels.push(Level.MESSAGE);
                case T_START_BODYPART -> levels.push(Level.PART);
                case T_END_MESSAGE, T_END_BODYPART -> levels.pop();
                case T_FIELD -> field(stream.getField());
                case T_BODY -> body(stream);
                default -> {
                    // What surrounds the parts isn't read by anybody.
                }
            }
        }

        private void field(Field field) {
            String value = MessageDecoding.value(field);
            if (levels.peek() == Level.PART) {
                add(Part.HEADER, value);
            } else if (levels.size() > 1) {
                add(Part.BODY, value);
            } else {
                add(Part.HEADER, value);
                if (field.getName().equalsIgnoreCase(wanted)) {
                    add(Part.FIELD, value);
                }
                switch (field.getNameLowerCase()) {
                    case "from" -> add(Part.FROM, value);
                    case "to" -> add(Part.TO, value);
                    case "cc" -> add(Part.CC, value);
                    case "bcc" -> add(Part.BCC, value);
                    case "subject" -> add(Part.SUBJECT, value);
                    default -> {
                        // Found by what stands in any field.
                    }
                }
            }
        }

        private void body(MimeTokenStream stream) throws IOException {
            MaximalBodyDescriptor kind = (MaximalBodyDescriptor) stream.getBodyDescriptor();
            String file = MessageDecoding.fileName(kind);
            if (!file.isEmpty()) {
                add(Part.FILES, file);
                add(Part.BODY, file);
            }
            if (MessageDecoding.isText(kind)) {
                // One character more than there is room for tells that there is more.
                add(
                        Part.BODY,
                        MessageDecoding.text(
                                stream.getDecodedInputStream(),
                                kind,
                                left == Integer.MAX_VALUE ? left : left + 1));
            }
        }

        private void add(Part part, String value) {
            if (left == 0) {
                cut = true;
                return;
            }
            String taken = value;
            if (value.length() > left) {
                cut = true;
                taken = value.substring(0, left);
            }
            if (left != Integer.MAX_VALUE) {
                left -= taken.length();
            }
            found.computeIfAbsent(part, _ -> new StringBuilder())
                    .append(' ')
                    .append(FoldedText.fold(taken))
                    .append(END);
        }
    }
}
