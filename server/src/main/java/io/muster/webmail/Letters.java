package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.OpenMailboxes;
import io.muster.mailboxes.Senders;
import io.muster.webmail.Letter.AnswerTo;
import io.muster.webmail.LetterRule.Recipient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps letters as drafts and sends them. */
@Component
class Letters {

    private final MailDesk desk;
    private final Senders senders;
    private final StoredMail mail;
    private final Uploads uploads;
    private final AuditLog audit;

    Letters(MailDesk desk, Senders senders, StoredMail mail, Uploads uploads, AuditLog audit) {
        this.desk = desk;
        this.senders = senders;
        this.mail = mail;
        this.uploads = uploads;
        this.audit = audit;
    }

    /** Where a message is. */
    record Place(UUID folder, long uid) {}

    /** Keeps a draft; it takes the place of another one, where one is named. */
    Place keep(Actor actor, Letter letter, @Nullable Place instead) {
        LetterRule.checkDraft(letter);
        MailboxOwner viewer = desk.viewer(actor);
        OpenMailboxes.Open from = sender(viewer, letter);
        StoredMail.@Nullable Folder before = instead == null ? null : draftFolder(viewer, instead);
        StoredMail.Folder folder = mail.standard(viewer, home(viewer, from), FolderRole.DRAFTS);
        Place kept =
                composed(
                        viewer,
                        letter,
                        from,
                        composition ->
                                switch (mail.keepDraft(viewer, folder, composition.draft())) {
                                    case StoredMail.Keeping.Kept(long uid) ->
                                            new Place(folder.id(), uid);
                                    case StoredMail.Keeping.Full _ ->
                                            throw WebmailProblems.full().refusal();
                                    case StoredMail.Keeping.TooLarge(long largest) ->
                                            throw WebmailProblems.tooLarge(largest).refusal();
                                    case StoredMail.Keeping.FolderGone _ ->
                                            throw Problem.notFound("folder").refusal();
                                });
        if (instead != null && before != null) {
            mail.deleteForGood(viewer, before, List.of(instead.uid()));
        }
        return kept;
    }

    /** Takes a draft away. */
    void drop(Actor actor, Place draft) {
        MailboxOwner viewer = desk.viewer(actor);
        mail.deleteForGood(viewer, draftFolder(viewer, draft), List.of(draft.uid()));
    }

    /** The folder of a draft that is there and that one may write. */
    private StoredMail.Folder draftFolder(MailboxOwner viewer, Place draft) {
        StoredMail.Folder folder = writable(viewer, draft);
        if (!isDraft(viewer, folder, draft.uid())) {
            throw Problem.notFound("draft").refusal();
        }
        return folder;
    }

    /**
     * A folder in which one may take away what one writes. Elsewhere than among the drafts any
     * message may be marked as one, and only who may delete there may take it away.
     */
    private StoredMail.Folder writable(MailboxOwner viewer, Place draft) {
        StoredMail.Folder folder = desk.folder(viewer, draft.folder(), Permission.MAILBOX_WRITE);
        return folder.name().equals(FolderRole.DRAFTS.folder())
                ? folder
                : desk.folder(viewer, draft.folder(), Permission.MAILBOX_DELETE);
    }

    private boolean isDraft(MailboxOwner viewer, StoredMail.Folder folder, long uid) {
        return mail.read(viewer, folder, uid, whole -> whole.marks().draft()).orElse(false);
    }

    /** Sends a letter; what it was written from is gone then. */
    Place send(Actor actor, Letter letter, @Nullable Place draft) {
        List<Recipient> recipients = LetterRule.checkSending(letter);
        MailboxOwner viewer = desk.viewer(actor);
        OpenMailboxes.Open from = sender(viewer, letter);
        if (senders.judge(viewer, from.address()) == Senders.Sending.DOMAIN_OF_ANOTHER) {
            throw Problem.invalid(
                            "mailboxId",
                            "domain-of-another",
                            "The domain of this address belongs to another organization now, so you can't send under it.")
                    .refusal();
        }
        StoredMail.@Nullable DraftPlace written =
                draft == null
                        ? null
                        : new StoredMail.DraftPlace(writable(viewer, draft), draft.uid());
        // Who is sent twice learns it before anything is asked of the recipients.
        if (written != null && !isDraft(viewer, written.folder(), written.uid())) {
            throw draftGone().refusal();
        }
        StoredMail.Folder drafts = mail.standard(viewer, home(viewer, from), FolderRole.DRAFTS);
        StoredMail.Folder sent = mail.standard(viewer, home(viewer, from), FolderRole.SENT);
        Place place =
                composed(
                        viewer,
                        letter,
                        from,
                        composition -> {
                            Composition.Sent message = composition.sent();
                            var outgoing =
                                    new StoredMail.Outgoing(
                                            from.address(),
                                            recipients.stream().map(Recipient::address).toList(),
                                            message.content(),
                                            message.kept(),
                                            drafts,
                                            sent,
                                            written);
                            return place(
                                    mail.send(
                                            viewer,
                                            outgoing,
                                            () -> record(actor, viewer, from, recipients)),
                                    recipients);
                        });
        markAnswered(viewer, letter);
        letter.attachments().stream()
                .map(Letter.LetterFile::upload)
                .filter(upload -> upload != null)
                .forEach(upload -> uploads.drop(viewer, upload));
        return place;
    }

    /** Who writes in somebody else's name answers for it. */
    private void record(
            Actor actor, MailboxOwner viewer, OpenMailboxes.Open from, List<Recipient> recipients) {
        if (actor.impersonator() == null) {
            return;
        }
        audit.record(
                actor,
                viewer.organization(),
                List.of(
                        Change.done(
                                "webmail.sent",
                                "mailbox",
                                from.id().value(),
                                from.address().toString(),
                                Map.of(),
                                Map.of(
                                        "recipients",
                                        recipients.stream()
                                                .map(Recipient::address)
                                                .limit(20)
                                                .toList(),
                                        "number",
                                        recipients.size()))));
    }

    private static Place place(StoredMail.Sending outcome, List<Recipient> recipients) {
        return switch (outcome) {
            case StoredMail.Sending.Sent(UUID folder, long uid) -> new Place(folder, uid);
            case StoredMail.Sending.NotAllowed _ ->
                    throw Problem.of(
                                    403,
                                    "webmail:may-not-send",
                                    "You may not send under this address",
                                    "Choose another sender.")
                            .refusal();
            case StoredMail.Sending.Refused(var refused) ->
                    throw Problem.invalid(
                                    refused.entrySet().stream()
                                            .map(one ->
                                                    fault(
                                                            recipients.get(one.getKey()),
                                                            one.getValue()))
                                            .toList())
                            .refusal();
            case StoredMail.Sending.TooLarge(long largest) ->
                    throw WebmailProblems.tooLarge(largest).refusal();
            case StoredMail.Sending.TooWide _ ->
                    throw Problem.invalid(
                                    "to",
                                    "too-many-members",
                                    "The groups have too many members together. Write to them one by one.")
                            .refusal();
            case StoredMail.Sending.TooFast _ ->
                    throw Problem.of(
                                    429,
                                    "webmail:too-many-recipients",
                                    "Too many recipients in this hour",
                                    "The message is not sent. Try again later.")
                            .refusal();
            case StoredMail.Sending.TooMuchWaits _ ->
                    throw Problem.of(
                                    429,
                                    "webmail:too-much-waits",
                                    "Too much of your mail waits to leave",
                                    "The message is not sent. Try again when some of it has left.")
                            .refusal();
            case StoredMail.Sending.Full _ -> throw WebmailProblems.full().refusal();
            case StoredMail.Sending.DraftGone _ -> throw draftGone().refusal();
            case StoredMail.Sending.NotNow _ ->
                    throw Problem.of(
                                    503,
                                    "webmail:not-sent",
                                    "The message could not be sent now",
                                    "Nobody got it. Try again.")
                            .refusal();
        };
    }

    private static Problem.FieldError fault(Recipient recipient, StoredMail.Unreachable why) {
        return switch (why) {
            case UNKNOWN ->
                    new Problem.FieldError(
                            recipient.field(),
                            "unknown-recipient",
                            "Nobody has the address %s.".formatted(recipient.address()));
            case ELSEWHERE ->
                    new Problem.FieldError(
                            recipient.field(),
                            "elsewhere",
                            "Nobody has the address %s here, and mail to other servers isn't set up."
                                    .formatted(recipient.address()));
            case CLOSED ->
                    new Problem.FieldError(
                            recipient.field(),
                            "closed-recipient",
                            "%s takes no mail.".formatted(recipient.address()));
            case NOT_ALLOWED ->
                    new Problem.FieldError(
                            recipient.field(),
                            "not-allowed",
                            "You may not write to the group %s.".formatted(recipient.address()));
            case FULL ->
                    new Problem.FieldError(
                            recipient.field(),
                            "full-recipient",
                            "The mailbox of %s has no room for this message."
                                    .formatted(recipient.address()));
        };
    }

    private static Problem draftGone() {
        return Problem.of(
                409,
                "webmail:draft-gone",
                "The draft isn't there any more",
                "It was sent already, or deleted.");
    }

    /** The mailbox under whose address a letter is to be sent. */
    private OpenMailboxes.Open sender(MailboxOwner viewer, Letter letter) {
        OpenMailboxes.Open from =
                desk.mailboxes(viewer).stream()
                        .filter(one -> one.id().equals(letter.mailboxId()))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "mailboxId",
                                                "unknown",
                                                "There is no such mailbox, or it is not yours to see.")
                                        .refusal());
        if (!from.permissions().contains(Permission.MAILBOX_SEND_AS)) {
            throw Permission.MAILBOX_SEND_AS.lacking().refusal();
        }
        return from;
    }

    /**
     * The mailbox that keeps what is written: that of the sender, else one's own, unless one may
     * not write there either.
     */
    private MailboxOwner home(MailboxOwner viewer, OpenMailboxes.Open from) {
        if (keeps(from)) {
            return from.owner();
        }
        boolean isClosed =
                desk.mailboxes(viewer).stream()
                        .anyMatch(mailbox -> mailbox.mine() && !keeps(mailbox));
        if (isClosed) {
            throw Permission.MAILBOX_WRITE.lacking().refusal();
        }
        return viewer;
    }

    private static boolean keeps(OpenMailboxes.Open mailbox) {
        return mailbox.permissions().contains(Permission.MAILBOX_READ)
                && mailbox.permissions().contains(Permission.MAILBOX_WRITE);
    }

    private void markAnswered(MailboxOwner viewer, Letter letter) {
        AnswerTo answer = letter.answerTo();
        if (answer == null || answer.kind() != Letter.AnswerKind.REPLY) {
            return;
        }
        mail.folder(viewer, answer.folderId())
                .filter(folder -> folder.rights().contains(Permission.MAILBOX_WRITE))
                .ifPresent(folder ->
                        mail.mark(
                                viewer,
                                folder,
                                List.of(answer.uid()),
                                new StoredMail.Marking(null, null, true)));
    }

    private <T> T composed(
            MailboxOwner viewer,
            Letter letter,
            OpenMailboxes.Open from,
            Function<Composition, T> work) {
        List<MessageFiles.File> files = new ArrayList<>();
        try {
            long largest = mail.largest();
            long octets = 0;
            for (int i = 0; i < letter.attachments().size(); i++) {
                MessageFiles.File file =
                        file(viewer, letter.attachments().get(i), "attachments[" + i + "]");
                files.add(file);
                octets += file.spooled().octets();
                // Before more of them take room: the same file can be named many times.
                if (octets * 4 / 3 > largest) {
                    throw WebmailProblems.tooLarge(largest).refusal();
                }
            }
            var composition =
                    new Composition(
                            letter, from.address(), from.name(), files, answered(viewer, letter));
            // Twice, where some get it without being named.
            return mail.holding(composition.octets() * 2, () -> work.apply(composition));
        } finally {
            files.forEach(file -> file.spooled().drop());
        }
    }

    private MessageFiles.File file(MailboxOwner viewer, Letter.LetterFile file, String field) {
        UUID upload = file.upload();
        Optional<MessageFiles.File> found =
                upload != null ? uploads.file(viewer, upload) : part(viewer, file);
        return found.orElseThrow(() ->
                Problem.invalid(field, "unknown", "This file isn't there any more.").refusal());
    }

    private Optional<MessageFiles.File> part(MailboxOwner viewer, Letter.LetterFile file) {
        UUID folder = file.folderId();
        Long uid = file.uid();
        String part = file.part();
        if (folder == null || uid == null || part == null) {
            return Optional.empty();
        }
        return mail.folder(viewer, folder)
                .flatMap(found ->
                        mail.read(viewer, found, uid, whole -> MessageFiles.file(whole, part)))
                .flatMap(one -> one);
    }

    /** The thread of what is answered, where it is there still. */
    private List<String> answered(MailboxOwner viewer, Letter letter) {
        AnswerTo answer = letter.answerTo();
        if (answer == null) {
            return List.of();
        }
        return mail.folder(viewer, answer.folderId())
                .flatMap(folder -> mail.read(viewer, folder, answer.uid(), Letters::thread))
                .orElseGet(List::of);
    }

    private static List<String> thread(StoredMail.Whole whole) {
        var header = new Header();
        MimeWalk.through(new ByteArrayInputStream(whole.content()), header);
        List<String> thread = new ArrayList<>(header.read.ids("references"));
        if (thread.isEmpty() && !header.read.id("in-reply-to").isEmpty()) {
            thread.add(header.read.id("in-reply-to"));
        }
        if (!header.read.id("message-id").isEmpty()) {
            thread.add(header.read.id("message-id"));
        }
        return thread;
    }

    /** Reads the header alone. */
    private static final class Header implements MimeWalk.Visitor {

        private MessageHeader read = MessageHeader.none();

        @Override
        public void header(List<Field> fields) {
            read = new MessageHeader(fields);
        }

        @Override
        public boolean part(MimePart part, InputStream content) {
            return false;
        }
    }
}
