package io.muster.imports;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.ImportDescriptions.ImportDetails;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.kernel.Cursor;
import io.muster.kernel.JobId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files of users on their way in: uploaded, configured, checked, run. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/imports")
class ImportEndpoint {

    private static final String ORDER = "imports";
    private static final int LONGEST_NAME = 255;

    private final Imports imports;
    private final ImportDescriptions descriptions;

    ImportEndpoint(Imports imports, ImportDescriptions descriptions) {
        this.imports = imports;
        this.descriptions = descriptions;
    }

    /** A setting that files can bring. */
    record ImportFieldDetails(String key, String header, boolean secret) {}

    /**
     * The settings that files can bring.
     *
     * @param largestFile bytes that a file may have
     */
    record ImportFields(List<ImportFieldDetails> fields, long largestFile) {}

    /**
     * What is to be done with a file.
     *
     * @param fields the setting of each column in the order of the file; null where it fills none
     * @param temporaryPassword missing keeps the one that is set
     */
    record ImportOptionsRequest(
            @ArraySchema(schema = @Schema(types = {"string", "null"}))
                    List<@Nullable String> fields,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords,
            @Nullable String temporaryPassword) {}

    record ImportStarted(JobId jobId) {}

    /**
     * Lists the imports of the last days, newest first.
     *
     * @param job only the import that has this job for its check, its run or its undo
     */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping
    Page<ImportDetails> list(
            OrganizationScope scope,
            @RequestParam(required = false) @Nullable JobId job,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > 500) {
            throw Problem.invalid("limit", "range", "A page has 1 to 500 imports.").refusal();
        }
        if (job != null) {
            return new Page<>(
                    imports.ofJob(scope, job).stream()
                            .map(one -> descriptions.of(scope, one))
                            .toList(),
                    null,
                    null);
        }
        return imports.list(scope, place(cursor), limit).map(one -> descriptions.of(scope, one));
    }

    private static @Nullable Cursor place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        return Cursor.decode(cursor, ORDER)
                .filter(place -> place.values().size() == 1 && id(place).isPresent())
                .orElseThrow(() ->
                        Problem.invalid(
                                        "cursor",
                                        "format",
                                        "The cursor belongs to no page of this list.")
                                .refusal());
    }

    private static Optional<UUID> id(Cursor place) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(place.values().getFirst())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Tells which settings files can bring, in the order of an exported file. */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/fields")
    ImportFields fields(OrganizationScope scope) {
        return new ImportFields(
                Arrays.stream(ImportField.values())
                        .map(field ->
                                new ImportFieldDetails(field.key(), field.header(), field.secret()))
                        .toList(),
                imports.largestFile());
    }

    /**
     * Uploads a file; the body is the file itself. It is CSV, or a list of users in JSON as
     * Keycloak exports it; which of them is found out. So are encoding, delimiter and header row of
     * CSV unless they are given.
     *
     * @param fileName for people, at most 255 characters
     * @param delimiter "," or ";" or "tab"
     */
    @Needs(Permission.USERS_IMPORT)
    @PostMapping(consumes = {"text/csv", "application/json", "application/octet-stream"})
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<ImportDetails> upload(
            OrganizationScope scope,
            @RequestParam String fileName,
            @RequestParam(required = false) CsvDialect.@Nullable Encoding encoding,
            @RequestParam(required = false) @Nullable String delimiter,
            @RequestParam(required = false) @Nullable Boolean header,
            InputStream body)
            throws IOException {
        String name = fileName.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < ' ')) {
            throw Problem.invalid("fileName", "length", "A file's name has 1 to 255 characters.")
                    .refusal();
        }
        var dictated = new Upload.Dictated(encoding, delimiter(delimiter), header);
        return switch (imports.upload(scope, name, dictated, body)) {
            case Imports.Arrival.Taken(UserImport made) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/imports/%s"
                                                    .formatted(scope.organization(), made.id())))
                            .header(HttpHeaders.ETAG, new Version(made.version()).tag())
                            .body(descriptions.of(scope, made));
            case Imports.Arrival.TooLarge(long largest) ->
                    throw Problem.of(
                                    413,
                                    "imports:too-large",
                                    "The file is too large",
                                    "A file may have %,d bytes at most.".formatted(largest))
                            .with(Map.of("largest", largest))
                            .refusal();
            case Imports.Arrival.Unreadable(long line, String code, String message) ->
                    throw Problem.of(
                                    422,
                                    "imports:unreadable",
                                    "The file can't be read",
                                    "Line %,d: %s".formatted(line, message))
                            .with(Map.of("line", line, "code", code))
                            .refusal();
        };
    }

    private static @Nullable Character delimiter(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "," -> ',';
            case ";" -> ';';
            case "tab" -> '\t';
            default ->
                    throw Problem.invalid(
                                    "delimiter",
                                    "unknown-value",
                                    "The delimiter is \",\" or \";\" or \"tab\".")
                            .refusal();
        };
    }

    /** Reads an import. */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/{importId}")
    ResponseEntity<ImportDetails> read(OrganizationScope scope, @PathVariable ImportId importId) {
        return ok(scope, imports.find(scope, importId).orElseThrow(ImportEndpoint::none));
    }

    /** Says which column fills which setting and what is to be done. */
    @Needs(Permission.USERS_IMPORT)
    @PutMapping("/{importId}/options")
    ResponseEntity<ImportDetails> configure(
            OrganizationScope scope,
            @PathVariable ImportId importId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ImportOptionsRequest request) {
        Version read = Version.required(ifMatch);
        if (request.createUnits() && !scope.holds(Permission.UNITS_MANAGE)) {
            throw unitsNotPermitted().refusal();
        }
        return switch (imports.configure(scope, importId, read, wishes(request))) {
            case Imports.Configuration.Done(UserImport configured) -> ok(scope, configured);
            case Imports.Configuration.NotFound() -> throw none();
            case Imports.Configuration.ChangedMeanwhile(UserImport current) ->
                    throw Version.changedMeanwhile(descriptions.of(scope, current)).refusal();
            case Imports.Configuration.Refused(var errors) ->
                    throw Problem.invalid(errors).refusal();
            case Imports.Configuration.Begun() -> throw begun().refusal();
        };
    }

    static Problem unitsNotPermitted() {
        return Problem.of(
                        403,
                        "access:not-permitted",
                        "Not permitted",
                        "To make units you need one more permission.")
                .with(Map.of("permission", Permission.UNITS_MANAGE.text()));
    }

    private static Imports.Wishes wishes(ImportOptionsRequest request) {
        @Nullable ImportField[] fields = new @Nullable ImportField[request.fields().size()];
        for (int column = 0; column < fields.length; column++) {
            String key = request.fields().get(column);
            fields[column] = key == null ? null : field(column, key);
        }
        return new Imports.Wishes(
                Arrays.asList(fields),
                request.existing(),
                request.createUnits(),
                request.newPasswords(),
                request.temporaryPassword());
    }

    private static ImportField field(int column, String key) {
        return ImportField.ofKey(key)
                .orElseThrow(() ->
                        Problem.invalid(
                                        "fields[" + column + "]",
                                        "unknown-value",
                                        "There is no setting of that name.")
                                .refusal());
    }

    /** Begins to say what would happen to each row; a job. */
    @Needs(Permission.USERS_IMPORT)
    @OncePerKey
    @PostMapping("/{importId}/check")
    ResponseEntity<ImportStarted> check(OrganizationScope scope, @PathVariable ImportId importId) {
        return started(scope, imports.start(scope, importId, Kind.CHECK));
    }

    /** Begins to import what the last check said; a job. */
    @Needs(Permission.USERS_IMPORT)
    @OncePerKey
    @PostMapping("/{importId}/run")
    ResponseEntity<ImportStarted> run(OrganizationScope scope, @PathVariable ImportId importId) {
        return started(scope, imports.start(scope, importId, Kind.RUN));
    }

    /** Forgets the file and the verdicts on its rows; users stay as they are. */
    @Needs(Permission.USERS_IMPORT)
    @DeleteMapping("/{importId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(OrganizationScope scope, @PathVariable ImportId importId) {
        switch (imports.delete(scope, importId)) {
            case Imports.Removal.Done() -> {}
            case Imports.Removal.NotFound() -> throw none();
            case Imports.Removal.Busy() -> throw begun().refusal();
        }
    }

    static ResponseEntity<ImportStarted> started(OrganizationScope scope, Imports.Start outcome) {
        return switch (outcome) {
            case Imports.Start.Started(JobId job) ->
                    ResponseEntity.accepted()
                            .location(
                                    URI.create(
                                            "/api/v1/organizations/%s/jobs/%s"
                                                    .formatted(scope.organization(), job)))
                            .body(new ImportStarted(job));
            case Imports.Start.NotFound() -> throw none();
            case Imports.Start.Busy(), Imports.Start.Over() -> throw begun().refusal();
            case Imports.Start.NotChecked() ->
                    throw Problem.of(
                                    409,
                                    "imports:not-checked",
                                    "Check first",
                                    "Run the check to its end with everything as it is now.")
                            .refusal();
            case Imports.Start.NothingToUndo() ->
                    throw Problem.of(
                                    409,
                                    "imports:nothing-to-undo",
                                    "There is nothing to undo",
                                    "The import changed nobody, or all that it did is undone.")
                            .refusal();
            case Imports.Start.Refused(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    static Problem begun() {
        return Problem.of(
                409,
                "imports:begun",
                "The import is on its way",
                "A check, a run or an undo is at work, or the file was imported already.");
    }

    private ResponseEntity<ImportDetails> ok(OrganizationScope scope, UserImport found) {
        return ResponseEntity.ok()
                .eTag(new Version(found.version()).tag())
                .body(descriptions.of(scope, found));
    }

    static RuntimeException none() {
        return Problem.notFound("import").refusal();
    }
}
