package io.muster.imports;

import io.muster.imports.Verdict.Answer;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of users that somebody uploaded, and what is to be done with it.
 *
 * @param columns the headers of the file
 * @param passes what was begun with it; a check first, then a run, then its undo
 * @param undoable how many users it changed or made for whom that is not undone
 * @param version rises with every change of the options; what {@code If-Match} names
 */
record UserImport(
        ImportId id,
        String fileName,
        long fileSize,
        long rows,
        FileFormat format,
        CsvDialect dialect,
        List<String> columns,
        Options options,
        Map<Kind, Pass> passes,
        long undoable,
        int version,
        UserId createdBy,
        String createdByName,
        Instant createdAt) {

    UserImport {
        columns = List.copyOf(columns);
        Map<Kind, Pass> copy = new EnumMap<>(Kind.class);
        copy.putAll(passes);
        passes = Collections.unmodifiableMap(copy);
    }

    /** The ways through all rows, and back through what was done for them. */
    enum Kind {
        /** Says what would happen and changes nothing. */
        CHECK,
        RUN,
        /** Says what undo would take back and changes nothing. */
        UNDO_CHECK,
        UNDO
    }

    /** What becomes of rows whose user is there already. */
    enum Existing {
        UPDATE,
        SKIP
    }

    /** What new users get whose row brings no password. */
    enum NewPasswords {
        /** One for all, to be changed at the first sign-in. */
        TEMPORARY,
        /** None: they wait for one. */
        NONE
    }

    /**
     * @param fields the setting of each column, in the order of the file; null where none
     * @param createUnits whether units that the file names and that are missing are made
     * @param temporaryPassword its hash, null when it is not set
     */
    record Options(
            List<@Nullable ImportField> fields,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords,
            @Nullable String temporaryPassword) {

        Options {
            fields = Collections.unmodifiableList(new ArrayList<>(fields));
        }

        /** Whether a temporary password is wanted and still missing. */
        boolean lackTemporaryPassword() {
            return newPasswords == NewPasswords.TEMPORARY
                    && temporaryPassword == null
                    && !fields.contains(ImportField.PASSWORD)
                    && !fields.contains(ImportField.PASSWORD_HASH);
        }
    }

    /**
     * @param version the version of the import that it works by
     * @param passwords in clear text that its rows bring for new users, so far
     */
    record Pass(Kind kind, JobId job, int version, Counts counts, long passwords) {}

    /**
     * How many rows had which verdict so far.
     *
     * @param deleted users whom a run deleted; they can be restored
     * @param removed users whom an undo removed for good
     */
    record Counts(
            long created,
            long updated,
            long deleted,
            long removed,
            long unchanged,
            long skipped,
            long failed) {

        static Counts of(List<Verdict> verdicts) {
            Map<Answer, Long> counts = new EnumMap<>(Answer.class);
            verdicts.forEach(verdict -> counts.merge(verdict.answer(), 1L, Long::sum));
            return new Counts(
                    counts.getOrDefault(Answer.CREATE, 0L),
                    counts.getOrDefault(Answer.UPDATE, 0L),
                    counts.getOrDefault(Answer.DELETE, 0L),
                    counts.getOrDefault(Answer.REMOVE, 0L),
                    counts.getOrDefault(Answer.UNCHANGED, 0L),
                    counts.getOrDefault(Answer.SKIP, 0L),
                    counts.getOrDefault(Answer.ERROR, 0L));
        }

        /** The rows that did, or would do, what they say; also those with nothing to do. */
        long done() {
            return created + updated + deleted + removed + unchanged;
        }

        long all() {
            return done() + skipped + failed;
        }
    }

    /** The system that wrote the file, where its headers tell. */
    Optional<KnownSystem> system() {
        return KnownSystem.of(columns);
    }

    Optional<Pass> pass(Kind kind) {
        return Optional.ofNullable(passes.get(kind));
    }
}
