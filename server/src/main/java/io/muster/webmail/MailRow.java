package io.muster.webmail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param uid its number in the folder
 * @param threadId what belongs together in a mailbox has the same
 * @param threadMessages how many messages of the thread are in this folder, 1,000 at most
 * @param threadUnseen how many of them nobody has seen
 * @param to at most 10
 * @param preview how its text begins, at most 200 characters on one line
 * @param octets of the whole message
 * @param attachments whether there are files in it; of a very long one perhaps
 */
record MailRow(
        UUID folderId,
        long uid,
        UUID threadId,
        long threadMessages,
        long threadUnseen,
        @Nullable MailAddress from,
        List<MailAddress> to,
        String subject,
        String preview,
        Instant receivedAt,
        long octets,
        boolean seen,
        boolean flagged,
        boolean answered,
        boolean draft,
        boolean attachments) {

    private static final int MOST_RECIPIENTS = 10;
    private static final int LONGEST_PREVIEW = 200;

    /** Of what a preview is made, in octets. */
    private static final int BEGINNING = 8 << 10;

    static MailRow of(StoredMail.Glance glance) {
        var look = new Look();
        MimeWalk.through(new ByteArrayInputStream(glance.beginning()), look);
        StoredMail.Marks marks = glance.marks();
        return new MailRow(
                glance.folder(),
                glance.uid(),
                glance.thread(),
                glance.ofThread(),
                glance.unseenOfThread(),
                look.header.first("from"),
                look.header.addresses("to", MOST_RECIPIENTS),
                look.header.subject(),
                look.preview,
                glance.receivedAt(),
                glance.octets(),
                marks.seen(),
                marks.flagged(),
                marks.answered(),
                marks.draft(),
                look.files || look.isCutWithin(glance));
    }

    /** What is seen of a message at a glance. */
    private static final class Look implements MimeWalk.Visitor {

        private MessageHeader header = MessageHeader.none();
        private String preview = "";
        private boolean files;
        private boolean mixed;

        /** It is to have several parts, and all that was read is the first. */
        boolean isCutWithin(StoredMail.Glance glance) {
            return mixed && glance.beginning().length < glance.octets();
        }

        @Override
        public void header(List<Field> fields) {
            header = new MessageHeader(fields);
        }

        @Override
        public boolean part(MimePart part, InputStream content) throws IOException {
            mixed |= part.within().equals("multipart/mixed");
            files |= !part.isText() && !part.isInline();
            if (preview.isEmpty() && part.isText()) {
                String text = Texts.decoded(content.readNBytes(BEGINNING), part.charset());
                preview =
                        Texts.cut(
                                Texts.oneLine(part.isHtml() ? HtmlText.of(text, BEGINNING) : text),
                                LONGEST_PREVIEW);
            }
            return true;
        }
    }
}
