package io.muster.webmail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/**
 * A message to read.
 *
 * @param messageIdHeader its own id without angle brackets; empty where it has none
 * @param inReplyTo the id of what it answers; empty where it answers nothing
 * @param references the ids of what went before, the oldest first
 * @param sender where it isn't who it is from
 * @param sentAt as the sender says; null where he doesn't
 * @param text its plain text, at most 1 MiB; made of its HTML where it has nothing else; null where
 *     it has neither
 * @param html whether there is HTML, which is read by itself
 * @param remoteImages whether the HTML wants pictures from elsewhere
 * @param attachments its files and the pictures of its HTML, at most 1,000
 */
record MailMessage(
        UUID folderId,
        long uid,
        UUID threadId,
        String messageIdHeader,
        String inReplyTo,
        List<String> references,
        @Nullable MailAddress from,
        @Nullable MailAddress sender,
        List<MailAddress> replyTo,
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        String subject,
        @Nullable Instant sentAt,
        Instant receivedAt,
        long octets,
        boolean seen,
        boolean flagged,
        boolean answered,
        boolean draft,
        @Nullable String text,
        boolean html,
        boolean remoteImages,
        List<MailPart> attachments) {

    /**
     * A file in a message, or a picture of its HTML.
     *
     * @param part its number in the message
     * @param name empty where it has none
     * @param type as the sender says
     * @param octets decoded
     * @param inline whether it is shown within the HTML
     */
    record MailPart(String part, String name, String type, long octets, boolean inline) {}

    static MailMessage of(UUID folder, long uid, StoredMail.Whole whole) {
        var reading = new Reading();
        MimeWalk.through(new ByteArrayInputStream(whole.content()), reading);
        MessageHeader header = reading.header;
        MailAddress from = header.first("from");
        MailAddress sender = header.first("sender");
        String html = reading.html;
        return new MailMessage(
                folder,
                uid,
                whole.thread(),
                header.id("message-id"),
                header.id("in-reply-to"),
                header.ids("references"),
                from,
                sender == null || (from != null && sender.address().equals(from.address()))
                        ? null
                        : sender,
                header.addresses("reply-to", MessageHeader.MOST_ADDRESSES),
                header.addresses("to", MessageHeader.MOST_ADDRESSES),
                header.addresses("cc", MessageHeader.MOST_ADDRESSES),
                header.addresses("bcc", MessageHeader.MOST_ADDRESSES),
                header.subject(),
                header.sentAt(),
                whole.receivedAt(),
                whole.content().length,
                whole.marks().seen(),
                whole.marks().flagged(),
                whole.marks().answered(),
                whole.marks().draft(),
                reading.text(),
                html != null,
                html != null && CleanHtml.wantsRemoteImages(html),
                List.copyOf(reading.files));
    }

    /** What is read of a message. */
    private static final class Reading implements MimeWalk.Visitor {

        private MessageHeader header = MessageHeader.none();
        private final StringBuilder text = new StringBuilder();
        private final List<MailPart> files = new ArrayList<>();
        private @Nullable String html;
        private boolean plain;

        @Override
        public void header(List<Field> fields) {
            header = new MessageHeader(fields);
        }

        @Override
        public boolean part(MimePart part, InputStream content) throws IOException {
            if (part.isText() && part.isPlain() && text.length() < CleanHtml.LARGEST_TEXT) {
                plain = true;
                String more =
                        Texts.plain(
                                Texts.decoded(
                                        content.readNBytes(CleanHtml.LARGEST_TEXT),
                                        part.charset()));
                text.append(text.isEmpty() ? "" : "\n\n")
                        .append(
                                Texts.cut(
                                        more, Math.max(0, CleanHtml.LARGEST_TEXT - text.length())));
            } else if (part.isText() && part.isHtml() && html == null) {
                html = CleanHtml.read(part, content);
            } else {
                files.add(
                        new MailPart(
                                part.number(),
                                part.name(),
                                part.type(),
                                content.transferTo(OutputStream.nullOutputStream()),
                                part.isInline()));
            }
            return true;
        }

        private @Nullable String text() {
            if (plain) {
                return text.toString();
            }
            return html == null ? null : HtmlText.of(html, CleanHtml.LARGEST_TEXT);
        }
    }
}
