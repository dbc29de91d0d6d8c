package io.muster.imports;

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
 * @param passes what was begun with it; a check first, then a run
 * @param version rises with every change of the options; what {@code If-Match} names
 */
record UserImport(
        ImportId id,
        String fileName,
        long fileSize,
        long rows,
        CsvDialect dialect,
        List<String> columns,
        Options options,
        Map<Kind, Pass> passes,
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

    /** The ways through all rows. */
    enum Kind {
        /** Says what would happen and changes nothing. */
        CHECK,
        RUN
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
     */
    record Pass(Kind kind, JobId job, int version, Counts counts) {}

    /** How many rows had which verdict so far. */
    record Counts(long created, long updated, long unchanged, long skipped, long failed) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    Optional<Pass> pass(Kind kind) {
        return Optional.ofNullable(passes.get(kind));
    }
}
