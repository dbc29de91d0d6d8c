package io.muster.mailengine;

import io.muster.mailboxes.MailboxOwner;
import io.muster.webmail.StoredMail.DraftPlace;
import io.muster.webmail.StoredMail.Folder;
import io.muster.webmail.StoredMail.Keeping;
import io.muster.webmail.StoredMail.Outgoing;
import io.muster.webmail.StoredMail.Sending;
import io.muster.webmail.StoredMail.Unreachable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.mail.Flags;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.OverQuotaException;
import org.apache.james.mailbox.model.ByteContent;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drafts, and what becomes of them when they are sent. A message is among the drafts before
 * anything else; in the transaction that hands it over it goes to what was sent. So a crash leaves
 * a draft of what nobody got, and nothing is said to be sent that isn't.
 */
final class WebmailSending {

    private static final Logger LOG = LoggerFactory.getLogger(WebmailSending.class);

    private final MailLayer mail;
    private final Submission submission;
    private final MailStore store;

    WebmailSending(MailLayer mail, Submission submission, MailStore store) {
        this.mail = mail;
        this.submission = submission;
        this.store = store;
    }

    /** Somebody sent or deleted the draft before; everything goes back. */
    private static final class NoDraft extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The transaction goes back on unchecked exceptions only. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(MailboxException cause) {
            super(cause);
        }
    }

    long largest() {
        return submission.largest();
    }

    Keeping keepDraft(MailboxOwner viewer, Folder folder, byte[] content) {
        if (content.length > submission.largest()) {
            return new Keeping.TooLarge(submission.largest());
        }
        Flags flags = new Flags(Flags.Flag.DRAFT);
        flags.add(Flags.Flag.SEEN);
        MailboxSession session = WebmailActs.session(viewer);
        try {
            MessageManager messages = mail.folders().getMailbox(WebmailActs.id(folder), session);
            return new Keeping.Kept(
                    messages.appendMessage(
                                    MessageManager.AppendCommand.builder()
                                            .withFlags(flags)
                                            .notRecent()
                                            .build(new ByteContent(content)),
                                    session)
                            .getId()
                            .getUid()
                            .asLong());
        } catch (OverQuotaException full) {
            return new Keeping.Full();
        } catch (MailboxNotFoundException gone) {
            return new Keeping.FolderGone();
        } catch (MailboxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /**
     * @param alongside done in the same transaction
     */
    Sending send(MailboxOwner viewer, Outgoing message, Runnable alongside) {
        if (!submission.senders().maySend(viewer, message.sender())) {
            return new Sending.NotAllowed();
        }
        if (message.content().length > submission.largest()) {
            return new Sending.TooLarge(submission.largest());
        }
        Map<Integer, Unreachable> refused = new TreeMap<>();
        Submission.Envelope envelope = envelope(viewer, message, refused);
        if (!refused.isEmpty()) {
            return new Sending.Refused(refused);
        }
        if (envelope.isTooWide()) {
            return new Sending.TooWide();
        }
        if (!submission.pace().admits(viewer.user().toString(), message.recipients().size())) {
            return new Sending.TooFast();
        }
        if (!submission.hasRoom(Optional.of(viewer), envelope)) {
            return new Sending.TooMuchWaits();
        }
        if (!submission.groupPace().admits(viewer.user().toString(), envelope)) {
            return new Sending.TooFast();
        }
        return switch (keepDraft(viewer, message.drafts(), message.kept())) {
            case Keeping.Full _ -> new Sending.Full();
            case Keeping.TooLarge(long largest) -> new Sending.TooLarge(largest);
            case Keeping.FolderGone _ -> new Sending.NotNow();
            case Keeping.Kept(long uid) ->
                    send(envelope, new Passage(viewer, message, uid), alongside);
        };
    }

    private Submission.Envelope envelope(
            MailboxOwner viewer, Outgoing message, Map<Integer, Unreachable> refused) {
        var recipients =
                new Recipients(submission, message.sender().toString(), message.content().length);
        Optional<MailboxOwner> writer =
                submission.answering(Optional.of(viewer), message.sender().toString());
        for (int i = 0; i < message.recipients().size(); i++) {
            try {
                MailAddress recipient = new MailAddress(message.recipients().get(i));
                switch (submission.destinations().of(Optional.of(message.sender()), recipient)) {
                    case Destinations.Destination.Here(var owner) -> {
                        if (mail.rooms().of(owner).fits(message.content().length)) {
                            recipients.here(owner);
                        } else {
                            refused.put(i, Unreachable.FULL);
                        }
                    }
                    case Destinations.Destination.Elsewhere(var domain) ->
                            recipients.elsewhere(recipient, domain);
                    case Destinations.Destination.Many(var group) -> {
                        switch (recipients.group(group, writer)) {
                            case SOMEBODY -> {}
                            case FULL -> refused.put(i, Unreachable.FULL);
                            case NOBODY -> refused.put(i, Unreachable.CLOSED);
                            case NOT_ALLOWED -> refused.put(i, Unreachable.NOT_ALLOWED);
                        }
                    }
                    case Destinations.Destination.Closed _ -> refused.put(i, Unreachable.CLOSED);
                    case Destinations.Destination.Unreached _ ->
                            refused.put(i, Unreachable.ELSEWHERE);
                    case Destinations.Destination.Unknown _ -> refused.put(i, Unreachable.UNKNOWN);
                }
            } catch (AddressException none) {
                refused.put(i, Unreachable.UNKNOWN);
            }
        }
        return recipients.envelope();
    }

    private Sending send(Submission.Envelope envelope, Passage passage, Runnable alongside) {
        try {
            submission.hand(
                    Optional.of(passage.viewer),
                    envelope,
                    passage.message.content(),
                    new Delivery.Alongside(passage.folders(), passage::pass).then(alongside));
        } catch (NoDraft gone) {
            passage.undo();
            return new Sending.DraftGone();
        } catch (MailboxException | RuntimeException fault) {
            LOG.error("A message could not be sent; its sender was told so", fault);
            passage.undo();
            return new Sending.NotNow();
        }
        try {
            passage.tell();
        } catch (RuntimeException fault) {
            LOG.warn("A message is sent, but open mail programs were not all told", fault);
        }
        return new Sending.Sent(passage.message.sent().id(), passage.arrived.getUid().asLong());
    }

    /** The way of one message from the drafts to what was sent. */
    private final class Passage {

        private final MailboxOwner viewer;
        private final Outgoing message;
        private final MessageUid uid;
        private final MailboxSession session;
        private final Mailbox drafts;
        private final Mailbox sent;
        private final @Nullable Mailbox before;
        private final List<MailboxMessage> originals = new ArrayList<>();
        private Collection<MessageMetaData> written = List.of();
        private MessageMetaData arrived;

        @SuppressWarnings("NullAway.Init") // set in the transaction
        Passage(MailboxOwner viewer, Outgoing message, long uid) {
            this.viewer = viewer;
            this.message = message;
            this.uid = MessageUid.of(uid);
            this.session = WebmailActs.session(viewer);
            this.drafts = folder(message.drafts());
            this.sent = folder(message.sent());
            DraftPlace draft = message.draft();
            this.before = draft == null ? null : folder(draft.folder());
        }

        private Mailbox folder(Folder folder) {
            return mail.parts()
                    .getMailboxMapper(session)
                    .findMailboxById(WebmailActs.id(folder))
                    .blockOptional()
                    .orElseThrow();
        }

        List<FolderId> folders() {
            List<FolderId> folders = new ArrayList<>();
            folders.add(FolderId.of(drafts.getMailboxId()));
            folders.add(FolderId.of(sent.getMailboxId()));
            if (before != null) {
                folders.add(FolderId.of(before.getMailboxId()));
            }
            return folders;
        }

        /** In the transaction of the delivery. */
        void pass() {
            store.<Boolean>in(
                    viewer.organization(),
                    () -> {
                        FolderCounters.lockAll(store, folders());
                        DraftPlace draft = message.draft();
                        if (draft != null && before != null) {
                            written =
                                    rows().deleteMessages(
                                                    before, List.of(MessageUid.of(draft.uid())))
                                            .values();
                            if (written.isEmpty()) {
                                throw new NoDraft();
                            }
                        }
                        originals.addAll(read(FolderId.of(drafts.getMailboxId()), uid));
                        arrived = arrived();
                        return true;
                    });
        }

        private MessageMetaData arrived() {
            try {
                FolderId target = FolderId.of(sent.getMailboxId());
                MessageUid moved = rows().move(sent, originals).getFirst().getUid();
                rows().update(target, noDraft(), read(target, moved));
                return read(target, moved).getFirst().metaData();
            } catch (MailboxException fault) {
                throw new Failed(fault);
            }
        }

        private static FlagsUpdateCalculator noDraft() {
            return new FlagsUpdateCalculator(new Flags(Flags.Flag.SEEN), FlagsUpdateMode.REPLACE);
        }

        private MessageRows rows() {
            return (MessageRows) mail.parts().getMessageMapper(session);
        }

        private List<MailboxMessage> read(FolderId folder, MessageUid one) {
            return new MessageReading(store, folder.organization())
                    .numbered(folder, List.of(one.asLong()), FetchType.METADATA);
        }

        /** Nobody got it: it isn't among the drafts either, where what it was written from is. */
        void undo() {
            new WebmailActs(mail, store).delete(viewer, message.drafts(), List.of(uid.asLong()));
        }

        /** After the commit. */
        void tell() {
            var acts = new WebmailActs(mail, store);
            acts.tell(session, drafts, originals, sent, List.of(arrived));
            if (before != null) {
                acts.tellGone(session, before, written);
            }
        }
    }
}
