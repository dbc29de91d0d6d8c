package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.imports.UserImport.Options;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.Cursor;
import io.muster.kernel.FormulaGuard;
import io.muster.kernel.JobId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Files of users on their way in: uploaded, looked at, configured, checked, run. What a run does to
 * users is in {@link ImportPass}.
 */
@Component
class Imports {

    private static final String ORDER = "imports";
    private static final int LONGEST_HEADER = 200;

    private final ImportRepository repository;
    private final ImportSettings settings;
    private final Jobs jobs;
    private final Passwords passwords;
    private final Scopes scopes;
    private final AuditLog audit;

    Imports(
            ImportRepository repository,
            ImportSettings settings,
            Jobs jobs,
            Passwords passwords,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.settings = settings;
        this.jobs = jobs;
        this.passwords = passwords;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of an uploaded file. */
    sealed interface Arrival {
        record Taken(UserImport made) implements Arrival {}

        record TooLarge(long largest) implements Arrival {}

        /** The file is not kept. */
        record Unreadable(long line, String code, String message) implements Arrival {}
    }

    /** What became of the wish to configure an import. */
    sealed interface Configuration {
        record Done(UserImport configured) implements Configuration {}

        record NotFound() implements Configuration {}

        record ChangedMeanwhile(UserImport current) implements Configuration {}

        record Refused(List<FieldError> errors) implements Configuration {}

        /** A pass is on its way, or the run is over. */
        record Begun() implements Configuration {}
    }

    /** What became of the wish to begin a pass. */
    sealed interface Start {
        record Started(JobId job) implements Start {}

        record NotFound() implements Start {}

        /** Another pass is on its way. */
        record Busy() implements Start {}

        /** A run, or an undo, needs a finished check of how things are now. */
        record NotChecked() implements Start {}

        /** The file was run to its end, or undone; an error file is an import of its own. */
        record Over() implements Start {}

        /** No run changed anything that is not undone already. */
        record NothingToUndo() implements Start {}

        /** Something must be configured first. */
        record Refused(List<FieldError> errors) implements Start {}
    }

    /** What became of the wish to forget an import. */
    sealed interface Removal {
        record Done() implements Removal {}

        record NotFound() implements Removal {}

        /** A pass is on its way. */
        record Busy() implements Removal {}
    }

    /** Bytes that a file may have. */
    long largestFile() {
        return settings.largestFile().toBytes();
    }

    /** Takes a file. The connection may be slow: no transaction is open before the last byte. */
    Arrival upload(
            OrganizationScope scope, String fileName, Upload.Dictated dictated, InputStream in)
            throws IOException {
        long largest = largestFile();
        Optional<Upload> arrived = Upload.receive(in, largest, dictated);
        if (arrived.isEmpty()) {
            return new Arrival.TooLarge(largest);
        }
        try (Upload upload = arrived.get()) {
            // Read once for its faults before the first write: a refusal doesn't roll back.
            Upload.Contents contents = upload.look();
            if (contents.end() != null) {
                CsvRow.Unreadable end = contents.end();
                return new Arrival.Unreadable(end.line(), end.code(), end.message());
            }
            return scopes.in(scope, () -> keep(scope, fileName, upload, contents));
        }
    }

    private Arrival keep(
            OrganizationScope scope, String fileName, Upload upload, Upload.Contents contents) {
        List<String> columns = contents.header().stream().map(Imports::headerText).toList();
        List<@Nullable ImportField> fields =
                repository
                        .earlierFields(scope, columns)
                        .orElseGet(
                                () -> ColumnMapping.suggest(columns, HeaderSynonyms.of(columns)));
        UserImport made =
                new UserImport(
                        ImportId.next(),
                        fileName,
                        upload.size(),
                        contents.rows(),
                        upload.format(),
                        upload.dialect(),
                        columns,
                        new Options(fields, Existing.UPDATE, false, NewPasswords.TEMPORARY, null),
                        Map.of(),
                        0,
                        1,
                        scope.actor().user(),
                        scope.actor().name(),
                        Instant.now());
        repository.insert(scope, made);
        upload.forward(contents, block -> repository.insertBlock(scope, made.id(), block));
        record(
                scope,
                "imports.uploaded",
                made,
                Map.of("fileSize", made.fileSize(), "rows", made.rows()));
        return new Arrival.Taken(repository.find(scope, made.id()).orElseThrow());
    }

    /** An endless header would come back in the reasons of every row. */
    private static String headerText(String header) {
        String plain = FormulaGuard.plain(header).strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST_HEADER));
    }

    Optional<UserImport> find(OrganizationScope scope, ImportId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    /** The import that has this job for one of its passes. */
    Optional<UserImport> ofJob(OrganizationScope scope, JobId job) {
        return scopes.in(scope, () -> repository.ofJob(scope, job));
    }

    /** Until when the import is kept at least; as long it can be undone. */
    Instant keptUntil(UserImport of) {
        return of.createdAt().plus(settings.keep());
    }

    /** The jobs of the passes, as far as they are still known. */
    Map<Kind, Job> jobs(OrganizationScope scope, UserImport of) {
        Map<Kind, Job> found = new EnumMap<>(Kind.class);
        of.passes()
                .forEach((kind, pass) ->
                        jobs.find(scope, pass.job()).ifPresent(job -> found.put(kind, job)));
        return found;
    }

    /**
     * What is to be done with a file.
     *
     * @param temporaryPassword null keeps the one that is set
     */
    record Wishes(
            List<@Nullable ImportField> fields,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords,
            @Nullable String temporaryPassword) {}

    /**
     * A page of the imports, newest first.
     *
     * @param place as a page before gave it; null begins with the newest
     */
    Page<UserImport> list(OrganizationScope scope, @Nullable Cursor place, int limit) {
        boolean backwards = place != null && place.backwards();
        UUID edge =
                place == null ? null : UUID.fromString(String.valueOf(place.values().getFirst()));
        List<UserImport> found =
                scopes.in(
                        scope,
                        () ->
                                backwards
                                        ? repository.newer(
                                                scope, Objects.requireNonNull(edge), limit + 1)
                                        : repository.newest(scope, edge, limit + 1));
        boolean more = found.size() > limit;
        List<UserImport> shown = more ? found.subList(0, limit) : found;
        if (shown.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        List<UserImport> ordered = backwards ? shown.reversed() : shown;
        return new Page<>(
                ordered,
                backwards || more ? cursor(ordered.getLast(), false) : null,
                (backwards ? more : place != null) ? cursor(ordered.getFirst(), true) : null);
    }

    private static String cursor(UserImport edge, boolean backwards) {
        return new Cursor(ORDER, backwards, List.of(edge.id().toString())).encode();
    }

    /** Says what is to be done. A check before it counts no more. */
    Configuration configure(OrganizationScope scope, ImportId id, Version read, Wishes wishes) {
        return scopes.in(
                scope,
                () -> {
                    Optional<UserImport> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Configuration.NotFound();
                    }
                    UserImport before = found.get();
                    if (busy(scope, before) || over(before)) {
                        return new Configuration.Begun();
                    }
                    if (before.version() != read.number()) {
                        return new Configuration.ChangedMeanwhile(before);
                    }
                    return configure(scope, before, wishes);
                });
    }

    private Configuration configure(OrganizationScope scope, UserImport before, Wishes wishes) {
        if (ColumnMapping.check(before.columns(), wishes.fields())
                instanceof ColumnMapping.Check.Refused(var errors)) {
            return new Configuration.Refused(errors);
        }
        String hash = before.options().temporaryPassword();
        if (wishes.newPasswords() == NewPasswords.NONE) {
            hash = null;
        } else if (wishes.temporaryPassword() != null) {
            switch (passwords.choose(
                    scope, "temporaryPassword", wishes.temporaryPassword(), List.of())) {
                case Passwords.Choice.Accepted(String accepted) -> hash = accepted;
                case Passwords.Choice.Refused(var errors) -> {
                    return new Configuration.Refused(errors);
                }
            }
        }
        Options options =
                new Options(
                        wishes.fields(),
                        wishes.existing(),
                        wishes.createUnits(),
                        wishes.newPasswords(),
                        hash);
        repository.configure(scope, before.id(), options);
        UserImport after = repository.find(scope, before.id()).orElseThrow();
        record(scope, "imports.configured", after, told(before, after));
        return new Configuration.Done(after);
    }

    private static Map<String, Object> told(UserImport before, UserImport after) {
        Map<String, Object> told = new HashMap<>();
        told.put(
                "fields",
                after.options().fields().stream()
                        .map(field -> field == null ? "" : field.key())
                        .collect(Collectors.joining(",")));
        told.put("existing", after.options().existing().name());
        told.put("createUnits", after.options().createUnits());
        told.put("newPasswords", after.options().newPasswords().name());
        String hash = after.options().temporaryPassword();
        if (hash != null && !hash.equals(before.options().temporaryPassword())) {
            told.put("temporaryPassword", Change.MASKED);
        }
        return told;
    }

    /** Begins to check or to run, as a job. */
    Start start(OrganizationScope scope, ImportId id, Kind kind) {
        return startIdle(
                scope, id, file -> refusal(file, kind).orElseGet(() -> begin(scope, file, kind)));
    }

    /** Begins a pass over a file that is there and that no other pass is busy with. */
    Start startIdle(OrganizationScope scope, ImportId id, Function<UserImport, Start> beginning) {
        return scopes.in(
                scope,
                () -> {
                    Optional<UserImport> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Start.NotFound();
                    }
                    UserImport file = found.get();
                    return busy(scope, file) ? new Start.Busy() : beginning.apply(file);
                });
    }

    private static Optional<Start> refusal(UserImport file, Kind kind) {
        if (over(file)) {
            return Optional.of(new Start.Over());
        }
        if (ColumnMapping.check(file.columns(), file.options().fields())
                instanceof ColumnMapping.Check.Refused(var errors)) {
            return Optional.of(new Start.Refused(errors));
        }
        if (kind == Kind.RUN && !checked(file)) {
            return Optional.of(new Start.NotChecked());
        }
        boolean makesUsers =
                file.pass(Kind.CHECK).filter(pass -> pass.counts().created() > 0).isPresent();
        if (kind == Kind.RUN && makesUsers && file.options().lackTemporaryPassword()) {
            return Optional.of(
                    new Start.Refused(
                            List.of(
                                    new FieldError(
                                            "temporaryPassword",
                                            "required",
                                            "Give a temporary password for the new users: the"
                                                    + " file has none for them."))));
        }
        return Optional.empty();
    }

    private Start begin(OrganizationScope scope, UserImport file, Kind kind) {
        JobId job =
                jobs.start(
                        scope,
                        kind == Kind.RUN ? ImportWork.RUN : ImportWork.CHECK,
                        new ImportWork.Parameters(file.id()),
                        file.rows());
        repository.begin(scope, file.id(), kind, job, file.version());
        record(
                scope,
                kind == Kind.RUN ? "imports.run" : "imports.checked",
                file,
                Map.of("jobId", job.toString()));
        return new Start.Started(job);
    }

    /** Forgets the file and its verdicts; users stay as they are. */
    Removal delete(OrganizationScope scope, ImportId id) {
        return scopes.in(
                scope,
                () -> {
                    Optional<UserImport> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Removal.NotFound();
                    }
                    if (busy(scope, found.get())) {
                        return new Removal.Busy();
                    }
                    repository.delete(scope, id);
                    record(scope, "imports.deleted", found.get(), Map.of());
                    return new Removal.Done();
                });
    }

    /** Whether a pass is on its way. */
    private boolean busy(OrganizationScope scope, UserImport file) {
        return jobs(scope, file).values().stream().anyMatch(job -> !job.state().ended());
    }

    private static boolean over(UserImport file) {
        return file.pass(Kind.UNDO).isPresent()
                || file.pass(Kind.RUN).filter(run -> run.counts().all() == file.rows()).isPresent();
    }

    private static boolean checked(UserImport file) {
        return file.pass(Kind.CHECK)
                .filter(check ->
                        check.version() == file.version() && check.counts().all() == file.rows())
                .isPresent();
    }

    private void record(
            OrganizationScope scope, String action, UserImport file, Map<String, Object> after) {
        audit.record(
                scope,
                Change.done(action, "import", file.id().value(), file.fileName(), Map.of(), after));
    }
}
