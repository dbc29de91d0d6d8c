package io.muster.audit;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a chain as it is stored.
 *
 * @param sequence 1 for the first of a chain, without gaps
 * @param at to the microsecond, which is what the database keeps
 * @param before JSON text, kept to the letter because the hash covers it
 * @param after JSON text, likewise
 * @param impersonatedId with whose account the actor worked; null where it was his own
 */
record AuditEntry(
        OrganizationId organization,
        long sequence,
        Instant at,
        UUID actorId,
        String actorName,
        String channel,
        String address,
        String action,
        String subjectType,
        @Nullable UUID subjectId,
        String subjectName,
        String before,
        String after,
        String outcome,
        @Nullable UUID impersonatedId,
        @Nullable String impersonatedName) {

    /** The hash that the entry must carry when the one before it carries {@code previous}. */
    byte[] hash(byte[] previous) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.write(previous);
            write(out, organization.toString());
            out.writeLong(sequence);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            write(out, actorId.toString());
            write(out, actorName);
            write(out, channel);
            write(out, address);
            write(out, action);
            write(out, subjectType);
            write(out, subjectId == null ? "" : subjectId.toString());
            write(out, subjectName);
            write(out, before);
            write(out, after);
            write(out, outcome);
            // Entries without it hash as they did before there was impersonation.
            if (impersonatedId != null) {
                write(out, impersonatedId.toString());
                write(out, impersonatedName == null ? "" : impersonatedName);
            }
            return Sha256.of(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Each text with its length in front, so that no two entries have the same bytes. */
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
