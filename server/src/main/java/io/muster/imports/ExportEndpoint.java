package io.muster.imports;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.Exports.Export;
import io.muster.jobs.Job;
import io.muster.jobs.JobState;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.users.UserSelection;
import io.swagger.v3.oas.annotations.media.Content;
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
import org.springframework.web.bind.annotation.RestController;

/** Files of users on their way out. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/exports")
class ExportEndpoint {

    private final Exports exports;

    ExportEndpoint(Exports exports) {
        this.exports = exports;
    }

    /**
     * A file of users.
     *
     * @param state of the job that makes it; null when that is gone already
     */
    record ExportDetails(
            UUID id,
            JobId jobId,
            @Nullable JobState state,
            long rows,
            long fileSize,
            String createdByName,
            Instant createdAt) {}

    /**
     * @param selection whom to export; all users when missing
     */
    record ExportRequest(@Nullable UserSelection selection) {}

    record ExportList(List<ExportDetails> exports) {}

    /** Begins to write users to a CSV file that import knows; a job. All of them without a body. */
    @Needs(Permission.USERS_EXPORT)
    @OncePerKey
    @PostMapping
    ResponseEntity<ExportDetails> start(
            OrganizationScope scope,
            @RequestBody(required = false) @Nullable ExportRequest request) {
        UserSelection selection = request == null ? null : request.selection();
        if (selection != null && !selection.errors().isEmpty()) {
            throw Problem.invalid(selection.errors()).refusal();
        }
        Export export = exports.start(scope, selection);
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/exports/%s"
                                        .formatted(scope.organization(), export.id())))
                .body(details(scope, export));
    }

    /** Lists the newest 50 exports of the last days. */
    @Needs(Permission.USERS_EXPORT)
    @GetMapping
    ExportList list(OrganizationScope scope) {
        return new ExportList(
                exports.newest(scope).stream().map(export -> details(scope, export)).toList());
    }

    /** Reads an export. */
    @Needs(Permission.USERS_EXPORT)
    @GetMapping("/{exportId}")
    ExportDetails read(OrganizationScope scope, @PathVariable UUID exportId) {
        return details(scope, found(scope, exportId));
    }

    /** The finished file; 409 while it is being written. */
    @Needs(Permission.USERS_EXPORT)
    @GetMapping("/{exportId}/file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    void file(OrganizationScope scope, @PathVariable UUID exportId, HttpServletResponse response)
            throws IOException {
        Export export = found(scope, exportId);
        if (exports.job(scope, export)
                .filter(job -> job.state() != JobState.COMPLETED)
                .isPresent()) {
            throw Problem.of(
                            409,
                            "imports:export-unfinished",
                            "The file is not finished",
                            "Wait until its job is completed; a cancelled one has no file.")
                    .refusal();
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"users.csv\"");
        exports.write(scope, export, response.getOutputStream());
    }

    private Export found(OrganizationScope scope, UUID id) {
        return exports.find(scope, id).orElseThrow(() -> Problem.notFound("export").refusal());
    }

    private ExportDetails details(OrganizationScope scope, Export export) {
        return new ExportDetails(
                export.id(),
                export.job(),
                exports.job(scope, export).map(Job::state).orElse(null),
                export.rows(),
                export.size(),
                export.createdByName(),
                export.createdAt());
    }
}
