package io.muster.webmail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.jspecify.annotations.Nullable;

/** Text out of octets that say more or less truly what they are. */
final class Texts {

    /** What mail without any charset is most likely in, where it is no UTF-8. */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Texts() {}

    /** The charset of that name; UTF-8 for one that there isn't. */
    static Charset charset(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset found = Charset.forName(name.strip());
            // What is called ASCII or Latin 1 often is more, and what is more contains them.
            if (found.equals(StandardCharsets.US_ASCII)) {
                return StandardCharsets.UTF_8;
            }
            return found.equals(StandardCharsets.ISO_8859_1) ? WESTERN : found;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Octets of that charset; where they are none of it, as western ones. */
    static String decoded(byte[] octets, Charset charset) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return new String(octets, charset);
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException _) {
            return isCutShort(octets)
                    ? new String(octets, StandardCharsets.UTF_8)
                    : new String(octets, WESTERN);
        }
    }

    /** Whether all but the last character, which was cut, are UTF-8. */
    private static boolean isCutShort(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        int fault = text.indexOf('\uFFFD');
        return fault == text.length() - 1;
    }

    /** Text of a header, encoded words decoded (RFC 2047), without control characters. */
    static String ofHeader(String raw) {
        String text;
        try {
            text = DecoderUtil.decodeEncodedWords(raw, DecodeMonitor.SILENT);
        } catch (RuntimeException _) {
            text = raw;
        }
        return oneLine(text);
    }

    /** All blanks and control characters as one blank each time. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u00A0]+", " ").strip();
    }

    /** The beginning, which doesn't end within a character. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        if (most <= 0) {
            return "";
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }

    /** Whole text without the characters that no text has. */
    static String plain(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]", "");
    }
}
