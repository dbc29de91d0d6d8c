package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.HeaderAndBodyByteContent;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.Property;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.apache.james.mailbox.store.mail.model.impl.SimpleMailboxMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads messages of one organization, as much of each as is asked for. */
final class MessageReading {

    /** Whole messages in memory at once, in octets; a larger one comes alone. */
    private static final long PORTION = 4L << 20;

    private static final byte[] NOTHING = {};

    private final MailStore store;
    private final OrganizationId organization;

    MessageReading(MailStore store, OrganizationId organization) {
        this.store = store;
        this.organization = organization;
    }

    private static String select(FetchType wanted) {
        return switch (wanted) {
            case METADATA ->
                    """
                    SELECT m.folder_id, m.uid, m.message_id, m.thread_id, m.modseq, m.flags, m.keywords, m.received_at,
                        m.saved_at, m.size, m.body_start, m.line_count, m.properties, NULL::bytea AS header, NULL::bytea AS body
                    FROM mail_messages m
                    """;
            case HEADERS, ATTACHMENTS_METADATA ->
                    """
                    SELECT m.folder_id, m.uid, m.message_id, m.thread_id, m.modseq, m.flags, m.keywords, m.received_at,
                        m.saved_at, m.size, m.body_start, m.line_count, m.properties, m.header, NULL::bytea AS body
                    FROM mail_messages m
                    """;
            case FULL ->
                    """
                    SELECT m.folder_id, m.uid, m.message_id, m.thread_id, m.modseq, m.flags, m.keywords, m.received_at,
                        m.saved_at, m.size, m.body_start, m.line_count, m.properties, m.header, coalesce(m.body, b.body) AS body
                    FROM mail_messages m
                    LEFT JOIN mail_bodies b ON b.organization_id = m.organization_id AND b.hash = m.body_hash
                    """;
        };
    }

    /** In the order of their numbers. */
    List<MailboxMessage> inRange(FolderId folder, MessageRange range, FetchType wanted, int limit) {
        return store.in(
                organization,
                () ->
                        store.sql(
                                        select(wanted)
                                                + """
                                                WHERE m.organization_id = :organization AND m.folder_id = :folder
                                                  AND m.uid BETWEEN :from AND :to
                                                ORDER BY m.uid LIMIT :limit
                                                """)
                                .param("organization", organization.value())
                                .param("folder", folder.value())
                                .param("from", from(range))
                                .param("to", to(range))
                                .param("limit", limit > 0 ? limit : Integer.MAX_VALUE)
                                .query(this::message)
                                .list());
    }

    List<MailboxMessage> numbered(FolderId folder, List<Long> uids, FetchType wanted) {
        return store.in(
                organization,
                () ->
                        store.sql(
                                        select(wanted)
                                                + """
                                                WHERE m.organization_id = :organization AND m.folder_id = :folder
                                                  AND m.uid = ANY(:uids)
                                                ORDER BY m.uid
                                                """)
                                .param("organization", organization.value())
                                .param("folder", folder.value())
                                .param("uids", uids.toArray(Long[]::new))
                                .query(this::message)
                                .list());
    }

    /** The numbers in the range, in portions that may be in memory as whole messages. */
    List<List<Long>> portions(FolderId folder, MessageRange range, int limit) {
        List<List<Long>> portions = new ArrayList<>();
        long[] octets = {PORTION};
        store.in(
                        organization,
                        () ->
                                store.sql(
                                                """
                                                SELECT uid, size FROM mail_messages
                                                WHERE organization_id = :organization AND folder_id = :folder
                                                  AND uid BETWEEN :from AND :to
                                                ORDER BY uid LIMIT :limit
                                                """)
                                        .param("organization", organization.value())
                                        .param("folder", folder.value())
                                        .param("from", from(range))
                                        .param("to", to(range))
                                        .param("limit", limit > 0 ? limit : Integer.MAX_VALUE)
                                        .query((row, _) ->
                                                new long[] {row.getLong(1), row.getLong(2)})
                                        .list())
                .forEach(one -> {
                    octets[0] += one[1];
                    if (octets[0] > PORTION) {
                        portions.add(new ArrayList<>());
                        octets[0] = one[1];
                    }
                    portions.getLast().add(one[0]);
                });
        return portions;
    }

    static long from(MessageRange range) {
        return switch (range.getType()) {
            case ALL -> 0;
            case FROM, ONE, RANGE -> range.getUidFrom().asLong();
        };
    }

    static long to(MessageRange range) {
        return switch (range.getType()) {
            case ALL, FROM -> Long.MAX_VALUE;
            case ONE -> range.getUidFrom().asLong();
            case RANGE -> range.getUidTo().asLong();
        };
    }

    /** The columns that say in which folder of the organization, and as what. */
    JdbcClient.StatementSpec inFolder(String sql, FolderId folder) {
        return store.sql(sql)
                .param("organization", organization.value())
                .param("folder", folder.value());
    }

    /** Takes messages out of a folder that is locked. */
    void delete(FolderId folder, List<Long> uids) {
        store.in(
                organization,
                () ->
                        inFolder(
                                        """
                                        DELETE FROM mail_messages
                                        WHERE organization_id = :organization AND folder_id = :folder AND uid = ANY(:uids)
                                        """,
                                        folder)
                                .param("uids", uids.toArray(Long[]::new))
                                .update());
    }

    private MailboxMessage message(ResultSet row, int number) throws SQLException {
        long lines = row.getLong("line_count");
        Long lineCount = row.wasNull() ? null : lines;
        String[] properties = (String[]) row.getArray("properties").getArray();
        List<Property> read = new ArrayList<>();
        for (int i = 0; i < properties.length; i += 3) {
            read.add(new Property(properties[i], properties[i + 1], properties[i + 2]));
        }
        Instant received = row.getTimestamp("received_at").toInstant();
        Instant saved = row.getTimestamp("saved_at").toInstant();
        return SimpleMailboxMessage.builder()
                .mailboxId(new FolderId(organization, row.getObject("folder_id", UUID.class)))
                .messageId(new StoredMessageId(row.getObject("message_id", UUID.class)))
                .threadId(
                        ThreadId.fromBaseMessageId(
                                new StoredMessageId(row.getObject("thread_id", UUID.class))))
                .uid(MessageUid.of(row.getLong("uid")))
                .modseq(ModSeq.of(row.getLong("modseq")))
                .internalDate(Date.from(received))
                .saveDate(Date.from(saved))
                .size(row.getLong("size"))
                .bodyStartOctet(row.getInt("body_start"))
                .flags(
                        FlagBits.flags(
                                row.getInt("flags"),
                                (String[]) row.getArray("keywords").getArray()))
                .content(new HeaderAndBodyByteContent(bytes(row, "header"), bytes(row, "body")))
                .properties(new Properties(read, lineCount))
                .build();
    }

    private static byte[] bytes(ResultSet row, String column) throws SQLException {
        byte[] found = row.getBytes(column);
        return found == null ? NOTHING : found;
    }
}
