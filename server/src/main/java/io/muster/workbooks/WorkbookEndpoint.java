package io.muster.workbooks;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many users at once, from a workbook that was filled in. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/workbooks")
class WorkbookEndpoint {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Workbooks workbooks;

    WorkbookEndpoint(Workbooks workbooks) {
        this.workbooks = workbooks;
    }

    /**
     * What a check found.
     *
     * @param users how many would be made
     * @param errors the first 500; with a single one nothing is made
     * @param errorCount all of them
     * @param ignored the first 500 rows that are for nobody on the sheet Users
     * @param ignoredCount all of them
     */
    record WorkbookVerdict(
            int users,
            List<Finding> errors,
            long errorCount,
            List<Finding> ignored,
            long ignoredCount) {}

    /**
     * People are being made.
     *
     * @param ignored the first 500 rows that are for nobody on the sheet Users
     * @param ignoredCount all of them
     */
    record WorkbookStarted(JobId jobId, int users, List<Finding> ignored, long ignoredCount) {}

    /**
     * An empty workbook to be filled in: the sheets Roles and Permissions list what may be given,
     * Users, Account and one sheet for each shared mailbox wait for rows. At most 200 mailboxes.
     */
    @Needs(Permission.USERS_CREATE)
    @GetMapping("/example")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = XLSX,
                            schema = @Schema(type = "string", format = "binary")))
    void example(OrganizationScope scope, HttpServletResponse response) throws IOException {
        response.setContentType(XLSX);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"create-users.xlsx\"");
        workbooks.example(scope, response.getOutputStream());
    }

    /**
     * Says what would be made of a workbook and all that is wrong with it, by sheet and cell; makes
     * nothing. The body is the .xlsx file: at most 16 MiB, 48 MiB unpacked, 5,000 people.
     */
    @Needs(Permission.USERS_CREATE)
    @PostMapping(
            path = "/check",
            consumes = {XLSX, "application/octet-stream"})
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = XLSX,
                                            schema = @Schema(type = "string", format = "binary"))))
    WorkbookVerdict check(OrganizationScope scope, InputStream body) throws IOException {
        return switch (workbooks.check(scope, body)) {
            case Workbooks.Outcome.Checked(CheckedWorkbook checked) -> verdict(checked);
            case Workbooks.Outcome.Started _ -> throw new IllegalStateException("only checked");
            case Workbooks.Outcome.TooLarge() -> throw tooLarge().refusal();
            case Workbooks.Outcome.Busy() -> throw busy().refusal();
        };
    }

    /**
     * Makes all people of a workbook, as a job with an outcome for each; nobody when a single thing
     * is wrong with it. Each gets a mail with a link to set a password, good for 72 hours.
     */
    @Needs(Permission.USERS_CREATE)
    @PostMapping(consumes = {XLSX, "application/octet-stream"})
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = XLSX,
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<WorkbookStarted> run(OrganizationScope scope, InputStream body)
            throws IOException {
        return switch (workbooks.run(scope, body)) {
            case Workbooks.Outcome.Checked(CheckedWorkbook checked) ->
                    throw notRight(checked).refusal();
            case Workbooks.Outcome.Started(CheckedWorkbook checked, JobId job) ->
                    ResponseEntity.accepted()
                            .location(
                                    URI.create(
                                            "/api/v1/organizations/%s/jobs/%s"
                                                    .formatted(scope.organization(), job)))
                            .body(
                                    new WorkbookStarted(
                                            job,
                                            checked.people().size(),
                                            checked.ignored().first(),
                                            checked.ignored().total()));
            case Workbooks.Outcome.TooLarge() -> throw tooLarge().refusal();
            case Workbooks.Outcome.Busy() -> throw busy().refusal();
        };
    }

    private static WorkbookVerdict verdict(CheckedWorkbook checked) {
        return new WorkbookVerdict(
                checked.people().size(),
                checked.errors().first(),
                checked.errors().total(),
                checked.ignored().first(),
                checked.ignored().total());
    }

    private static Problem notRight(CheckedWorkbook checked) {
        return Problem.of(
                        422,
                        "workbooks:not-right",
                        "The workbook has errors",
                        "Nobody was created. Correct the cells named and try again.")
                .with(
                        Map.of(
                                "findings",
                                checked.errors().first(),
                                "findingCount",
                                checked.errors().total()));
    }

    private static Problem tooLarge() {
        return Problem.of(
                        413,
                        "workbooks:too-large",
                        "The file is too large",
                        "A workbook may have %,d bytes at most.".formatted(Workbooks.LARGEST))
                .with(Map.of("largest", Workbooks.LARGEST));
    }

    private static Problem busy() {
        return Problem.of(
                429,
                "workbooks:busy",
                "Others are being read",
                "The server reads two workbooks at a time. Try again in a moment.");
    }
}
