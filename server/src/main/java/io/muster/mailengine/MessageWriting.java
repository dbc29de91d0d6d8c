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
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.MessageMetaData;
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
        return store.sql(
                        """
                        UPDATE mail_folders SET last_uid = last_uid + 1, last_modseq = last_modseq + 1
                        WHERE organization_id = :organization AND id = :folder
                        RETURNING last_uid, last_modseq
                        """)
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
                .param("message", StoredMessageId.value(message.getMessageId()))
                .param("thread", StoredMessageId.value(message.getThreadId().getBaseMessageId()))
                .param("modseq", message.getModSeq().asLong())
                .param("flags", FlagBits.of(flags))
                .param("keywords", flags.getUserFlags())
                .param("received", message.getInternalDate().toInstant().atOffset(ZoneOffset.UTC))
                .param("saved", saved)
                .param("size", message.getFullContentOctets())
                .param("bodyStart", (int) message.getHeaderOctets())
                .param("lines", message.getTextualLineCount())
                .param("properties", properties.toArray(String[]::new))
                .param("header", bytes(message, Part.HEADER))
                .param("body", hash == null ? body : null)
                .param("hash", hash)
                .update();
        return metadata(message, flags, saved);
    }

    /** Copies a message that was read from a folder, content and all; false where it is gone. */
    boolean copy(FolderId from, long fromUid, FolderId to, Place place, Flags flags) {
        store.sql(
                        """
                        UPDATE mail_bodies b SET uses = b.uses + 1 FROM mail_messages m
                        WHERE m.organization_id = :organization AND m.folder_id = :from AND m.uid = :fromUid
                          AND b.organization_id = m.organization_id AND b.hash = m.body_hash
                        """)
                .param("organization", organization.value())
                .param("from", from.value())
                .param("fromUid", fromUid)
                .update();
        return store.sql(
                                """
                                INSERT INTO mail_messages (folder_id, uid, organization_id, message_id, thread_id, modseq, flags,
                                    keywords, received_at, saved_at, size, body_start, line_count, properties, header, body, body_hash)
                                SELECT :to, :uid, organization_id, message_id, thread_id, :modseq, :flags,
                                    :keywords, received_at, :saved, size, body_start, line_count, properties, header, body, body_hash
                                FROM mail_messages
                                WHERE organization_id = :organization AND folder_id = :from AND uid = :fromUid
                                """)
                        .param("organization", organization.value())
                        .param("from", from.value())
                        .param("fromUid", fromUid)
                        .param("to", to.value())
                        .param("uid", place.uid())
                        .param("modseq", place.modseq())
                        .param("flags", FlagBits.of(flags))
                        .param("keywords", flags.getUserFlags())
                        .param("saved", now())
                        .update()
                == 1;
    }

    /** Moves a message to another folder; false where it is gone. */
    boolean move(FolderId from, long fromUid, FolderId to, Place place, Flags flags) {
        return store.sql(
                                """
                                UPDATE mail_messages
                                SET folder_id = :to, uid = :uid, modseq = :modseq, flags = :flags, keywords = :keywords,
                                    saved_at = :saved
                                WHERE organization_id = :organization AND folder_id = :from AND uid = :fromUid
                                """)
                        .param("organization", organization.value())
                        .param("from", from.value())
                        .param("fromUid", fromUid)
                        .param("to", to.value())
                        .param("uid", place.uid())
                        .param("modseq", place.modseq())
                        .param("flags", FlagBits.of(flags))
                        .param("keywords", flags.getUserFlags())
                        .param("saved", now())
                        .update()
                == 1;
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

    MessageMetaData metadata(MailboxMessage message, Place place, Flags flags) {
        return new MessageMetaData(
                MessageUid.of(place.uid()),
                ModSeq.of(place.modseq()),
                flags,
                message.getFullContentOctets(),
                message.getInternalDate(),
                Optional.of(Date.from(now().toInstant())),
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

    /** For a message that is removed for good wherever its copies are. */
    void deleteEverywhere(UUID message) {
        store.sql(
                        """
                        DELETE FROM mail_messages
                        WHERE organization_id = :organization AND message_id = :message
                        """)
                .param("organization", organization.value())
                .param("message", message)
                .update();
    }

    void delete(UUID message, List<UUID> folders) {
        store.sql(
                        """
                        DELETE FROM mail_messages
                        WHERE organization_id = :organization AND message_id = :message
                          AND folder_id = ANY(:folders)
                        """)
                .param("organization", organization.value())
                .param("message", message)
                .param("folders", folders.toArray(UUID[]::new))
                .update();
    }
}
