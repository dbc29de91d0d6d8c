package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.imports.UserImport.Counts;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.imports.UserImport.Pass;
import io.muster.jobs.Job;
import io.muster.jobs.JobState;
import io.muster.kernel.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports as the API shows them. */
@Component
class ImportDescriptions {

    private final Imports imports;
    private final Passwords passwords;

    ImportDescriptions(Imports imports, Passwords passwords) {
        this.imports = imports;
        this.passwords = passwords;
    }

    /**
     * An import.
     *
     * @param delimiter between the cells of a CSV file, and of the file of its errors
     * @param system the one that wrote the file, where its headers tell; null otherwise
     * @param columns of the file, with what each fills
     * @param lacksTemporaryPassword whether one must be given before new users can be made
     * @param check what would happen; null before the first check
     * @param run what happened; null before the run
     * @param undoCheck what undo would take back; null before that was asked
     * @param undo what undo took back; null before the undo
     * @param undoable how many users the run made or changed for whom that is not undone; 0 before
     *     the run
     * @param keptUntil until when the import is kept and can be undone
     */
    record ImportDetails(
            ImportId id,
            String fileName,
            long fileSize,
            long rows,
            FileFormat format,
            @Nullable KnownSystem system,
            CsvDialect.Encoding encoding,
            String delimiter,
            boolean header,
            List<ImportColumn> columns,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords,
            boolean temporaryPasswordSet,
            boolean lacksTemporaryPassword,
            @Nullable ImportPassDetails check,
            @Nullable ImportPassDetails run,
            @Nullable ImportPassDetails undoCheck,
            @Nullable ImportPassDetails undo,
            long undoable,
            Instant keptUntil,
            int version,
            String createdByName,
            Instant createdAt) {}

    /**
     * A column of the file.
     *
     * @param field the setting that it fills, null when it fills none
     * @param informative whether it is one of the columns of our own files that only tell
     */
    record ImportColumn(String name, @Nullable String field, boolean informative) {}

    /**
     * A way through all rows, or through all that a run did.
     *
     * @param state of the job; null when that is gone already
     * @param current whether it went by what is configured now
     * @param total how many rows, or users of an undo, it goes through
     * @param passwords in clear text that the rows it came by so far bring for new users
     * @param hashingSeconds about how long this server takes to hash them in the run: their number
     *     times what one takes now, measured; 0 without such passwords and when the pass is no
     *     check
     */
    record ImportPassDetails(
            JobId jobId,
            @Nullable JobState state,
            boolean current,
            long total,
            Counts counts,
            long passwords,
            long hashingSeconds) {}

    ImportDetails of(OrganizationScope scope, UserImport of) {
        Map<Kind, Job> jobs = imports.jobs(scope, of);
        return new ImportDetails(
                of.id(),
                of.fileName(),
                of.fileSize(),
                of.rows(),
                of.format(),
                of.system().orElse(null),
                of.dialect().encoding(),
                of.dialect().delimiter() == '\t' ? "tab" : "" + of.dialect().delimiter(),
                of.dialect().header(),
                columns(of),
                of.options().existing(),
                of.options().createUnits(),
                of.options().newPasswords(),
                of.options().temporaryPassword() != null,
                of.options().lackTemporaryPassword(),
                pass(of, Kind.CHECK, jobs),
                pass(of, Kind.RUN, jobs),
                pass(of, Kind.UNDO_CHECK, jobs),
                pass(of, Kind.UNDO, jobs),
                of.undoable(),
                imports.keptUntil(of),
                of.version(),
                of.createdByName(),
                of.createdAt());
    }

    private static List<ImportColumn> columns(UserImport of) {
        ImportColumn[] columns = new ImportColumn[of.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            String name = of.columns().get(i);
            ImportField field = of.options().fields().get(i);
            columns[i] =
                    new ImportColumn(
                            name,
                            field == null ? null : field.key(),
                            field == null && InformationColumn.anyNames(name));
        }
        return List.of(columns);
    }

    private @Nullable ImportPassDetails pass(UserImport of, Kind kind, Map<Kind, Job> jobs) {
        Pass pass = of.passes().get(kind);
        Job job = jobs.get(kind);
        return pass == null
                ? null
                : new ImportPassDetails(
                        pass.job(),
                        job == null ? null : job.state(),
                        pass.version() == of.version(),
                        total(of, pass, job),
                        pass.counts(),
                        pass.passwords(),
                        kind == Kind.CHECK ? hashingSeconds(pass.passwords()) : 0);
    }

    private static long total(UserImport of, Pass pass, @Nullable Job job) {
        return switch (pass.kind()) {
            case CHECK, RUN -> of.rows();
            case UNDO_CHECK, UNDO -> {
                Long total = job == null ? null : job.total();
                yield total == null ? pass.counts().all() : total;
            }
        };
    }

    /** Rounded up: whoever waits for one hash waits for a second. */
    private long hashingSeconds(long count) {
        return passwords.timeToHash(count).plusNanos(999_999_999).toSeconds();
    }
}
