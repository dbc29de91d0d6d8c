package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.mailengine.MessageWriting.Arrived;
import io.muster.mailengine.MessageWriting.Place;
import io.muster.mailengine.MessageWriting.Transfer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.ApplicableFlagBuilder;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The messages in folders that a user sees, each read and written in the scope of its folder's
 * organization.
 */
final class MessageRows implements MessageMapper {

    private final MailStore store;
    private final Username user;
    private final Clock clock;

    /**
     * @param user for whom messages are copied and moved
     */
    MessageRows(MailStore store, Username user, Clock clock) {
        this.store = store;
        this.user = user;
        this.clock = clock;
    }

    private MessageReading reading(FolderId folder) {
        return new MessageReading(store, folder.organization());
    }

    private MessageReading reading(Mailbox folder) {
        return reading(id(folder));
    }

    private MessageWriting writing(FolderId folder) {
        return new MessageWriting(store, folder.organization(), clock);
    }

    private OrganizationId organization(Mailbox folder) {
        return id(folder).organization();
    }

    @Override
    public Iterator<MailboxMessage> findInMailbox(
            Mailbox folder, MessageRange range, FetchType wanted, int limit) {
        return wanted == FetchType.FULL
                ? reading(folder).portions(id(folder), range, limit).stream()
                        .flatMap(
                                uids -> reading(folder).numbered(id(folder), uids, wanted).stream())
                        .iterator()
                : reading(folder).inRange(id(folder), range, wanted, limit).iterator();
    }

    @Override
    public Flux<MailboxMessage> findInMailboxReactive(
            Mailbox folder, MessageRange range, FetchType wanted, int limit) {
        if (wanted != FetchType.FULL) {
            return store.manyLater(
                    organization(folder),
                    () -> reading(folder).inRange(id(folder), range, wanted, limit));
        }
        return store.manyLater(
                        organization(folder),
                        () -> reading(folder).portions(id(folder), range, limit))
                .concatMap(
                        uids ->
                                store.manyLater(
                                        organization(folder),
                                        () -> reading(folder).numbered(id(folder), uids, wanted)),
                        1);
    }

    @Override
    public List<MessageUid> retrieveMessagesMarkedForDeletion(Mailbox folder, MessageRange range) {
        return uids(
                """
                SELECT uid FROM mail_messages
                WHERE organization_id = :organization AND folder_id = :folder AND flags & 4 <> 0
                  AND uid BETWEEN :from AND :to
                ORDER BY uid
                """,
                folder,
                range);
    }

    @Override
    public List<MessageUid> findRecentMessageUidsInMailbox(Mailbox folder) {
        return uids(
                """
                SELECT uid FROM mail_messages
                WHERE organization_id = :organization AND folder_id = :folder AND flags & 2 <> 0
                  AND uid BETWEEN :from AND :to
                ORDER BY uid
                """,
                folder,
                MessageRange.all());
    }

    @Override
    public Flux<MessageUid> listAllMessageUids(Mailbox folder) {
        return store.manyLater(
                organization(folder),
                () ->
                        uids(
                                """
                                SELECT uid FROM mail_messages
                                WHERE organization_id = :organization AND folder_id = :folder
                                  AND uid BETWEEN :from AND :to
                                ORDER BY uid
                                """,
                                folder,
                                MessageRange.all()));
    }

    private List<MessageUid> uids(String sql, Mailbox folder, MessageRange range) {
        return store.in(
                organization(folder),
                () ->
                        reading(folder)
                                .inFolder(sql, id(folder))
                                .param("from", MessageReading.from(range))
                                .param("to", MessageReading.to(range))
                                .query((row, _) -> MessageUid.of(row.getLong(1)))
                                .list());
    }

    @Override
    public long countMessagesInMailbox(Mailbox folder) {
        return getMailboxCounters(folder).getCount();
    }

    @Override
    public MailboxCounters getMailboxCounters(Mailbox folder) {
        return store.in(
                organization(folder),
                () ->
                        reading(folder)
                                .inFolder(
                                        """
                                        SELECT count(*), count(*) FILTER (WHERE flags & 1 = 0) FROM mail_messages
                                        WHERE organization_id = :organization AND folder_id = :folder
                                        """,
                                        id(folder))
                                .query((row, _) ->
                                        MailboxCounters.builder()
                                                .mailboxId(folder.getMailboxId())
                                                .count(row.getLong(1))
                                                .unseen(row.getLong(2))
                                                .build())
                                .single());
    }

    // James expects null where every message was seen.
    @Override
    @SuppressWarnings("NullAway")
    public @Nullable MessageUid findFirstUnseenMessageUid(Mailbox folder) {
        return store.in(
                organization(folder),
                () ->
                        reading(folder)
                                .inFolder(
                                        """
                                        SELECT uid FROM mail_messages
                                        WHERE organization_id = :organization AND folder_id = :folder AND flags & 1 = 0
                                        ORDER BY uid LIMIT 1
                                        """,
                                        id(folder))
                                .query((row, _) -> MessageUid.of(row.getLong(1)))
                                .optional()
                                .orElse(null));
    }

    @Override
    public Optional<MessageUid> getLastUid(Mailbox folder) {
        return store.in(
                organization(folder),
                () -> FolderCounters.lastUid(store, id(folder)).map(MessageUid::of));
    }

    @Override
    public ModSeq getHighestModSeq(Mailbox folder) {
        return store.in(
                organization(folder),
                () -> ModSeq.of(FolderCounters.lastModSeq(store, id(folder))));
    }

    @Override
    public Flags getApplicableFlag(Mailbox folder) {
        List<String> keywords =
                store.in(
                        organization(folder),
                        () ->
                                reading(folder)
                                        .inFolder(
                                                """
                                                SELECT DISTINCT k.keyword FROM mail_messages m, unnest(m.keywords) AS k (keyword)
                                                WHERE m.organization_id = :organization AND m.folder_id = :folder
                                                """,
                                                id(folder))
                                        .query(String.class)
                                        .list());
        return ApplicableFlagBuilder.builder().add(keywords.toArray(String[]::new)).build();
    }

    @Override
    public MessageMetaData add(Mailbox folder, MailboxMessage message) throws MailboxException {
        return place(
                folder,
                place -> {
                    message.setUid(MessageUid.of(place.uid()));
                    message.setModSeq(ModSeq.of(place.modseq()));
                    return Optional.of(writing(id(folder)).insert(id(folder), message));
                });
    }

    @Override
    public MessageMetaData copy(Mailbox folder, MailboxMessage original) throws MailboxException {
        return copy(folder, List.of(original)).getFirst();
    }

    @Override
    public List<MessageMetaData> copy(Mailbox folder, List<MailboxMessage> originals)
            throws MailboxException {
        return transfer(folder, originals, MessageWriting::copy);
    }

    @Override
    public MessageMetaData move(Mailbox folder, MailboxMessage original) throws MailboxException {
        return move(folder, List.of(original)).getFirst();
    }

    @Override
    public List<MessageMetaData> move(Mailbox folder, List<MailboxMessage> originals)
            throws MailboxException {
        return transfer(folder, originals, MessageWriting::move);
    }

    @Override
    public Mono<List<MessageMetaData>> moveReactive(
            Mailbox folder, List<MailboxMessage> originals) {
        return Mono.fromCallable(() -> move(folder, originals))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** All of them or none (RFC 3501 6.4.7), also where one was removed since it was read. */
    private List<MessageMetaData> transfer(
            Mailbox folder,
            List<MailboxMessage> originals,
            BiFunction<MessageWriting, Transfer, List<Arrived>> work)
            throws MailboxException {
        if (originals.isEmpty()) {
            return List.of();
        }
        FolderId from = FolderId.of(originals.getFirst().getMailboxId());
        List<Long> uids = originals.stream().map(one -> one.getUid().asLong()).sorted().toList();
        SettableFlags settable = SettableFlags.of(folder, user);
        var wanted = new Transfer(from, uids, id(folder), settable);
        if (wanted.crosses() && uids.size() > Transfer.MOST_ACROSS) {
            throw new MailboxException(
                    "at most %,d messages at once go to another organization"
                            .formatted(Transfer.MOST_ACROSS));
        }
        try {
            List<Arrived> arrived =
                    store.in(
                            organization(folder),
                            () -> {
                                // Often one and the same: messages are copied within a folder too.
                                FolderCounters.lockAll(store, List.of(from, id(folder)));
                                return work.apply(writing(id(folder)), wanted);
                            });
            Map<Long, MailboxMessage> read =
                    originals.stream()
                            .collect(
                                    Collectors.toMap(
                                            one -> one.getUid().asLong(), Function.identity()));
            return arrived.stream()
                    .map(one -> one.metadata(Objects.requireNonNull(read.get(one.fromUid()))))
                    .toList();
        } catch (Transfer.Incomplete gone) {
            throw new MailboxException("a message or the folder is gone", gone);
        }
    }

    /** Does something at the next place of a folder, all or nothing. */
    private MessageMetaData place(Mailbox folder, Function<Place, Optional<MessageMetaData>> work)
            throws MailboxException {
        try {
            return store.in(
                            organization(folder),
                            () -> writing(id(folder)).next(id(folder)).flatMap(work))
                    .orElseThrow(() -> new MailboxNotFoundException(folder.getMailboxId()));
        } catch (DuplicateKeyException taken) {
            throw new MailboxException("the number is taken", taken);
        }
    }

    @Override
    public Iterator<UpdatedFlags> updateFlags(
            Mailbox folder, FlagsUpdateCalculator change, MessageRange range) {
        return store.in(
                        organization(folder),
                        () -> {
                            FolderCounters.lock(store, id(folder));
                            return update(
                                    id(folder),
                                    change,
                                    reading(folder)
                                            .inRange(id(folder), range, FetchType.METADATA, 0));
                        })
                .iterator();
    }

    /** Changes flags of messages whose folder is locked; all get the same change number. */
    List<UpdatedFlags> update(
            FolderId folder, FlagsUpdateCalculator change, List<MailboxMessage> messages) {
        return store.in(folder.organization(), () -> changed(folder, change, messages));
    }

    private List<UpdatedFlags> changed(
            FolderId folder, FlagsUpdateCalculator change, List<MailboxMessage> messages) {
        List<UpdatedFlags> updates = new ArrayList<>();
        Map<Flags, List<Long>> changed = new LinkedHashMap<>();
        for (MailboxMessage message : messages) {
            Flags before = message.createFlags();
            Flags after = change.buildNewFlags(before);
            if (UpdatedFlags.flagsChanged(before, after)) {
                changed.computeIfAbsent(after, _ -> new ArrayList<>())
                        .add(message.getUid().asLong());
            }
        }
        ModSeq modseq =
                changed.isEmpty()
                        ? ModSeq.first()
                        : ModSeq.of(FolderCounters.next(store, folder).modseq());
        changed.forEach((flags, uids) -> write(folder, flags, uids, modseq));
        for (MailboxMessage message : messages) {
            Flags before = message.createFlags();
            Flags after = change.buildNewFlags(before);
            updates.add(
                    UpdatedFlags.builder()
                            .uid(message.getUid())
                            .messageId(message.getMessageId())
                            .modSeq(
                                    UpdatedFlags.flagsChanged(before, after)
                                            ? modseq
                                            : message.getModSeq())
                            .oldFlags(before)
                            .newFlags(after)
                            .build());
        }
        return updates;
    }

    private void write(FolderId folder, Flags flags, List<Long> uids, ModSeq modseq) {
        reading(folder)
                .inFolder(
                        """
                        UPDATE mail_messages SET flags = :flags, keywords = :keywords, modseq = :modseq
                        WHERE organization_id = :organization AND folder_id = :folder AND uid = ANY(:uids)
                        """,
                        folder)
                .param("flags", FlagBits.of(flags))
                .param("keywords", flags.getUserFlags())
                .param("modseq", modseq.asLong())
                .param("uids", uids.toArray(Long[]::new))
                .update();
    }

    @Override
    public void delete(Mailbox folder, MailboxMessage message) {
        deleteMessages(folder, List.of(message.getUid()));
    }

    @Override
    public Map<MessageUid, MessageMetaData> deleteMessages(Mailbox folder, List<MessageUid> uids) {
        List<Long> numbers = uids.stream().map(MessageUid::asLong).toList();
        return store.in(
                organization(folder),
                () -> {
                    FolderCounters.lock(store, id(folder));
                    List<MailboxMessage> found =
                            reading(folder).numbered(id(folder), numbers, FetchType.METADATA);
                    reading(folder)
                            .inFolder(
                                    """
                                    DELETE FROM mail_messages
                                    WHERE organization_id = :organization AND folder_id = :folder AND uid = ANY(:uids)
                                    """,
                                    id(folder))
                            .param("uids", numbers.toArray(Long[]::new))
                            .update();
                    return found.stream()
                            .collect(
                                    Collectors.toMap(
                                            MailboxMessage::getUid, MailboxMessage::metaData));
                });
    }

    private FolderId id(Mailbox folder) {
        return FolderId.seenBy(store.owners(), user, folder);
    }
}
