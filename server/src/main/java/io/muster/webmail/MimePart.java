package io.muster.webmail;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message that has no parts.
 *
 * @param number as IMAP numbers parts, "1" or "2.1"
 * @param within the type of the part it is in; empty for a message that is one part
 * @param type in lower case
 * @param charset of its text
 * @param name of its file; empty where it has none
 * @param attached whether it says that it isn't to be shown with the text
 * @param contentId by which others refer to it, without angle brackets; empty where it has none
 */
record MimePart(
        String number,
        String within,
        String type,
        Charset charset,
        String name,
        boolean attached,
        String contentId) {

    private static final int LONGEST_NAME = 255;

    static MimePart of(String number, String within, String type, List<Field> fields) {
        String charset = null;
        String name = "";
        boolean attached = false;
        String contentId = "";
        for (Field field : fields) {
            switch (field.getName().toLowerCase(Locale.ROOT)) {
                case "content-type" -> {
                    if (parsed(field) instanceof ContentTypeField told) {
                        charset = told.getCharset();
                        name = name.isEmpty() ? name(told.getParameter("name")) : name;
                    }
                }
                case "content-disposition" -> {
                    if (parsed(field) instanceof ContentDispositionField told) {
                        attached = told.isAttachment();
                        String file = name(told.getFilename());
                        name = file.isEmpty() ? name : file;
                    }
                }
                case "content-id" -> contentId = MimeWalk.body(field).replaceAll("^<|>$", "");
                default -> {}
            }
        }
        return new MimePart(
                number, within, type, Texts.charset(charset), name, attached, contentId);
    }

    private static @Nullable Field parsed(Field field) {
        try {
            return LenientFieldParser.getParser().parse(field, DecodeMonitor.SILENT);
        } catch (RuntimeException _) {
            return null;
        }
    }

    /** Without what leads elsewhere, where somebody saves it. */
    static String name(@Nullable String told) {
        if (told == null) {
            return "";
        }
        String name = Texts.ofHeader(told);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        name = name.replaceAll("[\\p{Cf}\\p{Co}\\p{Cn}]", "").strip();
        return Texts.cut(name, LONGEST_NAME);
    }

    boolean isPlain() {
        return type.equals("text/plain");
    }

    boolean isHtml() {
        return type.equals("text/html");
    }

    /** Whether it is the message itself, or a piece of it, rather than a file beside it. */
    boolean isText() {
        return !attached && name.isEmpty() && (isPlain() || isHtml());
    }

    /** Whether it is a picture of the text, or the like, rather than a file beside it. */
    boolean isInline() {
        return !attached && !contentId.isEmpty() && within.equals("multipart/related");
    }

    /** Other forms of what is shown are no files. */
    boolean isFile() {
        return !isText();
    }
}
