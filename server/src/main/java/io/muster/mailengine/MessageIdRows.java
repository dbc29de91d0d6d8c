package io.muster.mailengine;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimap;
import io.muster.kernel.OrganizationId;
import io.muster.mailengine.MessageWriting.Place;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The messages of one organization by their ids, wherever their copies are. */
final class MessageIdRows implements MessageIdMapper {

    private final MailStore store;
    private final OrganizationId organization;
    private final MessageReading reading;
    private final MessageWriting writing;
    private final MessageRows rows;

    MessageIdRows(MailStore store, OrganizationId organization, Clock clock) {
        this.store = store;
        this.organization = organization;
        this.reading = new MessageReading(store, organization);
        this.writing = new MessageWriting(store, organization, clock);
        this.rows = new MessageRows(store, organization, clock);
    }

    @Override
    public List<MailboxMessage> find(Collection<MessageId> messages, FetchType wanted) {
        return reading.everywhere(messages.stream().map(StoredMessageId::value).toList(), wanted);
    }

    @Override
    public Flux<MailboxMessage> findReactive(Collection<MessageId> messages, FetchType wanted) {
        return store.manyLater(organization, () -> find(messages, wanted));
    }

    @Override
    public Flux<ComposedMessageIdWithMetaData> findMetadata(MessageId message) {
        return findReactive(List.of(message), FetchType.METADATA)
                .map(MailboxMessage::getComposedMessageIdWithMetaData);
    }

    @Override
    public List<MailboxId> findMailboxes(MessageId message) {
        return store.in(
                organization,
                () ->
                        store.sql(
                                        """
                                        SELECT folder_id FROM mail_messages
                                        WHERE organization_id = :organization AND message_id = :message
                                        """)
                                .param("organization", organization.value())
                                .param("message", StoredMessageId.value(message))
                                .query((row, _) ->
                                        (MailboxId)
                                                new FolderId(
                                                        organization, row.getObject(1, UUID.class)))
                                .list());
    }

    @Override
    public void save(MailboxMessage message) throws MailboxException {
        FolderId folder = FolderId.of(message.getMailboxId());
        try {
            store.in(organization, () -> writing.insert(folder, message));
        } catch (DataIntegrityViolationException gone) {
            throw new MailboxNotFoundException(folder);
        }
    }

    @Override
    public void copyInMailbox(MailboxMessage message, Mailbox folder) throws MailboxException {
        FolderId to = FolderId.of(folder.getMailboxId());
        List<MailboxMessage> copies = find(List.of(message.getMessageId()), FetchType.METADATA);
        if (copies.stream().anyMatch(copy -> copy.getMailboxId().equals(to))) {
            return;
        }
        if (copies.isEmpty()) {
            throw new MailboxNotFoundException(message.getMailboxId());
        }
        MailboxMessage from = copies.getFirst();
        Place place = new Place(message.getUid().asLong(), message.getModSeq().asLong());
        store.in(
                organization,
                () ->
                        writing.copy(
                                FolderId.of(from.getMailboxId()),
                                from.getUid().asLong(),
                                to,
                                place,
                                message.createFlags()));
    }

    @Override
    public void delete(MessageId message) {
        store.<Boolean>in(
                organization,
                () -> {
                    writing.deleteEverywhere(StoredMessageId.value(message));
                    return true;
                });
    }

    @Override
    public void delete(MessageId message, Collection<MailboxId> folders) {
        List<UUID> ids = folders.stream().map(folder -> FolderId.of(folder).value()).toList();
        store.<Boolean>in(
                organization,
                () -> {
                    writing.delete(StoredMessageId.value(message), ids);
                    return true;
                });
    }

    @Override
    public Mono<Multimap<MailboxId, UpdatedFlags>> setFlags(
            MessageId message, List<MailboxId> folders, Flags flags, FlagsUpdateMode mode) {
        FlagsUpdateCalculator change = new FlagsUpdateCalculator(flags, mode);
        return store.later(
                organization,
                () -> {
                    ImmutableListMultimap.Builder<MailboxId, UpdatedFlags> updates =
                            ImmutableListMultimap.builder();
                    for (MailboxId folder : new LinkedHashSet<>(folders)) {
                        FolderCounters.lock(store, FolderId.of(folder));
                        List<MailboxMessage> there =
                                find(List.of(message), FetchType.METADATA).stream()
                                        .filter(copy -> copy.getMailboxId().equals(folder))
                                        .toList();
                        updates.putAll(folder, rows.update(FolderId.of(folder), change, there));
                    }
                    return updates.build();
                });
    }
}
