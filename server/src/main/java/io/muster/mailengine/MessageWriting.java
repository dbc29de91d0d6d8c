package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.jspecify.annotations.Nullable;

/** Writes messages into folders of one organization, in the transaction at work. */
final class MessageWriting {

    /** Longer bodies are kept once in an organization, in octets. */
    static final int SHORT_BODY = 16 << 10;

    private final MailStore store;
    private final OrganizationId organization;
    private final Clock clock;

    MessageWriting(MailStore store, OrganizationId organization, Clock clock) {
        this.store = store;
        this.organization = organization;
        this.clock = clock;
    }

    /** The next number and change number of a folder, whose row is locked until the end. */
    record Place(long uid, long modseq) {}

    /** Takes the next place; nothing where the folder is gone. */
    Optional<Place> next(FolderId folder) {
        return next(folder, 1);
    }

    /** Takes so many places with one change number, and tells the last. */
    private Optional<Place> next(FolderId folder, int number) {
        return store.sql(
                        """
                        UPDATE mail_folders SET last_uid = last_uid + :number, last_modseq = last_modseq + 1
                        WHERE organization_id = :organization AND id = :folder
                        RETURNING last_uid, last_modseq
                        """)
                .param("number", number)
                .param("organization", organization.value())
                .param("folder", folder.value())
                .query((row, _) -> new Place(row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** Stores a whole message at the place that it names. */
    MessageMetaData insert(FolderId folder, MailboxMessage message) {
        byte[] body = bytes(message, Part.BODY);
        byte @Nullable [] hash = body.length > SHORT_BODY ? keep(body) : null;
        List<String> properties = new ArrayList<>();
        message.getProperties()
                .toProperties()
                .forEach(property -> {
                    properties.add(property.getNamespace());
                    properties.add(property.getLocalName());
                    properties.add(property.getValue());
                });
        Flags flags = message.createFlags();
        OffsetDateTime saved = now();
        byte[] header = bytes(message, Part.HEADER);
        UUID id = StoredMessageId.value(message.getMessageId());
        UUID thread = new ThreadReferences(store).thread(folder, id, header);
        store.sql(
                        """
                        INSERT INTO mail_messages (folder_id, uid, organization_id, message_id, thread_id, modseq, flags,
                            keywords, received_at, saved_at, size, body_start, line_count, properties, header, body, body_hash)
                        VALUES (:folder, :uid, :organization, :message, :thread, :modseq, :flags,
                            :keywords, :received, :saved, :size, :bodyStart, :lines, :properties, :header, :body, :hash)
                        """)
                .param("folder", folder.value())
                .param("uid", message.getUid().asLong())
                .param("organization", organization.value())
                .param("message", id)
                .param("thread", thread)
                .param("modseq", message.getModSeq().asLong())
                .param("flags", FlagBits.of(flags))
                .param("keywords", flags.getUserFlags())
                .param("received", message.getInternalDate().toInstant().atOffset(ZoneOffset.UTC))
                .param("saved", saved)
                .param("size", message.getFullContentOctets())
                .param("bodyStart", (int) message.getHeaderOctets())
                .param("lines", message.getTextualLineCount())
                .param("properties", properties.toArray(String[]::new))
                .param("header", header)
                .param("body", hash == null ? body : null)
                .param("hash", hash)
                .update();
        return metadata(message, flags, saved);
    }

    /**
     * Messages on their way from one folder to another, both of which are locked.
     *
     * @param settable the flags that come along
     */
    record Transfer(FolderId from, List<Long> uids, FolderId to, SettableFlags settable) {

        /**
         * How many go to another organization at once: they are written one by one, while both
         * folders are held.
         */
        static final int MOST_ACROSS = 1_000;

        /** Into the mail of another organization, whose bodies are its own. */
        boolean crosses() {
            return !from.organization().equals(to.organization());
        }

        /** Not all of the messages are there any more, or the folder isn't. */
        static final class Incomplete extends RuntimeException {
            private static final long serialVersionUID = 1;
        }
    }

    /** A message in its new folder. */
    record Arrived(long fromUid, Place place, Flags flags, OffsetDateTime saved) {

        MessageMetaData metadata(MailboxMessage original) {
            return new MessageMetaData(
                    MessageUid.of(place.uid()),
                    ModSeq.of(place.modseq()),
                    flags,
                    original.getFullContentOctets(),
                    original.getInternalDate(),
                    Optional.of(Date.from(saved.toInstant())),
                    original.getMessageId(),
                    original.getThreadId());
        }
    }

    /** Copies messages, content and all. */
    List<Arrived> copy(Transfer transfer) {
        if (transfer.crosses()) {
            return carry(transfer);
        }
        use(transfer);
        return arrive(
                transfer,
                """
                WITH numbered AS (
                    SELECT m.*, :before + row_number() OVER (ORDER BY m.uid) AS number FROM mail_messages m
                    WHERE m.organization_id = :organization AND m.folder_id = :from AND m.uid = ANY(:uids)
                ), arrived AS (
                    INSERT INTO mail_messages (folder_id, uid, organization_id, message_id, thread_id, modseq, flags,
                        keywords, received_at, saved_at, size, body_start, line_count, properties, header, body, body_hash)
                    SELECT :to, number, organization_id, message_id, thread_id, :modseq, flags & :settable | 2,
                        CASE WHEN :keywords THEN keywords ELSE '{}' END, received_at, :saved, size, body_start,
                        line_count, properties, header, body, body_hash
                    FROM numbered
                    RETURNING uid, flags, keywords
                )
                SELECT n.uid AS from_uid, a.uid, a.flags, a.keywords
                FROM arrived a JOIN numbered n ON n.number = a.uid ORDER BY a.uid
                """);
    }

    /** Moves messages to another folder. */
    List<Arrived> move(Transfer transfer) {
        if (transfer.crosses()) {
            List<Arrived> arrived = carry(transfer);
            new MessageReading(store, transfer.from().organization())
                    .delete(transfer.from(), transfer.uids());
            return arrived;
        }
        return arrive(
                transfer,
                """
                WITH numbered AS (
                    SELECT m.uid AS from_uid, :before + row_number() OVER (ORDER BY m.uid) AS number
                    FROM mail_messages m
                    WHERE m.organization_id = :organization AND m.folder_id = :from AND m.uid = ANY(:uids)
                ), arrived AS (
                    UPDATE mail_messages m
                    SET folder_id = :to, uid = n.number, modseq = :modseq, flags = m.flags & :settable | 2,
                        keywords = CASE WHEN :keywords THEN m.keywords ELSE '{}' END, saved_at = :saved
                    FROM numbered n
                    WHERE m.organization_id = :organization AND m.folder_id = :from AND m.uid = n.from_uid
                    RETURNING n.from_uid, m.uid, m.flags, m.keywords
                )
                SELECT from_uid, uid, flags, keywords FROM arrived ORDER BY uid
                """);
    }

    /**
     * Writes what is read in the one organization anew in the other, one message in memory at a
     * time. Long bodies are locked in one order, as everywhere, and so come in that of their
     * hashes.
     */
    private List<Arrived> carry(Transfer transfer) {
        var reading = new MessageReading(store, transfer.from().organization());
        Place last =
                next(transfer.to(), transfer.uids().size()).orElseThrow(Transfer.Incomplete::new);
        long before = last.uid() - transfer.uids().size();
        Map<Long, Long> numbers = new HashMap<>();
        transfer.uids().forEach(uid -> numbers.put(uid, before + numbers.size() + 1));
        List<Arrived> arrived = new ArrayList<>();
        for (long from : inOrderOfBodies(transfer)) {
            MailboxMessage message =
                    reading.numbered(transfer.from(), List.of(from), FetchType.FULL).stream()
                            .findFirst()
                            .orElseThrow(Transfer.Incomplete::new);
            Place place = new Place(Objects.requireNonNull(numbers.get(from)), last.modseq());
            Flags flags = transfer.settable().of(message.createFlags());
            flags.add(Flags.Flag.RECENT);
            message.setUid(MessageUid.of(place.uid()));
            message.setModSeq(ModSeq.of(place.modseq()));
            message.setFlags(flags);
            Date saved = insert(transfer.to(), message).getSaveDate().orElseThrow();
            arrived.add(
                    new Arrived(from, place, flags, saved.toInstant().atOffset(ZoneOffset.UTC)));
        }
        arrived.sort(Comparator.comparingLong(one -> one.place().uid()));
        return arrived;
    }

    private List<Long> inOrderOfBodies(Transfer transfer) {
        OrganizationId there = transfer.from().organization();
        List<Long> ordered =
                store.in(
                        there,
                        () ->
                                store.sql(
                                                """
                                                SELECT uid FROM mail_messages
                                                WHERE organization_id = :organization AND folder_id = :from
                                                  AND uid = ANY(:uids)
                                                ORDER BY body_hash NULLS FIRST, uid
                                                """)
                                        .param("organization", there.value())
                                        .param("from", transfer.from().value())
                                        .param("uids", transfer.uids().toArray(Long[]::new))
                                        .query(Long.class)
                                        .list());
        if (ordered.size() < transfer.uids().size()) {
            throw new Transfer.Incomplete();
        }
        return ordered;
    }

    private List<Arrived> arrive(Transfer transfer, String sql) {
        Place last =
                next(transfer.to(), transfer.uids().size()).orElseThrow(Transfer.Incomplete::new);
        OffsetDateTime saved = now();
        List<Arrived> arrived =
                store.sql(sql)
                        .param("organization", organization.value())
                        .param("from", transfer.from().value())
                        .param("uids", transfer.uids().toArray(Long[]::new))
                        .param("to", transfer.to().value())
                        .param("before", last.uid() - transfer.uids().size())
                        .param("modseq", last.modseq())
                        .param("settable", transfer.settable().bits())
                        .param("keywords", transfer.settable().others())
                        .param("saved", saved)
                        .query((row, _) ->
                                new Arrived(
                                        row.getLong("from_uid"),
                                        new Place(row.getLong("uid"), last.modseq()),
                                        FlagBits.flags(
                                                row.getInt("flags"),
                                                (String[]) row.getArray("keywords").getArray()),
                                        saved))
                        .list();
        if (arrived.size() < transfer.uids().size()) {
            throw new Transfer.Incomplete();
        }
        return arrived;
    }

    /** Counts the new uses of long bodies; their rows are locked in one order, as everywhere. */
    private void use(Transfer transfer) {
        store.sql(
                        """
                        WITH copied AS (
                            SELECT m.body_hash AS hash, count(*) AS number FROM mail_messages m
                            WHERE m.organization_id = :organization AND m.folder_id = :from
                              AND m.uid = ANY(:uids) AND m.body_hash IS NOT NULL
                            GROUP BY m.body_hash
                        ), locked AS MATERIALIZED (
                            SELECT b.hash FROM mail_bodies b
                            WHERE b.organization_id = :organization AND b.hash IN (SELECT hash FROM copied)
                            ORDER BY b.organization_id, b.hash
                            FOR UPDATE
                        )
                        UPDATE mail_bodies b SET uses = b.uses + c.number
                        FROM copied c JOIN locked l ON l.hash = c.hash
                        WHERE b.organization_id = :organization AND b.hash = c.hash
                        """)
                .param("organization", organization.value())
                .param("from", transfer.from().value())
                .param("uids", transfer.uids().toArray(Long[]::new))
                .update();
    }

    MessageMetaData metadata(MailboxMessage message, Flags flags, OffsetDateTime saved) {
        return new MessageMetaData(
                message.getUid(),
                message.getModSeq(),
                flags,
                message.getFullContentOctets(),
                message.getInternalDate(),
                Optional.of(Date.from(saved.toInstant())),
                message.getMessageId(),
                message.getThreadId());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Keeps a long body, or counts one more use of it where the organization has it already. */
    private byte[] keep(byte[] body) {
        byte[] hash = sha256(body);
        int counted =
                store.sql(
                                """
                                UPDATE mail_bodies SET uses = uses + 1
                                WHERE organization_id = :organization AND hash = :hash
                                """)
                        .param("organization", organization.value())
                        .param("hash", hash)
                        .update();
        if (counted == 0) {
            store.sql(
                            """
                            INSERT INTO mail_bodies (organization_id, hash, uses, body)
                            VALUES (:organization, :hash, 1, :body)
                            ON CONFLICT (organization_id, hash) DO UPDATE SET uses = mail_bodies.uses + 1
                            """)
                    .param("organization", organization.value())
                    .param("hash", hash)
                    .param("body", body)
                    .update();
        }
        return hash;
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private enum Part {
        HEADER,
        BODY
    }

    private static byte[] bytes(MailboxMessage message, Part part) {
        try (InputStream in =
                switch (part) {
                    case HEADER -> message.getHeaderContent();
                    case BODY -> message.getBodyContent();
                }) {
            return in.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
