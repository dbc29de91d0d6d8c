package io.muster.webmail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through a message part by part, without keeping any of it. Whoever wrote it meant no good,
 * perhaps: it stops at more than 1,000 parts or 30 levels, keeps 2,000 fields of a header, and what
 * can't be read ends the walk.
 */
final class MimeWalk {

    static final int MOST_PARTS = 1_000;
    private static final int DEEPEST = 30;
    private static final int MOST_FIELDS = 2_000;

    /** Tried once for each run of them: whoever begins within one is led on again and again. */
    private static final Pattern FOLD = Pattern.compile("(?<![\\r\\n])[\\r\\n]++(?=[ \\t])");

    private static final MimeConfig LENIENT =
            MimeConfig.custom()
                    .setMaxLineLen(-1)
                    .setMaxHeaderLen(-1)
                    .setMaxHeaderCount(-1)
                    .setMaxContentLen(-1)
                    .build();

    private static final Logger LOG = LoggerFactory.getLogger(MimeWalk.class);

    private MimeWalk() {}

    /** Looks at the parts as they come. */
    interface Visitor {

        /** The header of the message itself. */
        default void header(List<Field> fields) {}

        /**
         * A part that has no parts.
         *
         * @param content decoded
         * @return whether to go on
         */
        boolean part(MimePart part, InputStream content) throws IOException;
    }

    /** What a level of parts knows. */
    private static final class Level {

        private final String prefix;
        private final String type;
        private int count;

        Level(String prefix, String type) {
            this.prefix = prefix;
            this.type = type;
        }
    }

    static void through(InputStream message, Visitor visitor) {
        var stream = new MimeTokenStream(LENIENT, DecodeMonitor.SILENT, null);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(message);
        try {
            walk(stream, visitor);
        } catch (IOException | MimeException unreadable) {
            LOG.debug("A message is read as far as it can be", unreadable);
        } catch (RuntimeException fault) {
            // One message must not take a whole list away from its reader.
            LOG.warn("A message could not be read to its end", fault);
        }
    }

    private static void walk(MimeTokenStream stream, Visitor visitor)
            throws IOException, MimeException {
        Deque<Level> levels = new ArrayDeque<>();
        List<Field> fields = new ArrayList<>();
        boolean first = true;
        int parts = 0;
        for (EntityState state = stream.getState();
                state != EntityState.T_END_OF_STREAM;
                state = stream.next()) {
            switch (state) {
                case T_START_HEADER -> fields = new ArrayList<>();
                case T_FIELD -> {
                    if (fields.size() < MOST_FIELDS) {
                        fields.add(stream.getField());
                    }
                }
                case T_END_HEADER -> {
                    if (first) {
                        visitor.header(fields);
                        first = false;
                    }
                }
                case T_START_MULTIPART -> {
                    if (levels.size() >= DEEPEST) {
                        return;
                    }
                    String number = levels.isEmpty() ? "" : number(levels.peek()) + ".";
                    levels.push(new Level(number, type(stream)));
                }
                case T_END_MULTIPART -> levels.pop();
                case T_BODY -> {
                    String number = levels.isEmpty() ? "1" : number(levels.peek());
                    String within = levels.isEmpty() ? "" : levels.peek().type;
                    MimePart part = MimePart.of(number, within, type(stream), fields);
                    if (++parts > MOST_PARTS
                            || !visitor.part(part, stream.getDecodedInputStream())) {
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private static String number(Level level) {
        level.count++;
        return level.prefix + level.count;
    }

    private static String type(MimeTokenStream stream) {
        String type = stream.getBodyDescriptor().getMimeType();
        return type == null ? "text/plain" : type.toLowerCase(Locale.ROOT);
    }

    /** What stands behind the colon, on one line; octets that are no ASCII as UTF-8 (RFC 6532). */
    static String body(Field field) {
        byte[] raw = field.getRaw() == null ? null : field.getRaw().toByteArray();
        String text = raw == null ? field.getBody() : Texts.decoded(raw, StandardCharsets.UTF_8);
        int colon = raw == null ? -1 : text.indexOf(':');
        return FOLD.matcher(text.substring(colon + 1)).replaceAll("").strip();
    }
}
