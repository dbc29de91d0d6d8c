package io.muster.mailengine;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.mail.Flags;
import org.apache.commons.lang3.tuple.Pair;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.MessageFactory;
import org.apache.james.mailbox.store.MessageStorer;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.HeaderImpl;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where James, having read one message, stores it: in all inboxes of a delivery at once. For that
 * delivery only.
 */
final class StoringForAll implements MessageStorer {

    private final StoreParts parts;
    private final MailStore store;
    private final List<Delivery.Inbox> inboxes;
    private final Rooms rooms;
    private final Delivery.Alongside alongside;
    private final Clock clock;
    private volatile List<MessageMetaData> stored = List.of();

    StoringForAll(
            StoreParts parts,
            MailStore store,
            List<Delivery.Inbox> inboxes,
            Rooms rooms,
            Delivery.Alongside alongside,
            Clock clock) {
        this.parts = parts;
        this.store = store;
        this.inboxes = inboxes;
        this.rooms = rooms;
        this.alongside = alongside;
        this.clock = clock;
    }

    /** What is in each of the inboxes, in their order; nothing before the commit. */
    List<MessageMetaData> stored() {
        return stored;
    }

    @Override
    public Mono<Pair<MessageMetaData, Optional<List<MessageAttachmentMetadata>>>>
            appendMessageToStore(
                    Mailbox first,
                    Date received,
                    int size,
                    int bodyStart,
                    Content content,
                    Flags flags,
                    PropertyBuilder properties,
                    Optional<Message> parsed,
                    MailboxSession session,
                    HeaderImpl header) {
        return Mono.fromCallable(
                        () -> {
                            stored =
                                    store.together(() ->
                                            storeInAll(
                                                    received,
                                                    size,
                                                    bodyStart,
                                                    content,
                                                    flags,
                                                    properties));
                            return Pair.of(
                                    stored.getFirst(),
                                    Optional.<List<MessageAttachmentMetadata>>empty());
                        })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private List<MessageMetaData> storeInAll(
            Date received,
            int size,
            int bodyStart,
            Content content,
            Flags flags,
            PropertyBuilder properties) {
        // All folders before the first body: whoever has a body's row then never waits for a
        // folder.
        Stream.concat(inboxes.stream().map(Delivery.Inbox::id), alongside.folders().stream())
                .distinct()
                .sorted(Delivery.IN_ORDER)
                .forEach(folder ->
                        store.<Boolean>in(
                                folder.organization(),
                                () -> {
                                    FolderCounters.lock(store, folder);
                                    return true;
                                }));
        // Nobody else fills these inboxes before the commit.
        inboxes.forEach(inbox -> assertFits(inbox, size));
        List<MessageMetaData> all = new ArrayList<>();
        var messages = new MessageFactory.StoreMessageFactory();
        var ids = new StoredMessageId.Factory();
        for (Delivery.Inbox inbox : inboxes) {
            MessageId id = ids.generate();
            try {
                all.add(
                        parts.getMessageMapper(inbox.session())
                                .add(
                                        inbox.folder(),
                                        messages.createMessage(
                                                id,
                                                ThreadId.fromBaseMessageId(id),
                                                inbox.folder(),
                                                received,
                                                Date.from(clock.instant()),
                                                size,
                                                bodyStart,
                                                content,
                                                new Flags(flags),
                                                properties,
                                                ImmutableList.of())));
            } catch (MailboxException fault) {
                // The transaction goes back on unchecked exceptions only.
                throw new IllegalStateException(fault);
            }
        }
        alongside.work().run();
        return all;
    }

    private void assertFits(Delivery.Inbox inbox, int size) {
        if (inbox.limit() == 0) {
            return;
        }
        Rooms.Room room = rooms.now(inbox.owner(), inbox.limit());
        if (!room.fits(size)) {
            throw new Delivery.MailboxFull(!room.couldFit(size));
        }
    }
}
