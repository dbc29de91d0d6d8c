package io.muster.webmail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes out of a message what is read by itself: its HTML, its files, its source. */
final class MessageFiles {

    private MessageFiles() {}

    /** A file of a message. */
    record File(String name, String type, Spooled spooled) {}

    /** Its HTML as a page, with its own pictures in it; nothing where it has none. */
    static Optional<String> page(StoredMail.Whole whole, boolean remoteImages) {
        var found = new Html();
        MimeWalk.through(new ByteArrayInputStream(whole.content()), found);
        return Optional.ofNullable(found.html)
                .map(html -> CleanHtml.page(html, pictures(whole, html), remoteImages));
    }

    private static Map<String, String> pictures(StoredMail.Whole whole, String html) {
        var pictures = new CleanHtml.Pictures(CleanHtml.references(html));
        MimeWalk.through(new ByteArrayInputStream(whole.content()), pictures);
        return pictures.found();
    }

    static Optional<File> file(StoredMail.Whole whole, String number) {
        var wanted = new Numbered(number);
        MimeWalk.through(new ByteArrayInputStream(whole.content()), wanted);
        if (wanted.fault != null) {
            throw new UncheckedIOException(wanted.fault);
        }
        return Optional.ofNullable(wanted.file);
    }

    static Spooled source(StoredMail.Whole whole) {
        try {
            return Spooled.of(new ByteArrayInputStream(whole.content()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static final class Html implements MimeWalk.Visitor {

        private @Nullable String html;

        @Override
        public boolean part(MimePart part, InputStream content) throws IOException {
            if (part.isText() && part.isHtml()) {
                html = CleanHtml.read(part, content);
            }
            return html == null;
        }
    }

    private static final class Numbered implements MimeWalk.Visitor {

        private final String number;
        private @Nullable File file;
        private @Nullable IOException fault;

        Numbered(String number) {
            this.number = number;
        }

        @Override
        public boolean part(MimePart part, InputStream content) {
            if (!part.number().equals(number)) {
                return true;
            }
            String name = part.name().isEmpty() ? "part-" + number : part.name();
            try {
                file = new File(name, part.type(), Spooled.of(content));
            } catch (IOException full) {
                fault = full;
            }
            return false;
        }
    }
}
