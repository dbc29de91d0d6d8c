package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.imports.SavedMapping.Content;
import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The mappings that an organization keeps for files that come again and again. */
@Component
class SavedMappings {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_HEADER = 200;

    private final SavedMappingRepository repository;
    private final Imports imports;
    private final Scopes scopes;
    private final AuditLog audit;

    SavedMappings(
            SavedMappingRepository repository, Imports imports, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.imports = imports;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to save a mapping. */
    sealed interface Saving {
        record Saved(SavedMapping mapping) implements Saving {}

        record NotFound() implements Saving {}

        record ChangedMeanwhile(SavedMapping current) implements Saving {}

        record NameTaken() implements Saving {}

        /** The organization has as many as it may. */
        record TooMany() implements Saving {}

        record Refused(List<FieldError> errors) implements Saving {}
    }

    /** What became of the wish to forget a mapping. */
    sealed interface Removal {
        record Done() implements Removal {}

        record NotFound() implements Removal {}

        record ChangedMeanwhile(SavedMapping current) implements Removal {}
    }

    /** What became of the wish to use a mapping for a file. */
    sealed interface Use {

        /** The file is configured, or it isn't for a reason that has to do with the file. */
        record Tried(Imports.Configuration outcome, SavedMapping.Fit fit) implements Use {}

        /** The file or the mapping. */
        record NotFound() implements Use {}

        /** The file lacks the column that says whose rows they are. */
        record DoesNotFit(List<String> missing) implements Use {}

        /** The mapping makes units, and he may not. */
        record NotPermitted() implements Use {}
    }

    /** All of them by name, {@value SavedMapping#MOST} at most. */
    List<SavedMapping> all(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.all(scope));
    }

    Optional<SavedMapping> find(OrganizationScope scope, SavedMappingId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    Saving create(OrganizationScope scope, Content wanted) {
        Content content = stripped(wanted);
        List<FieldError> errors = errors(content);
        if (!errors.isEmpty()) {
            return new Saving.Refused(errors);
        }
        return scopes.in(
                scope,
                () -> {
                    repository.hold(scope);
                    SavedMappingId id = new SavedMappingId(Ids.next());
                    if (repository.taken(scope, content.name(), id)) {
                        return new Saving.NameTaken();
                    }
                    if (repository.count(scope) >= SavedMapping.MOST) {
                        return new Saving.TooMany();
                    }
                    return write(scope, null, mapping(scope, id, content, 1));
                });
    }

    /** Puts something else in its place, another name among it. */
    Saving replace(OrganizationScope scope, SavedMappingId id, Version read, Content wanted) {
        Content content = stripped(wanted);
        List<FieldError> errors = errors(content);
        if (!errors.isEmpty()) {
            return new Saving.Refused(errors);
        }
        return ifAsRead(
                scope,
                id,
                read,
                new Outcomes<>(new Saving.NotFound(), Saving.ChangedMeanwhile::new),
                before -> {
                    if (repository.taken(scope, content.name(), id)) {
                        return new Saving.NameTaken();
                    }
                    return write(scope, before, mapping(scope, id, content, before.version() + 1));
                });
    }

    Removal delete(OrganizationScope scope, SavedMappingId id, Version read) {
        return ifAsRead(
                scope,
                id,
                read,
                new Outcomes<>(new Removal.NotFound(), Removal.ChangedMeanwhile::new),
                before -> {
                    repository.delete(scope, id);
                    record(scope, "imports.mapping-deleted", before, told(before), Map.of());
                    return new Removal.Done();
                });
    }

    /** What is said of a mapping that is gone, and of one that is no more as it was read. */
    private record Outcomes<T>(T notFound, Function<SavedMapping, T> changedMeanwhile) {}

    private <T> T ifAsRead(
            OrganizationScope scope,
            SavedMappingId id,
            Version read,
            Outcomes<T> otherwise,
            Function<SavedMapping, T> act) {
        return scopes.in(
                scope,
                () -> {
                    repository.hold(scope);
                    Optional<SavedMapping> found = repository.find(scope, id);
                    if (found.isEmpty()) {
                        return otherwise.notFound();
                    }
                    SavedMapping before = found.get();
                    return before.version() == read.number()
                            ? act.apply(before)
                            : otherwise.changedMeanwhile().apply(before);
                });
    }

    /**
     * Configures an uploaded file by a mapping; its temporary password stays.
     *
     * @param mayMakeUnits whether whoever asks may
     */
    Use use(
            OrganizationScope scope,
            SavedMappingId id,
            ImportId file,
            Version read,
            boolean mayMakeUnits) {
        return scopes.in(
                scope,
                () -> {
                    Optional<SavedMapping> found = repository.find(scope, id);
                    Optional<UserImport> uploaded = imports.find(scope, file);
                    if (found.isEmpty() || uploaded.isEmpty()) {
                        return new Use.NotFound();
                    }
                    Content content = found.get().content();
                    if (content.createUnits() && !mayMakeUnits) {
                        return new Use.NotPermitted();
                    }
                    SavedMapping.Fit fit = found.get().fit(uploaded.get().columns());
                    if (ColumnMapping.check(uploaded.get().columns(), fit.fields())
                            instanceof ColumnMapping.Check.Refused) {
                        return new Use.DoesNotFit(fit.missing());
                    }
                    var wishes =
                            new Imports.Wishes(
                                    fit.fields(),
                                    content.existing(),
                                    content.createUnits(),
                                    content.newPasswords(),
                                    null);
                    return new Use.Tried(imports.configure(scope, file, read, wishes), fit);
                });
    }

    private Saving write(
            OrganizationScope scope, @Nullable SavedMapping before, SavedMapping mapping) {
        repository.write(scope, mapping);
        record(
                scope,
                before == null ? "imports.mapping-saved" : "imports.mapping-changed",
                mapping,
                before == null ? Map.of() : told(before),
                told(mapping));
        return new Saving.Saved(repository.find(scope, mapping.id()).orElseThrow());
    }

    private static SavedMapping mapping(
            OrganizationScope scope, SavedMappingId id, Content content, int version) {
        return new SavedMapping(id, content, version, scope.actor().name(), Instant.now());
    }

    private static Content stripped(Content content) {
        return new Content(
                content.name().strip(),
                content.columns(),
                content.existing(),
                content.createUnits(),
                content.newPasswords());
    }

    private static List<FieldError> errors(Content content) {
        List<FieldError> errors = new ArrayList<>();
        if (!isName(content.name(), LONGEST_NAME)) {
            errors.add(
                    new FieldError(
                            "name",
                            "length",
                            "A name has 1 to %d characters in one line.".formatted(LONGEST_NAME)));
        }
        int most = CsvRows.Limits.STANDARD.columns();
        if (content.columns().size() > most) {
            errors.add(
                    new FieldError(
                            "columns",
                            "too-many",
                            "A file has %,d columns at most.".formatted(most)));
            return errors;
        }
        for (int i = 0; i < content.columns().size(); i++) {
            String header = content.columns().get(i).name();
            if (header.length() > LONGEST_HEADER || header.indexOf('\0') >= 0) {
                errors.add(
                        new FieldError(
                                "columns[" + i + "]",
                                "length",
                                "A header has %d characters at most.".formatted(LONGEST_HEADER)));
            }
        }
        if (ColumnMapping.check(
                        content.columns().stream().map(SavedMapping.Column::name).toList(),
                        fields(content))
                instanceof ColumnMapping.Check.Refused(var wrong)) {
            errors.addAll(wrong);
        }
        return errors;
    }

    private static List<@Nullable ImportField> fields(Content content) {
        List<@Nullable ImportField> fields = new ArrayList<>();
        content.columns().forEach(column -> fields.add(column.field()));
        return fields;
    }

    private static boolean isName(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static Map<String, Object> told(SavedMapping mapping) {
        Content content = mapping.content();
        Map<String, Object> told = new HashMap<>();
        told.put("name", content.name());
        told.put(
                "columns",
                content.columns().stream()
                        .filter(column -> column.field() != null)
                        .map(column -> column.name() + "=" + key(column.field()))
                        .collect(Collectors.joining(", ")));
        told.put("existing", content.existing().name());
        told.put("createUnits", content.createUnits());
        told.put("newPasswords", content.newPasswords().name());
        return told;
    }

    private static String key(@Nullable ImportField field) {
        return field == null ? "" : field.key();
    }

    private void record(
            OrganizationScope scope,
            String action,
            SavedMapping mapping,
            Map<String, Object> before,
            Map<String, Object> after) {
        audit.record(
                scope,
                Change.done(
                        action,
                        "import-mapping",
                        mapping.id().value(),
                        mapping.content().name(),
                        before,
                        after));
    }
}
