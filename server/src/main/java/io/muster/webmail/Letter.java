package io.muster.webmail;

import io.muster.kernel.MailboxId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as somebody writes it.
 *
 * @param mailboxId the mailbox under whose address it is sent: one's own, or one with {@code
 *     mailbox:send-as}
 * @param bcc those who get it without being named
 * @param subject at most 998 characters
 * @param text plain, at most 900,000 characters
 * @param answerTo what it answers or hands on; null or missing where it is new
 * @param attachments at most 100
 */
record Letter(
        MailboxId mailboxId,
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        String subject,
        String text,
        @Nullable AnswerTo answerTo,
        List<LetterFile> attachments) {

    /** What a message is to another. */
    enum AnswerKind {
        REPLY,
        FORWARD
    }

    /** The message that another answers or hands on. */
    record AnswerTo(UUID folderId, long uid, AnswerKind kind) {}

    /**
     * A file: an upload, or a part of a message that one may read.
     *
     * @param upload its id, or null where it is a part of a message
     * @param folderId where that message is
     * @param part its number in the message
     */
    record LetterFile(
            @Nullable UUID upload,
            @Nullable UUID folderId,
            @Nullable Long uid,
            @Nullable String part) {}
}
