package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.RowBlocks.Block;
import io.muster.imports.UserImport.Kind;
import io.muster.kernel.Change;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is told of the rows of an import. */
@Component
class Verdicts {

    private static final String ORDER = "imports.verdicts";
    private static final String MASKED = "\u2022\u2022\u2022";

    private final ImportRepository imports;
    private final VerdictRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;

    Verdicts(
            ImportRepository imports, VerdictRepository repository, Scopes scopes, AuditLog audit) {
        this.imports = imports;
        this.repository = repository;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** Where a page of the list begins. */
    record Place(long number, boolean backwards) {

        private static final Place START = new Place(0, false);

        /** Reads a cursor; nothing when it is not one of this list. */
        static Optional<Place> of(@Nullable Cursor cursor) {
            if (cursor == null) {
                return Optional.of(START);
            }
            String value = cursor.values().size() == 1 ? cursor.values().getFirst() : null;
            return value != null && value.matches("[0-9]{1,18}")
                    ? Optional.of(new Place(Long.parseLong(value), cursor.backwards()))
                    : Optional.empty();
        }

        static String cursor(long number, boolean backwards) {
            return new Cursor(ORDER, backwards, List.of(Long.toString(number))).encode();
        }
    }

    Optional<UserImport> find(OrganizationScope scope, ImportId id) {
        return scopes.in(scope, () -> imports.find(scope, id));
    }

    /** The first rows as they are in the file, with passwords masked. */
    Optional<List<CsvRow>> firstRows(OrganizationScope scope, ImportId id, int most) {
        return scopes.in(
                scope,
                () ->
                        imports.find(scope, id)
                                .map(file ->
                                        imports.block(scope, id, 1).stream()
                                                .flatMap(block -> block.rows().stream())
                                                .limit(most)
                                                .map(row -> masked(file, row))
                                                .toList()));
    }

    private static CsvRow masked(UserImport file, CsvRow row) {
        List<String> cells = new ArrayList<>(row.cells());
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isEmpty() && secret(file, column)) {
                cells.set(column, MASKED);
            }
        }
        return switch (row) {
            case CsvRow.Cells(long line, _) -> new CsvRow.Cells(line, cells);
            case CsvRow.Faulty(long line, _, String code, String message) ->
                    new CsvRow.Faulty(line, cells, code, message);
            case CsvRow.Unreadable unreadable -> unreadable;
        };
    }

    /** By what the column fills, and by its header: somebody may have it fill nothing. */
    private static boolean secret(UserImport file, int column) {
        if (column >= file.columns().size()) {
            return false;
        }
        ImportField field = file.options().fields().get(column);
        return (field != null && field.secret())
                || HeaderSynonyms.namesASecret(file.columns().get(column));
    }

    Optional<Page<Verdict>> page(
            OrganizationScope scope,
            ImportId id,
            Kind kind,
            VerdictRepository.Filter filter,
            Place place,
            int limit) {
        return scopes.in(
                scope,
                () ->
                        imports.find(scope, id)
                                .map(_ -> page(scope, id, kind, filter, limit, place)));
    }

    private Page<Verdict> page(
            OrganizationScope scope,
            ImportId id,
            Kind kind,
            VerdictRepository.Filter filter,
            int limit,
            Place place) {
        List<Verdict> found =
                repository.list(
                        scope, id, kind, filter, place.number(), place.backwards(), limit + 1);
        boolean more = found.size() > limit;
        List<Verdict> shown = more ? found.subList(0, limit) : found;
        if (shown.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        List<Verdict> ordered = place.backwards() ? shown.reversed() : shown;
        boolean after = place.backwards() || more;
        boolean before = place.backwards() ? more : place.number() > 0;
        return new Page<>(
                ordered,
                after ? Place.cursor(ordered.getLast().number(), false) : null,
                before ? Place.cursor(ordered.getFirst().number(), true) : null);
    }

    Optional<List<VerdictRepository.Reason>> reasons(
            OrganizationScope scope, ImportId id, Kind kind) {
        return scopes.in(
                scope, () -> imports.find(scope, id).map(_ -> repository.reasons(scope, id, kind)));
    }

    /**
     * Writes the rows in error, block by block, so that memory doesn't grow with the file. They may
     * hold passwords, so who fetches them stands in the audit log.
     */
    void writeErrors(OrganizationScope scope, UserImport file, Kind kind, OutputStream out)
            throws IOException {
        scopes.run(
                scope,
                () ->
                        audit.record(
                                scope,
                                Change.done(
                                        "imports.errors-fetched",
                                        "import",
                                        file.id().value(),
                                        file.fileName(),
                                        Map.of(),
                                        Map.of("pass", kind.name()))));
        try (var errors = new ErrorFile(out, header(file), file.dialect().delimiter())) {
            long next = 1;
            while (next <= file.rows()) {
                long first = next;
                Optional<Block> block =
                        scopes.in(scope, () -> imports.block(scope, file.id(), first));
                if (block.isEmpty()) {
                    return;
                }
                write(scope, file, kind, block.get(), errors);
                next = block.get().first() + block.get().rows().size();
            }
        }
    }

    private void write(
            OrganizationScope scope, UserImport file, Kind kind, Block block, ErrorFile errors) {
        long last = block.first() + block.rows().size() - 1;
        Map<Long, List<Fault>> faults =
                scopes.in(
                        scope,
                        () -> repository.errors(scope, file.id(), kind, block.first(), last));
        for (int i = 0; i < block.rows().size(); i++) {
            List<Fault> reasons = faults.get(block.first() + i);
            if (reasons != null) {
                errors.add(
                        block.rows().get(i).cells(), reasons.stream().map(Fault::message).toList());
            }
        }
    }

    /** A file without a header gets one, by which it maps itself when it comes back. */
    private static List<String> header(UserImport file) {
        if (file.dialect().header()) {
            return file.columns();
        }
        List<String> header = new ArrayList<>();
        for (int column = 0; column < file.columns().size(); column++) {
            ImportField field = file.options().fields().get(column);
            header.add(field == null ? file.columns().get(column) : field.header());
        }
        return header;
    }
}
