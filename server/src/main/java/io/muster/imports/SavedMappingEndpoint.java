package io.muster.imports;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.SavedMappings.Removal;
import io.muster.imports.SavedMappings.Saving;
import io.muster.imports.SavedMappings.Use;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mappings of columns that are kept under a name, and their use for an uploaded file. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/imports")
class SavedMappingEndpoint {

    private final SavedMappings mappings;
    private final ImportDescriptions descriptions;

    SavedMappingEndpoint(SavedMappings mappings, ImportDescriptions descriptions) {
        this.mappings = mappings;
        this.descriptions = descriptions;
    }

    /**
     * A column of the files that a mapping is for.
     *
     * @param name its header, at most 200 characters
     * @param field the setting that it fills, null when it fills none
     */
    record SavedMappingColumn(String name, @Nullable String field) {}

    /**
     * A mapping to keep.
     *
     * @param name 1 to 100 characters, unique in the organization without regard to case
     * @param columns at most 1,000; each setting once, a username or an e-mail address among them
     */
    record SavedMappingRequest(
            String name,
            List<SavedMappingColumn> columns,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords) {}

    /**
     * A mapping under a name, with the options of an import but for the temporary password.
     *
     * @param savedByName who saved it last
     */
    record SavedMappingDetails(
            SavedMappingId id,
            String name,
            List<SavedMappingColumn> columns,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords,
            int version,
            String savedByName,
            Instant savedAt) {}

    /**
     * The mappings of an organization, by name.
     *
     * @param most how many it may have
     */
    record SavedMappingList(List<SavedMappingDetails> mappings, int most) {}

    record SavedMappingUse(SavedMappingId mappingId) {}

    /**
     * What a mapping did for a file.
     *
     * @param missing columns of the mapping that fill a setting and that the file lacks
     * @param added columns of the file that the mapping doesn't know; they fill nothing
     * @param version of the import now
     */
    record SavedMappingUsed(List<String> missing, List<String> added, int version) {}

    /** Lists the saved mappings by name. */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/mappings")
    SavedMappingList list(OrganizationScope scope) {
        return new SavedMappingList(
                mappings.all(scope).stream().map(SavedMappingEndpoint::details).toList(),
                SavedMapping.MOST);
    }

    /** Keeps a mapping under a name. */
    @Needs(Permission.USERS_IMPORT)
    @OncePerKey
    @PostMapping("/mappings")
    ResponseEntity<SavedMappingDetails> create(
            OrganizationScope scope, @RequestBody SavedMappingRequest request) {
        SavedMapping saved = saved(mappings.create(scope, content(request)));
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/organizations/%s/imports/mappings/%s"
                                        .formatted(scope.organization(), saved.id())))
                .header(HttpHeaders.ETAG, new Version(saved.version()).tag())
                .body(details(saved));
    }

    /** Reads a saved mapping. */
    @Needs(Permission.USERS_IMPORT)
    @GetMapping("/mappings/{mappingId}")
    ResponseEntity<SavedMappingDetails> read(
            OrganizationScope scope, @PathVariable SavedMappingId mappingId) {
        return ok(mappings.find(scope, mappingId).orElseThrow(SavedMappingEndpoint::none));
    }

    /** Changes a saved mapping, its name too. */
    @Needs(Permission.USERS_IMPORT)
    @PutMapping("/mappings/{mappingId}")
    ResponseEntity<SavedMappingDetails> replace(
            OrganizationScope scope,
            @PathVariable SavedMappingId mappingId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody SavedMappingRequest request) {
        Version read = Version.required(ifMatch);
        return ok(saved(mappings.replace(scope, mappingId, read, content(request))));
    }

    /** Forgets a saved mapping; imports that used it stay as they are. */
    @Needs(Permission.USERS_IMPORT)
    @DeleteMapping("/mappings/{mappingId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            OrganizationScope scope,
            @PathVariable SavedMappingId mappingId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        switch (mappings.delete(scope, mappingId, Version.required(ifMatch))) {
            case Removal.Done() -> {}
            case Removal.NotFound() -> throw none();
            case Removal.ChangedMeanwhile(SavedMapping current) ->
                    throw Version.changedMeanwhile(details(current)).refusal();
        }
    }

    /**
     * Configures an uploaded file by a saved mapping: columns are found by their headers, options
     * are taken over, the temporary password of the import stays. If-Match names the version of the
     * import.
     */
    @Needs(Permission.USERS_IMPORT)
    @PostMapping("/{importId}/mapping")
    ResponseEntity<SavedMappingUsed> use(
            OrganizationScope scope,
            @PathVariable ImportId importId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody SavedMappingUse request) {
        Version read = Version.required(ifMatch);
        boolean mayMakeUnits = scope.holds(Permission.UNITS_MANAGE);
        return switch (mappings.use(scope, request.mappingId(), importId, read, mayMakeUnits)) {
            case Use.Tried(var outcome, var fit) -> used(scope, outcome, fit);
            case Use.NotFound() -> throw none();
            case Use.NotPermitted() -> throw ImportEndpoint.unitsNotPermitted().refusal();
            case Use.DoesNotFit(List<String> missing) ->
                    throw Problem.of(
                                    409,
                                    "imports:mapping-does-not-fit",
                                    "The mapping is for another kind of file",
                                    "The file lacks the column that says whose rows they are.")
                            .with(Map.of("missing", missing))
                            .refusal();
        };
    }

    private ResponseEntity<SavedMappingUsed> used(
            OrganizationScope scope, Imports.Configuration outcome, SavedMapping.Fit fit) {
        return switch (outcome) {
            case Imports.Configuration.Done(UserImport now) ->
                    ResponseEntity.ok()
                            .eTag(new Version(now.version()).tag())
                            .body(new SavedMappingUsed(fit.missing(), fit.added(), now.version()));
            case Imports.Configuration.NotFound() -> throw none();
            case Imports.Configuration.ChangedMeanwhile(UserImport current) ->
                    throw Version.changedMeanwhile(descriptions.of(scope, current)).refusal();
            case Imports.Configuration.Refused(var errors) ->
                    throw Problem.invalid(errors).refusal();
            case Imports.Configuration.Begun() -> throw ImportEndpoint.begun().refusal();
        };
    }

    private static SavedMapping saved(Saving outcome) {
        return switch (outcome) {
            case Saving.Saved(SavedMapping mapping) -> mapping;
            case Saving.NotFound() -> throw none();
            case Saving.ChangedMeanwhile(SavedMapping current) ->
                    throw Version.changedMeanwhile(details(current)).refusal();
            case Saving.NameTaken() ->
                    throw Problem.of(
                                    409,
                                    "imports:mapping-name-taken",
                                    "The name is taken",
                                    "Another saved mapping has this name.")
                            .refusal();
            case Saving.TooMany() ->
                    throw Problem.of(
                                    409,
                                    "imports:too-many-mappings",
                                    "Too many saved mappings",
                                    "An organization may have %d; delete one first."
                                            .formatted(SavedMapping.MOST))
                            .with(Map.of("most", SavedMapping.MOST))
                            .refusal();
            case Saving.Refused(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    private static SavedMapping.Content content(SavedMappingRequest request) {
        List<SavedMapping.Column> columns = new ArrayList<>();
        for (SavedMappingColumn column : request.columns()) {
            String key = column.field();
            columns.add(
                    new SavedMapping.Column(
                            column.name(), key == null ? null : field(columns.size(), key)));
        }
        return new SavedMapping.Content(
                request.name(),
                columns,
                request.existing(),
                request.createUnits(),
                request.newPasswords());
    }

    private static ImportField field(int column, String key) {
        return ImportField.ofKey(key)
                .orElseThrow(() ->
                        Problem.invalid(
                                        "columns[" + column + "]",
                                        "unknown-value",
                                        "There is no setting of that name.")
                                .refusal());
    }

    private static ResponseEntity<SavedMappingDetails> ok(SavedMapping saved) {
        return ResponseEntity.ok().eTag(new Version(saved.version()).tag()).body(details(saved));
    }

    private static RuntimeException none() {
        return Problem.notFound("saved mapping").refusal();
    }

    private static SavedMappingDetails details(SavedMapping saved) {
        SavedMapping.Content content = saved.content();
        return new SavedMappingDetails(
                saved.id(),
                content.name(),
                content.columns().stream().map(SavedMappingEndpoint::column).toList(),
                content.existing(),
                content.createUnits(),
                content.newPasswords(),
                saved.version(),
                saved.savedByName(),
                saved.savedAt());
    }

    private static SavedMappingColumn column(SavedMapping.Column column) {
        ImportField field = column.field();
        return new SavedMappingColumn(column.name(), field == null ? null : field.key());
    }
}
