package io.muster.mailengine;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.util.MimeUtil;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.jspecify.annotations.Nullable;

/** Turns octets of messages into text: character sets, encoded words, HTML. */
final class MessageDecoding {

    /** The most octets that one character of a text takes, in whatever character set. */
    private static final int OCTETS_A_CHARACTER = 8;

    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** Said of texts that say nothing of their characters, and of western ones. */
    private static final Set<String> NOTHING_SAID =
            Set.of("", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "iso-8859-1", "latin1");

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    private MessageDecoding() {}

    /** The value of a header field, unfolded, its encoded words (RFC 2047) decoded. */
    static String value(Field field) {
        String body;
        if (field.getRaw() == null) {
            body = Objects.requireNonNullElse(field.getBody(), "");
        } else {
            String raw = text(field.getRaw().toByteArray(), null);
            body = raw.substring(raw.indexOf(':') + 1);
        }
        String unfolded = MimeUtil.unfold(body).strip();
        try {
            return DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT);
        } catch (IllegalArgumentException undecodable) {
            return unfolded;
        }
    }

    /** What an attached file is called, empty where nothing is said. */
    static String fileName(MaximalBodyDescriptor kind) {
        String said = kind.getContentDispositionFilename();
        if (said == null) {
            said = kind.getContentTypeParameters().get("name");
        }
        return said == null ? "" : DecoderUtil.decodeEncodedWords(said, DecodeMonitor.SILENT);
    }

    static boolean isText(MaximalBodyDescriptor kind) {
        String type = kind.getMimeType().toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || HTML.contains(type);
    }

    /** The text of a part, at most so many characters of it. */
    static String text(InputStream in, MaximalBodyDescriptor kind, int most) throws IOException {
        boolean html = HTML.contains(kind.getMimeType().toLowerCase(Locale.ROOT));
        // How much of it is markup shows at its end.
        long octets = html ? Integer.MAX_VALUE : (long) most * OCTETS_A_CHARACTER;
        String text =
                text(in.readNBytes((int) Math.min(octets, Integer.MAX_VALUE)), kind.getCharset());
        String seen = html ? withoutMarkup(text) : text;
        return seen.length() > most ? seen.substring(0, most) : seen;
    }

    private static String withoutMarkup(String html) throws IOException {
        try (Reader seen = new HTMLStripCharFilter(new StringReader(html))) {
            return seen.readAllAsString();
        }
    }

    /** UTF-8 is recognized by itself, else what is not said is taken for western. */
    static String text(byte[] octets, @Nullable String charset) {
        String said = charset == null ? "" : charset.strip().toLowerCase(Locale.ROOT);
        if (!NOTHING_SAID.contains(said)) {
            try {
                return new String(octets, Charset.forName(said));
            } catch (IllegalArgumentException unknown) {
                // As if nothing had been said.
            }
        }
        if (said.startsWith("iso") || said.startsWith("latin")) {
            return new String(octets, WESTERN);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException western) {
            return new String(octets, WESTERN);
        }
    }
}
