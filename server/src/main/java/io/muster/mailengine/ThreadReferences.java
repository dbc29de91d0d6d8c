package io.muster.mailengine;

import io.muster.kernel.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which thread of a mailbox a message belongs to: that of any message which it names, or which
 * names the same ones (RFC 5322 3.6.4). Decided once, when it is stored; so two threads that a
 * later message would join stay two.
 */
final class ThreadReferences {

    /** The first of a thread and the last of it: of hundreds, those between tell nothing more. */
    private static final int MOST = 20;

    /** Of a header, in octets. */
    private static final int READ = 64 << 10;

    private static final Set<String> FIELDS = Set.of("message-id", "in-reply-to", "references");

    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,250})>");

    private final MailStore store;

    ThreadReferences(MailStore store) {
        this.store = store;
    }

    /** The thread of a message that is about to be stored, in the transaction at work. */
    UUID thread(FolderId folder, UUID message, byte[] header) {
        List<UUID> references = references(header);
        if (references.isEmpty()) {
            return message;
        }
        return store.sql(
                        """
                        WITH owner AS (
                            SELECT f.owner_id FROM mail_folders f
                            WHERE f.organization_id = :organization AND f.id = :folder
                        ), known AS (
                            SELECT r.thread_id FROM mail_references r
                            WHERE r.organization_id = :organization AND r.owner_id = (SELECT owner_id FROM owner)
                              AND r.reference = ANY(:references)
                            ORDER BY r.thread_id LIMIT 1
                        ), thread AS (
                            SELECT coalesce((SELECT thread_id FROM known), :message) AS id
                        ), kept AS (
                            INSERT INTO mail_references (owner_id, reference, organization_id, thread_id)
                            SELECT o.owner_id, n.reference, :organization, t.id
                            FROM owner o CROSS JOIN thread t CROSS JOIN unnest(:references) AS n (reference)
                            ORDER BY n.reference
                            ON CONFLICT (owner_id, reference) DO NOTHING
                        )
                        SELECT id FROM thread
                        """)
                .param("organization", folder.organization().value())
                .param("folder", folder.value())
                .param("message", message)
                .param("references", references.toArray(UUID[]::new))
                .query(UUID.class)
                .single();
    }

    private static List<UUID> references(byte[] header) {
        Set<String> ids = new LinkedHashSet<>();
        for (String field : fields(header)) {
            Matcher id = ID.matcher(field);
            while (id.find()) {
                ids.add(id.group(1));
            }
        }
        List<String> all = List.copyOf(ids);
        List<String> telling = new ArrayList<>();
        if (all.size() > MOST) {
            telling.addAll(all.subList(0, 2));
            telling.addAll(all.subList(all.size() - MOST + 2, all.size()));
        } else {
            telling.addAll(all);
        }
        return telling.stream().map(ThreadReferences::hash).toList();
    }

    /** The fields that name messages, unfolded; its own id first, however the header is sorted. */
    private static List<String> fields(byte[] header) {
        String text = new String(header, 0, Math.min(header.length, READ), StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        StringBuilder field = null;
        for (String line : text.split("\\r?\\n", -1)) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                if (field != null) {
                    field.append(line);
                }
                continue;
            }
            if (field != null) {
                found.add(field.toString());
                field = null;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
                field = new StringBuilder(line);
            }
        }
        if (field != null) {
            found.add(field.toString());
        }
        found.sort((one, other) -> Boolean.compare(isOwn(other), isOwn(one)));
        return found;
    }

    private static boolean isOwn(String field) {
        return field.regionMatches(true, 0, "message-id", 0, "message-id".length());
    }

    private static UUID hash(String id) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(id.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
