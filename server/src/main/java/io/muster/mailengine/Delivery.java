package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.ByteContent;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.store.event.EventFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a message into the inboxes of all its recipients or into none: one transaction, of whatever
 * organizations they are. So a sender who is told to try again sends nothing twice.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** In which everybody takes folders of several organizations. */
    static final Comparator<FolderId> IN_ORDER =
            Comparator.<FolderId, UUID>comparing(folder -> folder.organization().value())
                    .thenComparing(FolderId::value);

    private final MailLayer mail;
    private final MailStore store;
    private final StandardFolders standardFolders;
    private final Forwarder forwarder;
    private final Clock clock;

    Delivery(
            MailLayer mail,
            MailStore store,
            StandardFolders standardFolders,
            Forwarder forwarder,
            Clock clock) {
        this.mail = mail;
        this.store = store;
        this.standardFolders = standardFolders;
        this.forwarder = forwarder;
        this.clock = clock;
    }

    /**
     * What is done in the transaction of a delivery.
     *
     * @param folders held before anything is done, besides the inboxes
     */
    record Alongside(List<FolderId> folders, Runnable work) {

        static final Alongside NOTHING = new Alongside(List.of(), () -> {});

        static Alongside of(Runnable work) {
            return new Alongside(List.of(), work);
        }

        Alongside then(Runnable more) {
            return new Alongside(
                    folders,
                    () -> {
                        work.run();
                        more.run();
                    });
        }
    }

    /** The inbox of a recipient, opened in his name. */
    record Inbox(MailboxSession session, Mailbox folder, MailboxOwner owner, long limit) {
        FolderId id() {
            return FolderId.of(folder.getMailboxId());
        }
    }

    /** Somebody has no room for the message; nobody has it. */
    static final class MailboxFull extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean forGood;

        MailboxFull(boolean forGood) {
            super("no room for the message");
            this.forGood = forGood;
        }

        /** Whether it is larger than the mailbox may be at all. */
        boolean forGood() {
            return forGood;
        }
    }

    /**
     * Committed when it returns; nobody has it when it throws. Where mailboxes send on it goes, in
     * the same transaction.
     *
     * @param content below its Return-Path
     * @param owners none where all of it is done alongside
     * @param through the groups by which it reaches some of them
     * @param alongside done in the same transaction
     * @throws MailboxFull when it doesn't fit into one of the mailboxes
     */
    void deliver(
            byte[] content,
            Collection<MailboxOwner> owners,
            Map<MailboxOwner, List<EmailAddress>> through,
            Alongside alongside)
            throws MailboxException {
        try {
            deliver(content, forwarder.plan(content, owners, through), alongside);
        } catch (MailboxFull full) {
            // One to whom it goes on may have filled up meanwhile; that is seen now, and the
            // message stays where it came from.
            Forwarder.Plan again = forwarder.plan(content, owners, through);
            if (!again.forwards()) {
                throw full;
            }
            deliver(content, again, alongside);
        }
    }

    private void deliver(byte[] content, Forwarder.Plan plan, Alongside alongside)
            throws MailboxException {
        deliver(content, plan.inboxes(), alongside.then(plan.leaving()), true);
    }

    /** Whether a mailbox has room for that many octets now. */
    boolean fits(MailboxOwner owner, long octets) {
        return mail.rooms().of(owner).fits(octets);
    }

    /** What the server itself has to tell is no use to anybody else: it comes in however full. */
    void report(byte[] content, MailboxOwner owner, Runnable alongside) throws MailboxException {
        deliver(content, List.of(owner), Alongside.of(alongside), false);
    }

    private void deliver(
            byte[] content, Collection<MailboxOwner> owners, Alongside alongside, boolean limited)
            throws MailboxException {
        if (owners.isEmpty()) {
            store.<Boolean>together(() -> {
                alongside.work().run();
                return true;
            });
            return;
        }
        for (MailboxOwner owner : owners) {
            standardFolders.provide(owner);
        }
        // In one order, so that two deliveries to the same people don't wait for each other,
        // neither for folders nor for bodies, which are kept by organization.
        List<Inbox> inboxes =
                owners.stream()
                        .map(owner -> inbox(owner, limited ? mail.rooms().limit(owner) : 0))
                        .sorted(Comparator.comparing(Inbox::id, IN_ORDER))
                        .toList();
        var storing =
                new StoringForAll(mail.parts(), store, inboxes, mail.rooms(), alongside, clock);
        Inbox first = inboxes.getFirst();
        try {
            mail.folders()
                    .messages(first.folder(), storing)
                    .appendMessage(
                            MessageManager.AppendCommand.builder()
                                    .recent()
                                    .delivery()
                                    .build(new ByteContent(content)),
                            first.session());
            for (int other = 1; other < inboxes.size(); other++) {
                tell(inboxes.get(other), storing.stored().get(other));
            }
        } catch (MailboxException | RuntimeException fault) {
            if (storing.stored().isEmpty()) {
                throw fault;
            }
            LOG.warn("A message is stored, but open mail programs were not all told", fault);
        }
    }

    private Inbox inbox(MailboxOwner owner, long limit) {
        MailboxSession session = mail.folders().createSystemSession(Owners.BY_ID.name(owner));
        return new Inbox(
                session,
                mail.parts()
                        .getMailboxMapper(session)
                        .findMailboxByPath(MailboxPath.inbox(session))
                        .blockOptional()
                        .orElseThrow(),
                owner,
                limit);
    }

    /** Tells whoever has the inbox open; James tells those of the first inbox itself. */
    private void tell(Inbox inbox, MessageMetaData stored) {
        mail.events()
                .dispatch(
                        EventFactory.added()
                                .randomEventId()
                                .mailboxSession(inbox.session())
                                .mailbox(inbox.folder())
                                .addMetaData(stored)
                                .isDelivery(true)
                                .build(),
                        new MailboxIdRegistrationKey(inbox.folder().getMailboxId()))
                .block();
    }
}
