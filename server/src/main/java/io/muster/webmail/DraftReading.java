package io.muster.webmail;

import io.muster.kernel.MailboxId;
import io.muster.webmail.Letter.AnswerTo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/** Reads a letter out of the draft that it was kept as, or that a mail program kept. */
final class DraftReading implements MimeWalk.Visitor {

    private String mailbox = "";
    private String answer = "";

    private DraftReading() {}

    /** Nothing where the message is no draft. */
    static Optional<LetterEndpoint.MailDraft> of(
            StoredMail.Folder folder, long uid, StoredMail.Whole whole) {
        if (!whole.marks().draft()) {
            return Optional.empty();
        }
        var reading = new DraftReading();
        MimeWalk.through(new ByteArrayInputStream(whole.content()), reading);
        MailMessage message = MailMessage.of(folder.id(), uid, whole);
        String text = message.text();
        return Optional.of(
                new LetterEndpoint.MailDraft(
                        reading.mailbox(folder.mailbox()),
                        message.to(),
                        message.cc(),
                        message.bcc(),
                        message.subject(),
                        text == null ? "" : text,
                        reading.answer(),
                        files(folder.id(), message)));
    }

    private static List<LetterEndpoint.DraftFile> files(UUID folder, MailMessage message) {
        return message.attachments().stream()
                .map(file ->
                        new LetterEndpoint.DraftFile(
                                folder,
                                message.uid(),
                                file.part(),
                                file.name(),
                                file.type(),
                                file.octets()))
                .toList();
    }

    @Override
    public void header(List<Field> fields) {
        for (Field field : fields) {
            if (field.getName().equalsIgnoreCase(Composition.MAILBOX)) {
                mailbox = MimeWalk.body(field);
            } else if (field.getName().equalsIgnoreCase(Composition.ANSWER)) {
                answer = MimeWalk.body(field);
            }
        }
    }

    @Override
    public boolean part(MimePart part, InputStream content) {
        return false;
    }

    private MailboxId mailbox(MailboxId unknown) {
        try {
            return mailbox.isEmpty() ? unknown : MailboxId.valueOf(mailbox);
        } catch (IllegalArgumentException _) {
            return unknown;
        }
    }

    private @Nullable AnswerTo answer() {
        String[] told = answer.split(" ", -1);
        try {
            return told.length == 3
                    ? new AnswerTo(
                            UUID.fromString(told[1]),
                            Long.parseLong(told[2]),
                            Letter.AnswerKind.valueOf(told[0]))
                    : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
