package io.muster.imports;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rows of an import, what becomes of each, and the file of those in error. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/imports/{importId}")
class VerdictEndpoint {

    private static final String ORDER = "imports.verdicts";
    private static final int MOST = 500;
    private static final int MOST_FIRST_ROWS = 100;

    private final Verdicts verdicts;

    VerdictEndpoint(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * A row as it is in the file; cells of passwords are masked.
     *
     * @param fault what keeps the row from being read, null when nothing does
     */
    record ImportFirstRow(long line, List<String> cells, @Nullable String fault) {}

    record ImportFirstRows(List<ImportFirstRow> rows) {}

    /**
     * What becomes of a row; of an undo, of the user whom the row made or changed.
     *
     * @param number counts the rows from 1
     * @param name the address or logon name, as far as it could be read
     * @param reasons why it is skipped or in error, or what an undo can't take back
     * @param changes the settings that an update changes, or that an undo brings back
     */
    record ImportVerdict(
            long number,
            long line,
            String name,
            Answer verdict,
            List<ImportReason> reasons,
            List<String> changes,
            @Nullable UserId userId) {}

    /**
     * @param column the header, null when the row as a whole is at fault
     */
    record ImportReason(@Nullable String column, String code, String message) {}

    /** How many rows have which verdict for which reason. */
    record ImportReasonCount(Answer verdict, String code, long rows) {}

    record ImportReasonCounts(List<ImportReasonCount> reasons) {}

    /** Shows the first rows of the file. */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/first-rows")
    ImportFirstRows firstRows(
            OrganizationScope scope,
            @PathVariable ImportId importId,
            @RequestParam(defaultValue = "20") int limit) {
        if (limit < 1 || limit > MOST_FIRST_ROWS) {
            throw Problem.invalid("limit", "range", "Between 1 and 100 rows can be shown.")
                    .refusal();
        }
        return new ImportFirstRows(
                verdicts
                        .firstRows(scope, importId, limit)
                        .orElseThrow(ImportEndpoint::none)
                        .stream()
                        .map(VerdictEndpoint::firstRow)
                        .toList());
    }

    private static ImportFirstRow firstRow(CsvRow row) {
        return new ImportFirstRow(
                row.line(),
                row.cells(),
                row instanceof CsvRow.Faulty faulty ? faulty.message() : null);
    }

    /**
     * A page of verdicts in the order of the file.
     *
     * @param pass of which way through the rows
     */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/verdicts")
    Page<ImportVerdict> list(
            OrganizationScope scope,
            @PathVariable ImportId importId,
            @RequestParam Kind pass,
            @RequestParam(required = false) @Nullable Answer verdict,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "range", "A page has 1 to 500 rows.").refusal();
        }
        Verdicts.Place place =
                Verdicts.Place.of(cursor == null ? null : decoded(cursor))
                        .orElseThrow(VerdictEndpoint::foreignCursor);
        return verdicts.page(
                        scope,
                        importId,
                        pass,
                        new VerdictRepository.Filter(verdict, reason),
                        place,
                        limit)
                .orElseThrow(ImportEndpoint::none)
                .map(VerdictEndpoint::shown);
    }

    private static Cursor decoded(String cursor) {
        return Cursor.decode(cursor, ORDER).orElseThrow(VerdictEndpoint::foreignCursor);
    }

    private static RuntimeException foreignCursor() {
        return Problem.invalid("cursor", "format", "The cursor belongs to no page of this list.")
                .refusal();
    }

    private static ImportVerdict shown(Verdict verdict) {
        return new ImportVerdict(
                verdict.number(),
                verdict.line(),
                verdict.name(),
                verdict.answer(),
                verdict.faults().stream()
                        .map(fault ->
                                new ImportReason(fault.column(), fault.code(), fault.message()))
                        .toList(),
                verdict.changes(),
                verdict.user());
    }

    /**
     * Counts the rows that have a reason for their verdict: why they are skipped or in error, what
     * stays.
     */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/reasons")
    ImportReasonCounts reasons(
            OrganizationScope scope, @PathVariable ImportId importId, @RequestParam Kind pass) {
        return new ImportReasonCounts(
                verdicts.reasons(scope, importId, pass).orElseThrow(ImportEndpoint::none).stream()
                        .map(reason ->
                                new ImportReasonCount(
                                        reason.answer(), reason.code(), reason.rows()))
                        .toList());
    }

    /**
     * The rows in error as CSV, with their cells as they came and the reasons in a last column; to
     * be mended and imported again. May hold passwords.
     */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/errors")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    void errors(
            OrganizationScope scope,
            @PathVariable ImportId importId,
            @RequestParam Kind pass,
            HttpServletResponse response)
            throws IOException {
        if (pass != Kind.CHECK && pass != Kind.RUN) {
            throw Problem.invalid("pass", "unknown-value", "An undo has no rows to be mended.")
                    .refusal();
        }
        Optional<UserImport> file = verdicts.find(scope, importId);
        if (file.isEmpty()) {
            throw ImportEndpoint.none();
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"import-errors.csv\"");
        verdicts.writeErrors(scope, file.get(), pass, response.getOutputStream());
    }
}
