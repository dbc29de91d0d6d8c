package io.muster.workbooks;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.users.UserSelection;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports on users, each for whoever asked for it. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/reports")
class ReportEndpoint {

    private final Reports reports;
    private final ReportFiles files;

    ReportEndpoint(Reports reports, ReportFiles files) {
        this.reports = reports;
        this.files = files;
    }

    /**
     * A report on users.
     *
     * @param running whether it is still being made
     * @param ready whether its file can be fetched
     * @param rows how many users are in it by now
     */
    record ReportDetails(
            UUID id,
            JobId jobId,
            boolean running,
            boolean ready,
            long rows,
            Instant createdAt,
            Instant keptUntil) {}

    /**
     * @param selection on whom; all users when missing
     */
    record ReportRequest(@Nullable UserSelection selection) {}

    record ReportList(List<ReportDetails> reports) {}

    /**
     * Begins a report on users; a job. When it is ready a mail with a link goes to whoever asked.
     * 409 while the last one that he asked for is being made.
     */
    @Needs(Permission.USERS_EXPORT)
    @OncePerKey
    @PostMapping
    ResponseEntity<ReportDetails> start(
            OrganizationScope scope,
            @RequestBody(required = false) @Nullable ReportRequest request) {
        UserSelection selection = request == null ? null : request.selection();
        if (selection != null && !selection.errors().isEmpty()) {
            throw Problem.invalid(selection.errors()).refusal();
        }
        Report report = reports.start(scope, selection).orElseThrow(() -> running().refusal());
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/reports/%s"
                                        .formatted(scope.organization(), report.id())))
                .body(details(scope, report));
    }

    static Problem running() {
        return Problem.of(
                409,
                "workbooks:report-running",
                "A report is being made",
                "You have one report at a time. Try again later.");
    }

    /** Lists the newest 50 of the reports that the caller asked for in the last seven days. */
    @Needs(Permission.USERS_EXPORT)
    @GetMapping
    ReportList list(OrganizationScope scope) {
        return new ReportList(
                reports.own(scope).stream().map(report -> details(scope, report)).toList());
    }

    /** Reads a report that the caller asked for. */
    @Needs(Permission.USERS_EXPORT)
    @GetMapping("/{reportId}")
    ReportDetails read(OrganizationScope scope, @PathVariable UUID reportId) {
        return details(scope, found(scope, reportId));
    }

    /**
     * The file of a report that the caller asked for, for seven days; 409 while it is being made.
     *
     * @param format "xlsx", with the sheets of the example, or "csv"
     */
    @Needs(Permission.USERS_EXPORT)
    @GetMapping("/{reportId}/file")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = WorkbookEndpoint.XLSX,
                            schema = @Schema(type = "string", format = "binary")))
    void file(
            OrganizationScope scope,
            @PathVariable UUID reportId,
            @RequestParam(defaultValue = "xlsx") String format,
            HttpServletResponse response)
            throws IOException {
        if (!Reports.FORMATS.contains(format)) {
            throw Problem.invalid("format", "unknown-value", "The format is \"xlsx\" or \"csv\".")
                    .refusal();
        }
        Report report = found(scope, reportId);
        if (!reports.isWhole(scope, report)) {
            throw Problem.of(
                            409,
                            "workbooks:report-unfinished",
                            "The report is not finished",
                            "Wait until its job is completed; a cancelled one has no file.")
                    .refusal();
        }
        reports.noteFetching(scope, report, format);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"users." + format + "\"");
        if (format.equals("csv")) {
            response.setContentType("text/csv;charset=UTF-8");
            files.writeCsv(scope, report, response.getOutputStream());
        } else {
            response.setContentType(WorkbookEndpoint.XLSX);
            files.writeWorkbook(scope, report, response.getOutputStream());
        }
    }

    private Report found(OrganizationScope scope, UUID id) {
        return reports.find(scope, id).orElseThrow(() -> Problem.notFound("report").refusal());
    }

    private ReportDetails details(OrganizationScope scope, Report report) {
        return new ReportDetails(
                report.id(),
                report.job(),
                report.running(),
                reports.isWhole(scope, report),
                report.rows(),
                report.createdAt(),
                report.keptUntil());
    }
}
